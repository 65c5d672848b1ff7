//! Cards: one recall item each, derived from a competency.

use super::competency::{Competency, Flag, FlagKind, Level, Probe, QuestionKind, Signal, Text};

/// What a card asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// The competency → what it means.
    Meaning,
    /// The competency → the question an interviewer answers with yes or no.
    CoreQuestion,
    /// A signal → when it is shown, and why it counts.
    Signal,
    /// A sentence → the signal that it shows.
    Phrase,
    /// A sentence that comes close → why it does not count.
    NearMiss,
    /// What is often taken for the competency → why it is not.
    IsNot,
    /// A candidate's sentence → the red flag in it.
    Flag,
    /// A red flag's sentence → how to mend it.
    Fix,
    /// A content flag → the question that brings it to light.
    Detection,
    /// A probe → a strong reply.
    Probe,
    /// A reply to a probe → weak or strong.
    Reply,
    /// An opening question → the competency that it asks for.
    Question,
    /// A competency that is easily confused with this one → the difference.
    Confusable,
    /// A company → what it weighs.
    Lens,
    /// A level → what is expected.
    LevelBar,
    /// A level → what falls short of it.
    LevelAntiPattern,
    /// What a complete answer weighs up to → the number.
    Threshold,
    /// A signal → a sentence of one's own that shows it, typed or thought.
    Say,
    /// A red flag's sentence → which one it is, and the same said without it, typed or thought.
    Mend,
    /// A sentence → whether it shows the signal or comes close.
    Judge,
    /// Somebody's own.
    Own,
    /// What an attempt lacked → how to say it.
    Said,
}

/// What is shown first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// What to do: "Which signal does this show?"
    pub instruction: &'static str,
    /// What the text belongs to, such as the probe that a reply answers.
    pub context: Option<String>,
    /// The text itself.
    pub text: String,
}

/// What is shown when the card is turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// The answer in a few words.
    pub headline: String,
    /// Why, or how to tell.
    pub explanation: String,
}

/// One recall item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Derived from content ids, so that progress survives a change of wording: `phrase/<text id>`.
    pub id: String,
    /// What it asks for.
    pub kind: CardKind,
    /// What is shown first.
    pub front: Front,
    /// What is shown when it is turned.
    pub back: Back,
    /// The id of the content (signal, flag, probe, level, …) it comes from; cards of one source are siblings.
    pub source: String,
    /// What a typed answer is read for; `None` where there is nothing to type.
    pub typing: Option<Typing>,
}

/// What a typed answer is read for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typing {
    /// The signals (ids) that it is to show.
    pub shows: Vec<String>,
    /// The red flags (ids) that it is to do without.
    pub avoids: Vec<String>,
}

impl CardKind {
    /// A plain name, as a heading or in a list of decks.
    pub fn label(self) -> &'static str {
        match self {
            Self::Meaning => "Meaning",
            Self::CoreQuestion => "Core question",
            Self::Signal => "Signal",
            Self::Phrase => "Phrase",
            Self::NearMiss => "Near miss",
            Self::IsNot => "What it is not",
            Self::Flag => "Red flag",
            Self::Fix => "Mending a red flag",
            Self::Detection => "Finding a red flag",
            Self::Probe => "Probe",
            Self::Reply => "Weak or strong",
            Self::Question => "Question",
            Self::Confusable => "Easily confused",
            Self::Lens => "Company lens",
            Self::LevelBar => "Level",
            Self::LevelAntiPattern => "Below the level",
            Self::Threshold => "Threshold",
            Self::Say => "Say it",
            Self::Mend => "Spot and mend",
            Self::Judge => "Signal or near miss",
            Self::Own => "Your own card",
            Self::Said => "From your answer",
        }
    }

    /// Whether the front's text is something somebody says, to be set in quotation marks.
    pub fn is_spoken(self) -> bool {
        matches!(
            self,
            Self::Phrase
                | Self::NearMiss
                | Self::Flag
                | Self::Fix
                | Self::Probe
                | Self::Reply
                | Self::Question
                | Self::Mend
                | Self::Judge
        )
    }
}

/// The cards of a competency: about 100 for a full one, each at most once, in the order in which new cards
/// are best met (what it means first, then a mixture). The same competency gives the same deck.
pub fn deck(competency: &Competency) -> Vec<Card> {
    // Those that raise the bar have no one reply to recall.
    let probes: Vec<&Probe> = competency.probes.iter().filter(|p| !p.tests.is_empty()).collect();
    let mut deck = definition(competency);
    deck.extend(competency.signals.iter().map(signal));
    deck.extend(weave(vec![
        phrases(competency),
        competency.flags.iter().map(flag).collect(),
        questions(competency),
        replies(&probes),
        competency.signals.iter().map(near_miss).collect(),
        competency.is_not.iter().map(|text| is_not(competency, text)).collect(),
        second_half_first(competency.flags.iter().map(fix).collect()),
        probes.iter().map(|p| probe(p)).collect(),
        thresholds(competency),
        competency.flags.iter().filter_map(detection).collect(),
        confusables(competency),
        competency.levels.iter().map(level_bar).collect(),
        second_half_first(competency.levels.iter().map(level_anti_pattern).collect()),
        lenses(competency),
    ]));
    let later = weave(vec![
        competency.signals.iter().map(say).collect(),
        second_half_first(competency.flags.iter().map(mend).collect()),
        judge(competency),
    ]);
    weave(vec![deck.split_off(deck.len().min(FIRST)), later]).into_iter().for_each(|card| deck.push(card));
    part_siblings(&mut deck);
    deck
}

/// Where a card follows a sibling, the next one that is none comes in between.
fn part_siblings(deck: &mut [Card]) {
    for at in 1..deck.len() {
        let (before, rest) = deck.split_at_mut(at);
        let Some(source) = before.last().map(|card| &card.source) else { continue };
        if let Some(other) = rest.iter().position(|card| card.source != *source) {
            rest[..=other].rotate_right(1);
        }
    }
}

/// So many cards come before those that ask for more than recalling.
const FIRST: usize = 12;

/// Lays the lists into one another so that each is spread over the whole, in its own order.
fn weave(lists: Vec<Vec<Card>>) -> Vec<Card> {
    let mut placed: Vec<(usize, Card)> = Vec::new();
    for list in lists {
        let share = list.len() * 2;
        // The middle of each card's stretch of the whole, in thousandths.
        for (i, card) in list.into_iter().enumerate() {
            let place = (2 * i + 1) * 1000 / share;
            placed.insert(placed.partition_point(|(before, _)| *before <= place), (place, card));
        }
    }
    placed.into_iter().map(|(_, card)| card).collect()
}

/// Keeps cards away from siblings that stand at the same place in another list.
fn second_half_first(mut list: Vec<Card>) -> Vec<Card> {
    let mut turned = list.split_off(list.len() / 2);
    turned.append(&mut list);
    turned
}

/// A card under `<prefix>/<id>`.
fn card(
    kind: CardKind,
    (prefix, id): (&str, &str),
    source: &str,
    (instruction, context, text): (&'static str, Option<&str>, &str),
    (headline, explanation): (&str, &str),
) -> Card {
    Card {
        id: format!("{prefix}/{id}"),
        kind,
        front: Front { instruction, context: context.map(str::to_owned), text: text.to_owned() },
        back: Back { headline: headline.to_owned(), explanation: explanation.to_owned() },
        source: source.to_owned(),
        typing: None,
    }
}

fn definition(c: &Competency) -> Vec<Card> {
    vec![
        card(
            CardKind::Meaning,
            ("meaning", &c.meaning.id),
            &c.meaning.id,
            ("What does it mean?", None, &c.title),
            (&c.meaning.text, &c.test.text),
        ),
        card(
            CardKind::CoreQuestion,
            ("core-question", &c.core_question.id),
            &c.core_question.id,
            ("Which question does the interviewer answer with yes or no, after your story?", None, &c.title),
            (&c.core_question.text, &c.framing.text),
        ),
    ]
}

fn signal(s: &Signal) -> Card {
    card(
        CardKind::Signal,
        ("signal", &s.id),
        &s.id,
        ("When is this signal shown, and why does it count?", None, &s.name),
        (&s.shown_when, &s.why),
    )
}

/// Every signal's first phrase, then every signal's second, so that neighbours differ.
fn phrases(c: &Competency) -> Vec<Card> {
    let most = c.signals.iter().map(|s| s.phrases.len()).max().unwrap_or(0);
    let turns =
        (0..most).flat_map(|turn| c.signals.iter().filter_map(move |s| Some((s, s.phrases.get(turn)?))));
    turns
        .map(|(s, phrase)| {
            card(
                CardKind::Phrase,
                ("phrase", &phrase.id),
                &s.id,
                ("Which signal does this show?", None, &phrase.text),
                (&s.name, &s.shown_when),
            )
        })
        .collect()
}

fn near_miss(s: &Signal) -> Card {
    card(
        CardKind::NearMiss,
        ("miss", &s.miss.id),
        &s.id,
        ("This comes close to the signal. Why does it not show it?", Some(&s.name), &s.miss.text),
        (&s.miss_why, &s.advice),
    )
}

fn is_not(c: &Competency, text: &Text) -> Card {
    let (front, why) = first_clause(&text.text);
    let why = if why.is_empty() { c.core_question.text.clone() } else { capitalised(why) };
    card(
        CardKind::IsNot,
        ("is-not", &text.id),
        &text.id,
        ("Often taken for it. Why does it fall short?", Some(&c.title), front),
        (&why, &c.core_question.text),
    )
}

/// The text up to its first full stop or colon, and the rest.
fn first_clause(text: &str) -> (&str, &str) {
    let mark = text.as_bytes().windows(2).position(|pair| matches!(pair, b". " | b": "));
    let end = mark.map_or(text.len(), |at| at + usize::from(text.as_bytes()[at] == b'.'));
    let (front, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (front, rest.trim_start_matches(':').trim())
}

fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn flag(f: &Flag) -> Card {
    card(
        CardKind::Flag,
        ("flag", &f.id),
        &f.id,
        ("Which red flag is in this, and why does it fail?", None, &f.example.text),
        (&f.name, &f.why),
    )
}

fn fix(f: &Flag) -> Card {
    card(
        CardKind::Fix,
        ("fix", &f.id),
        &f.id,
        ("What do you do about this red flag?", Some(&f.name), &f.example.text),
        (&f.fix, &f.mended.text),
    )
}

/// Content flags alone have a question that brings them to light.
fn detection(f: &Flag) -> Option<Card> {
    let question = f.detection.as_ref().filter(|_| f.kind == FlagKind::Content)?;
    Some(card(
        CardKind::Detection,
        ("detection", &question.id),
        &f.id,
        ("Which question brings this red flag to light?", None, &f.name),
        (&question.text, &f.why),
    ))
}

fn probe(p: &Probe) -> Card {
    let card = card(
        CardKind::Probe,
        ("probe", &p.id),
        &p.id,
        ("Outline a strong reply to this.", None, &p.asks),
        (&p.takeaway, &p.strong.text),
    );
    Card { typing: Some(Typing { shows: p.tests.clone(), avoids: Vec::new() }), ..card }
}

/// Weak and strong in turn, then what was left out, so that the two replies to one probe stand apart.
fn replies(probes: &[&Probe]) -> Vec<Card> {
    let reply = |p: &Probe, is_strong: bool| {
        let (text, headline, why) =
            if is_strong { (&p.strong, "Strong", &p.takeaway) } else { (&p.weak, "Weak", &p.weak_why) };
        card(
            CardKind::Reply,
            ("reply", &text.id),
            &p.id,
            ("Is this reply weak or strong, and why?", Some(&p.asks), &text.text),
            (headline, why),
        )
    };
    let turn = |odd: usize| probes.iter().enumerate().map(move |(i, p)| reply(p, i % 2 == odd));
    turn(1).chain(turn(0)).collect()
}

/// The opening questions, but for those of single companies, and the questions of the competencies that are
/// easily confused with this one.
fn questions(c: &Competency) -> Vec<Card> {
    const INSTRUCTION: &str = "Which competency does this question ask for?";
    let own = c.questions.iter().filter(|q| q.lens.is_none()).map(|q| {
        let why = match q.kind {
            QuestionKind::Direct => &c.summary,
            QuestionKind::Indirect => &c.test.text,
        };
        card(CardKind::Question, ("question", &q.id), &q.id, (INSTRUCTION, None, &q.text), (&c.title, why))
    });
    let others = c.confusables.iter().map(|other| {
        card(
            CardKind::Question,
            ("question", &other.question.id),
            &other.id,
            (INSTRUCTION, None, &other.question.text),
            (&other.name, &other.centre),
        )
    });
    weave(vec![own.collect(), others.collect()])
}

fn thresholds(c: &Competency) -> Vec<Card> {
    let depth = &c.depth;
    let threshold = |why: &Text, text: &str, headline: String| {
        card(
            CardKind::Threshold,
            ("threshold", &why.id),
            &why.id,
            ("Which number belongs here?", None, text),
            (&headline, &why.text),
        )
    };
    vec![
        threshold(
            &depth.action_why,
            "How much of the answer is action?",
            format!("{}%", depth.action_percent),
        ),
        threshold(
            &depth.setup_why,
            "How long may situation and task take together?",
            format!("{} seconds at most", depth.setup_at_most.0),
        ),
        threshold(
            &depth.i_why,
            "How many sentences open with “I”?",
            format!("{} at least", depth.i_sentences),
        ),
    ]
}

fn confusables(c: &Competency) -> Vec<Card> {
    let confusable = |other: &super::competency::Confusable| {
        card(
            CardKind::Confusable,
            ("confusable", &other.id),
            &other.id,
            ("How does this differ from the competency at hand?", Some(&c.title), &other.name),
            (&other.contrast, &other.centre),
        )
    };
    c.confusables.iter().map(confusable).collect()
}

fn level_bar(level: &Level) -> Card {
    card(
        CardKind::LevelBar,
        ("level", &level.id),
        &level.id,
        ("What is expected at this level?", None, &level.name),
        (&level.expected, &level.anti_pattern),
    )
}

fn level_anti_pattern(level: &Level) -> Card {
    card(
        CardKind::LevelAntiPattern,
        ("level-anti-pattern", &level.id),
        &level.id,
        ("What falls short at this level?", None, &level.name),
        (&level.anti_pattern, &level.expected),
    )
}

fn lenses(c: &Competency) -> Vec<Card> {
    let lens = |lens: &super::competency::Lens| {
        card(
            CardKind::Lens,
            ("lens", &lens.id),
            &lens.id,
            ("What does this company weigh?", Some(&lens.company), &lens.value),
            (&lens.signal, &lens.guidance),
        )
    };
    c.lenses.iter().map(lens).collect()
}

mod own;
mod saying;
#[cfg(test)]
mod tests;

pub use own::{deck_with, from_attempt};
use saying::{judge, mend, say};
