//! The plan: the day of the interview, how much a day, and how ready that makes one.

use std::time::Duration;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::components::choice;
use super::super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::super::format;
use super::super::super::page;
use super::super::super::route::Route;
use super::Table;
use crate::domain::mark::Went;
use crate::domain::progress::Setting;
use crate::domain::readiness::{Raise, Readiness, Way, readiness};
use crate::domain::time::Day;

/// The plan in one line, to be opened; after the interview, how it went.
pub(super) fn plan(table: Table) -> El {
    let told: RwSignal<Option<Went>> = RwSignal::new(None);
    let ready = RwSignal::new(reckon(table));
    let watch = move || {
        table.deck.track();
        table.app.keeper.track();
    };
    // It asks after every card, so it waits until the hands rest.
    clock::at_rest(Duration::from_millis(250), watch, move || {
        let now = reckon(table);
        if ready.try_with_untracked(|before| *before != now) == Some(true) {
            ready.set(now);
        }
    });
    let day = Memo::new(move |_| table.app.settings(|settings| settings.interview_day));
    let fields = fields(table, day);
    let details = el("details")
        .class("panel day-plan")
        .attr("id", "plan")
        .child(el("summary").live(move || summary(day.get(), &ready.read())))
        .child(el("div").class("stack").live(move || report(&ready.read())).child(fields));
    all([live(move || debrief(table, day.get(), told)), details])
}

fn today() -> Day {
    clock::now().day(clock::utc_offset())
}

fn reckon(table: Table) -> Readiness {
    let deck = table.deck.get_untracked();
    let (now, offset) = (clock::now(), clock::utc_offset());
    table.app.keeper.with_untracked(|keeper| readiness(&deck, keeper.progress(), &table.id(), now, offset))
}

fn summary(interview: Option<Day>, ready: &Readiness) -> El {
    let interview = interview.filter(|day| *day >= today());
    let (when, share) = match interview {
        Some(day) => {
            let left = match day.since(today()) {
                0 => "today".to_string(),
                1 => "tomorrow".to_string(),
                days => format!("in {days} days"),
            };
            (format!("Interview {left}, {}", date(day)), "ready for the day")
        }
        None => ("Your plan".to_string(), "recalled today"),
    };
    let share = match (ready.now, interview) {
        (0, None) => "set a date, see how ready you are".to_string(),
        (now, _) => format!("{now}% {share}"),
    };
    el("span").class("plan-line").child(text("strong", "", &when)).child(text("span", "muted", &share))
}

fn date(day: Day) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = day.date();
    let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    format!("{day} {month} {year}")
}

/// How ready one is, and what raises it.
fn report(ready: &Readiness) -> El {
    let Readiness { now, planned, raises, day } = ready;
    let is_later = *day > today();
    let said = match is_later {
        true => format!(
            "If you stopped now, you could expect to recall {now}% of these cards on {}. If you keep to this plan: {planned}%.",
            date(*day)
        ),
        false => format!("You could expect to recall {now}% of these cards today."),
    };
    let bar = el("div")
        .class("bar ready")
        .attr("role", "img")
        .attr("aria-label", &format!("{now}% now, {planned}% if you keep to the plan"))
        .child(el("span").class("planned").style("width", &format!("{planned}%")))
        .child(el("span").style("width", &format!("{now}%")));
    let raises = raises.iter().map(|raise| text("li", "", &raised(raise)));
    let mut report = el("div").class("stack-s").child(text("p", "", &said)).child(bar);
    if ready.raises.is_empty() {
        return report;
    }
    report = report.child(text("p", "label", "What raises it"));
    report.child(el("ul").class("ticks").children(raises))
}

fn raised(raise: &Raise) -> String {
    let points = format::count(raise.points, "point");
    let cards = format::count(raise.cards, "card");
    match raise.what {
        Way::Meet => format!("Meet what you have not seen yet ({cards}): +{points}"),
        Way::ReviewToday => format!("Review {cards} due today: +{points}"),
        Way::LastLook => format!("See {cards} once more in the last three days: +{points}"),
        Way::MorePerDay(n) => {
            format!("Take {n} new cards a day, so that {cards} more come in by then: +{points}")
        }
    }
}

fn fields(table: Table, day: Memo<Option<Day>>) -> El {
    let app = table.app;
    let field = el("input")
        .attr("type", "date")
        .attr("id", "interview-day")
        .attr("min", &today().written())
        .live_attr("value", move || day.get().map(Day::written))
        .on_change(move |date| app.set(Setting::InterviewDay(Day::of_date(&date))));
    let clear = live(move || match day.get() {
        Some(_) => button("button quiet", "No date", move || {
            app.set(Setting::InterviewDay(None));
            page::clear("interview-day");
        }),
        None => nothing(),
    });
    let when = el("div")
        .class("row")
        .child(el("label").class("field date").child(text("span", "", "Day of the interview")).child(field))
        .child(clear);
    let options = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(id, label)| (id.to_string(), label.to_string())).collect()
    };
    let number = move |read: fn(&crate::domain::progress::Settings) -> u32| {
        Signal::from(Memo::new(move |_| app.settings(|settings| read(settings).to_string())))
    };
    let set = move |make: fn(u32) -> Setting| {
        Callback::new(move |id: String| {
            if let Ok(n) = id.parse() {
                app.set(make(n));
            }
        })
    };
    let news = options(&[("0", "0"), ("5", "5"), ("10", "10"), ("20", "20"), ("40", "40"), ("200", "All")]);
    let reviews = options(&[("20", "20"), ("40", "40"), ("60", "60"), ("100", "100"), ("9999", "All")]);
    let four =
        Signal::derive(move || app.settings(|s| if s.four_buttons { "four" } else { "two" }).to_string());
    let set_four = Callback::new(move |id: String| app.set(Setting::FourButtons(id == "four")));
    let buttons = options(&[("two", "Two: again, got it"), ("four", "Four: again, hard, good, easy")]);
    let why =
        "With a date, no card stays away past it, and in the last three days you see each one once more.";
    el("div")
        .class("stack")
        .child(when)
        .child(text("p", "small muted", why))
        .child(choice(
            "New cards a day",
            "plan-new",
            news,
            number(|s| s.new_per_day),
            set(Setting::NewPerDay),
        ))
        .child(choice(
            "Cards a day in all, at most",
            "plan-reviews",
            reviews,
            number(|s| s.reviews_per_day),
            set(Setting::ReviewsPerDay),
        ))
        .child(choice("Buttons", "plan-buttons", buttons, four, set_four))
}

/// After the day: how it went, and what may come next.
fn debrief(table: Table, day: Option<Day>, told: RwSignal<Option<Went>>) -> El {
    let app = table.app;
    if let Some(went) = told.get() {
        return next_goal(table, went, told);
    }
    let Some(day) = day.filter(|day| *day < today()) else {
        return nothing();
    };
    let tell = |words: &str, went: Went| {
        button("button quiet", words, move || {
            app.tell(day, went);
            told.set(Some(went));
        })
    };
    el("section")
        .class("panel accent stack")
        .attr("aria-labelledby", "went")
        .child(text("h2", "", "How did it go?").attr("id", "went"))
        .child(text("p", "muted", &format!("Your interview was on {}. Only this device knows.", date(day))))
        .child(
            el("div")
                .class("row")
                .child(tell("Well", Went::Well))
                .child(tell("Some of it", Went::Mixed))
                .child(tell("It was hard", Went::Badly))
                .child(tell("It was put off", Went::Off)),
        )
}

fn next_goal(table: Table, went: Went, told: RwSignal<Option<Went>>) -> El {
    let app = table.app;
    let said = match went {
        Went::Well => {
            "Good. While it is fresh, put what they asked on a card of your own. Then let the cards come back at their own pace."
        }
        Went::Mixed => {
            "That is worth a lot next time. Put the question that caught you on a card of your own, and take one mock on it this week."
        }
        Went::Badly => {
            "Hard ones teach most. Rest first. Then one card on the question that caught you; a few cards a day keep the rest alive."
        }
        Went::Off => "Then there is more time. Set the new day when you know it.",
    };
    let keep_warm = move || {
        app.set(Setting::NewPerDay(5));
        app.set(Setting::ReviewsPerDay(20));
        told.set(None);
    };
    let next_day = move || {
        told.set(None);
        page::open("plan");
        page::focus_on("#interview-day".into());
    };
    el("section")
        .class("panel accent stack")
        .attr("aria-labelledby", "went")
        .child(text("h2", "", "What next?").attr("id", "went"))
        .child(text("p", "", said))
        .child(
            el("div")
                .class("row")
                .child(link("button", &Route::Deck { competency: table.id() }.href(), "Write a card"))
                .child(button("button quiet", "A few cards a day", keep_warm))
                .child(button("button quiet", "Set the next day", next_day))
                .child(button("button quiet", "Later", move || told.set(None))),
        )
}
