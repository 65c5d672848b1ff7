//! What its speaker said of the answer before the score was shown, beside what the rules read.

use super::super::super::el::{El, el, nothing, text};
use super::super::own::{anchor, says};
use super::{Case, findings};
use crate::domain::interview::Shown;
use crate::scoring::calibration::{Guess, Sides, guess};
use crate::scoring::report::Rating;

/// The speaker's own figure, to stand beside the rules'; nothing where none was given.
pub(super) fn figure(case: &Case) -> Option<El> {
    let own = case.told.attempt.self_rating.as_ref()?.overall?;
    let figure =
        el("p").class("score").child(text("strong", "", &own.to_string())).child(text("span", "", " of 5"));
    Some(el("div").class("figure-of guess").child(figure).child(text("p", "small whose", "by you, before")))
}

/// Signal by signal, with a word on the whole; nothing where the rating was skipped.
pub(super) fn view(case: &Case) -> El {
    let told = &case.told;
    let Some(own) = &told.attempt.self_rating else { return nothing() };
    let signals = told.competency.signals.iter().map(|signal| signal.id.as_str());
    // The rules' own reading: what was corrected since was corrected in sight of it.
    let guess = guess(own, &told.reading, &told.rating, signals);
    let mut side = el("section")
        .class("panel stack own-side")
        .attr("aria-labelledby", "own-side")
        .child(text("h2", "", "What you heard, and what the rules read").attr("id", "own-side"))
        .child(text("p", "measure", &in_words(&guess, own.overall, &told.rating)));
    if !guess.signals.is_empty() {
        side = side.child(el("div").class("table-wrap").child(table(case, &guess)));
    }
    side
}

/// How the two stand to each other.
fn in_words(guess: &Guess, own: Option<u8>, rating: &Rating) -> String {
    let more = guess.signals.iter().filter(|(_, sides)| sides.own > sides.rules).count();
    let less = guess.signals.iter().filter(|(_, sides)| sides.own < sides.rules).count();
    match (guess.overall, own) {
        (Some(Sides { own, rules }), _) if own == rules => {
            format!("You gave it a {own} ({}), and so do the rules.", anchor(own))
        }
        (Some(Sides { own, rules }), _) if own > rules => format!(
            "You gave it a {own} ({}), the rules a {rules}. Something you know may not have come out in words yet: look where you heard more.",
            anchor(own)
        ),
        (Some(Sides { own, rules }), _) => format!(
            "You gave it a {own} ({}), the rules a {rules}. There is more in your words than you heard.",
            anchor(own)
        ),
        (None, Some(own)) if *rating == Rating::TooLittle => {
            format!(
                "You gave it a {own}. The rules found too little to judge, so there is no number beside it."
            )
        }
        _ if more == 0 && less == 0 => "You heard what the rules read.".to_string(),
        _ if more > less => "You heard more than the rules could read in the words.".to_string(),
        _ if less > more => "There is more in your words than you heard.".to_string(),
        _ => "You heard some of it more and some of it less than the rules read.".to_string(),
    }
}

fn table(case: &Case, guess: &Guess) -> El {
    let mut heads = el("tr");
    for head in ["Signal", "You", "The rules"] {
        heads = heads.child(text("th", "", head).attr("scope", "col"));
    }
    let verdict = text("span", "visually-hidden", "Beside each other");
    let heads = heads.child(el("th").attr("scope", "col").child(verdict));
    let rows = guess.signals.iter().map(|(id, Sides { own, rules })| {
        let verdict = match own.cmp(rules) {
            std::cmp::Ordering::Equal => text("span", "tag good", "✓ same"),
            std::cmp::Ordering::Greater => text("span", "tag care", "heard more"),
            std::cmp::Ordering::Less => text("span", "tag plain", "heard less"),
        };
        el("tr")
            .child(text("th", "", &findings::name(&case.told.competency, id)).attr("scope", "row"))
            .child(text("td", "", says(*own)))
            .child(text("td", "", read(*rules)))
            .child(el("td").child(verdict))
    });
    el("table").class("sides").child(el("thead").child(heads)).child(el("tbody").children(rows))
}

fn read(shown: Shown) -> &'static str {
    match shown {
        Shown::Not => "Not found",
        Shown::Partly => "Possibly",
        Shown::Clearly => "Found",
    }
}
