//! The seconds of the story's parts against their targets.

use super::super::super::components::{section, strip};
use super::super::super::el::{El, el, nothing, text};
use super::super::super::format;
use super::Case;
use crate::domain::time::Seconds;
use crate::scoring;

pub(super) fn view(case: &Case) -> El {
    let attempt = &case.attempt;
    let depth = &case.competency.depth;
    let t = scoring::timing(&case.reading, scoring::within(&attempt.answer), attempt.pace);
    if t.total.0 == 0 {
        return nothing();
    }
    // Without a limit, the answer's own length is what its parts are held against.
    let total = attempt.setup.total.unwrap_or(t.total);
    let budget = depth.budget(total);
    let setup = Seconds(t.situation.0 + t.task.0);
    let share = format::percent(t.action.0, t.total.0);
    let mut parts = vec![
        ("part s", "Situation", t.situation),
        ("part t", "Task", t.task),
        ("part a", "Action", t.action),
        ("part r", "Result", t.result),
    ];
    parts.retain(|(_, _, seconds)| seconds.0 > 0);
    let strip = strip(&parts);
    let goal = u32::from(depth.action_percent);
    let i_goal = usize::from(depth.i_sentences);
    let i_found = case.reading.i_sentences;
    let estimated = if case.reading.estimated { " (estimated: the text has no full stops)" } else { "" };
    // Published strong answers lie well under the target, so coming near it is good enough.
    let action_ok = share + 15 >= goal;
    let rows = [
        (
            "The whole answer".to_string(),
            format!("{} s", t.total.0),
            attempt.setup.total.map_or("no limit".into(), |s| format!("{} s", s.0)),
            attempt.setup.total.is_none_or(|s| t.total <= s),
        ),
        (
            "Situation and task".to_string(),
            format!("{} s", setup.0),
            format!("{} s at most", budget.setup.0),
            setup <= budget.setup,
        ),
        ("Action".to_string(), format!("{} s, {share}%", t.action.0), format!("about {goal}%"), action_ok),
        (
            "Result".to_string(),
            format!("{} s", t.result.0),
            format!("about {} s", budget.result.0),
            t.result.0 > 0,
        ),
        (
            format!("Sentences that open with “I”{estimated}"),
            i_found.to_string(),
            format!("{i_goal} or more"),
            i_found >= i_goal,
        ),
    ];
    let mut body = el("tbody");
    for (what, is, target, fits) in rows {
        let verdict = match fits {
            true => text("span", "tag good", "✓ fits"),
            false => text("span", "tag care", "to work on"),
        };
        let row = el("tr")
            .child(text("th", "", &what).attr("scope", "row"))
            .child(text("td", "number", &is))
            .child(text("td", "number", &target))
            .child(el("td").child(verdict));
        body = body.child(row);
    }
    let mut heads = el("tr");
    for head in ["Part", "Yours", "Target"] {
        heads = heads.child(text("th", "", head).attr("scope", "col"));
    }
    let verdict = text("span", "visually-hidden", "How it fits");
    let heads = heads.child(el("th").attr("scope", "col").child(verdict));
    let table = el("table").child(el("thead").child(heads)).child(body);
    let basis = format!(
        "Seconds as if spoken at {} words a minute. You wrote for {}.",
        attempt.pace,
        format::spoken(attempt.answer_seconds)
    );
    section("stack", "times", "Time")
        .child(el("div").class("track").attr("aria-hidden", "true").child(strip))
        .child(el("div").class("table-wrap").child(table))
        .child(text("p", "small muted", &basis))
}
