//! Every address of the app, parsed and printed in one place. No other file holds a URL literal.
//!
//! Routes live in the fragment (`#/…`), so that one build works under any path of any static host and what a
//! link carries never reaches a server.

use crate::domain::interview::{Course, Face, Mode};
use crate::domain::time::Seconds;

/// The parts of the Learn page that have an address of their own, in reading order, with their headings.
pub const SECTIONS: [(&str, &str); 10] = [
    ("meaning", "What it means"),
    ("signals", "Signals"),
    ("depth", "A complete answer"),
    ("red-flags", "Red flags"),
    ("questions", "Questions"),
    ("probes", "Probes"),
    ("lens", "Company lenses"),
    ("levels", "Levels"),
    ("stories", "Stories"),
    ("preparation", "Preparation"),
];

/// Where somebody is in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What to do now.
    Home,
    /// A competency to read, from one of its [`SECTIONS`] where named.
    Learn {
        /// The competency's id.
        competency: String,
        /// The section's id.
        section: Option<String>,
    },
    /// A competency's cheat card.
    Cheat {
        /// The competency's id.
        competency: String,
    },
    /// A competency's cards.
    Cards {
        /// The competency's id.
        competency: String,
    },
    /// A mock to set up; what the link leaves open, the reader's last choice fills in.
    Mock(MockLink),
    /// A running interview, kept in this browser.
    Interview {
        /// The interview's id.
        id: String,
    },
    /// The report of an attempt, kept in this browser.
    Report {
        /// The attempt's id.
        attempt: String,
    },
    /// What several mocks in a row came to.
    Debrief {
        /// The course's id.
        course: String,
    },
    /// All attempts.
    History,
    /// What is kept, and where.
    Data,
    /// An address that leads nowhere.
    Unknown,
}

/// The total time that a mock allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// As long as it takes.
    None,
    /// So many seconds.
    Total(Seconds),
}

/// How many mocks in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// One by itself.
    Single,
    /// Several.
    Course(Course),
}

/// A mock's set-up as a link carries it: what one group agrees on, not what somebody needs for themself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MockLink {
    /// The competency's id.
    pub competency: Option<String>,
    /// The question's id.
    pub question: Option<String>,
    /// The level's id.
    pub level: Option<String>,
    /// The lens's id, or `none`.
    pub lens: Option<String>,
    /// The time for the answer.
    pub total: Option<Limit>,
    /// The time to think.
    pub think: Option<Seconds>,
    /// How many probes follow.
    pub probes: Option<u8>,
    /// How it is answered.
    pub mode: Option<Mode>,
    /// The time for the reply to one probe.
    pub reply: Option<Seconds>,
    /// How many mocks in a row.
    pub row: Option<Row>,
    /// How the clock is shown.
    pub clock: Option<Face>,
    /// Whether hints can be opened.
    pub hints: Option<bool>,
    /// Whether it starts at once, with nothing to set up.
    pub start: bool,
}

/// The longest time a link may ask for: an hour.
const LONGEST: u32 = 3600;
/// How a mock is answered, as a link says it.
const MODES: [(Mode, &str); 2] = [(Mode::Written, "written"), (Mode::Spoken, "spoken")];
/// The most probes a link may ask for.
const MOST_PROBES: u8 = 4;
/// The most questions in a row that a link may ask for.
const MOST_QUESTIONS: u8 = 5;
/// How addresses name the faces of the clock.
const CLOCKS: [(&str, Face); 3] = [("down", Face::Down), ("up", Face::Up), ("hidden", Face::Hidden)];

impl Route {
    /// Reads the fragment of an address, with or without its `#`.
    pub fn parse(fragment: &str) -> Route {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if !parts.iter().all(|part| is_id(part)) {
            return Route::Unknown;
        }
        match parts[..] {
            [] => Route::Home,
            ["c", competency] => Route::Learn { competency: competency.into(), section: None },
            ["c", competency, "cheat"] => Route::Cheat { competency: competency.into() },
            ["c", competency, "cards"] => Route::Cards { competency: competency.into() },
            ["c", competency, section] if SECTIONS.iter().any(|(id, _)| *id == section) => {
                Route::Learn { competency: competency.into(), section: Some(section.into()) }
            }
            ["mock"] => Route::Mock(MockLink::parse(query)),
            ["interview", id] => Route::Interview { id: id.into() },
            ["report", attempt] => Route::Report { attempt: attempt.into() },
            ["debrief", course] => Route::Debrief { course: course.into() },
            ["history"] => Route::History,
            ["data"] => Route::Data,
            _ => Route::Unknown,
        }
    }

    /// The address to link to.
    pub fn href(&self) -> String {
        match self {
            Route::Home | Route::Unknown => "#/".into(),
            Route::Learn { competency, section: None } => format!("#/c/{competency}"),
            Route::Learn { competency, section: Some(section) } => format!("#/c/{competency}/{section}"),
            Route::Cheat { competency } => format!("#/c/{competency}/cheat"),
            Route::Cards { competency } => format!("#/c/{competency}/cards"),
            Route::Mock(link) => format!("#/mock{}", link.query()),
            Route::Interview { id } => format!("#/interview/{id}"),
            Route::Report { attempt } => format!("#/report/{attempt}"),
            Route::Debrief { course } => format!("#/debrief/{course}"),
            Route::History => "#/history".into(),
            Route::Data => "#/data".into(),
        }
    }

    /// The page that shows this route: two routes on the same page differ only in where they point on it.
    pub fn page(self) -> Route {
        match self {
            Route::Learn { competency, .. } => Route::Learn { competency, section: None },
            other => other,
        }
    }
}

impl MockLink {
    fn parse(query: &str) -> MockLink {
        let mut link = MockLink::default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let id = || is_id(value).then(|| value.to_string());
            let seconds = || value.parse().ok().filter(|n| *n <= LONGEST).map(Seconds);
            match key {
                "c" => link.competency = id(),
                "q" => link.question = id(),
                "level" => link.level = id(),
                "lens" => link.lens = id(),
                "total" if value == "none" => link.total = Some(Limit::None),
                "total" => link.total = seconds().filter(|s| s.0 > 0).map(Limit::Total),
                "think" => link.think = seconds(),
                "mode" => {
                    link.mode = MODES.into_iter().find(|(_, name)| *name == value).map(|(mode, _)| mode)
                }
                "probes" => link.probes = value.parse().ok().filter(|n| *n <= MOST_PROBES),
                "reply" => link.reply = seconds().filter(|s| s.0 > 0),
                "row" => link.row = Row::parse(value),
                "clock" => link.clock = CLOCKS.iter().find(|(name, _)| *name == value).map(|(_, face)| *face),
                "hints" => link.hints = ["off", "on"].iter().position(|is| *is == value).map(|on| on == 1),
                "start" => link.start = value == "1",
                _ => {}
            }
        }
        link
    }

    fn query(&self) -> String {
        let mut pairs = Vec::new();
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                pairs.push(format!("{key}={value}"));
            }
        };
        put("c", self.competency.clone());
        put("q", self.question.clone());
        put("level", self.level.clone());
        put("lens", self.lens.clone());
        put(
            "total",
            self.total.map(|limit| match limit {
                Limit::None => "none".into(),
                Limit::Total(seconds) => seconds.0.to_string(),
            }),
        );
        put("think", self.think.map(|seconds| seconds.0.to_string()));
        put("probes", self.probes.map(|n| n.to_string()));
        let name =
            |is: Mode| MODES.into_iter().find(|(mode, _)| *mode == is).map(|(_, name)| name.to_string());
        put("mode", self.mode.and_then(name));
        put("reply", self.reply.map(|seconds| seconds.0.to_string()));
        put("row", self.row.map(Row::print));
        let named = |face| CLOCKS.iter().find(|(_, is)| *is == face).map(|(name, _)| (*name).to_string());
        put("clock", self.clock.and_then(named));
        put("hints", self.hints.map(|on| if on { "on" } else { "off" }.into()));
        put("start", self.start.then(|| "1".into()));
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

impl Row {
    fn parse(value: &str) -> Option<Row> {
        match value {
            "1" => Some(Row::Single),
            "ladder" => Some(Row::Course(Course::Ladder)),
            _ => {
                let questions = value.parse().ok().filter(|n| (2..=MOST_QUESTIONS).contains(n));
                questions.map(|n| Row::Course(Course::Loop(n)))
            }
        }
    }

    fn print(self) -> String {
        match self {
            Row::Single => "1".into(),
            Row::Course(Course::Ladder) => "ladder".into(),
            Row::Course(Course::Loop(questions)) => questions.to_string(),
        }
    }
}

/// Ids in addresses are plain, so that nothing needs escaping and nothing else gets in.
fn is_id(text: &str) -> bool {
    (1..=80).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes() -> Vec<Route> {
        let competency = || "customer-obsession".to_string();
        let mut routes = vec![
            Route::Home,
            Route::Learn { competency: competency(), section: None },
            Route::Cheat { competency: competency() },
            Route::Cards { competency: competency() },
            Route::Mock(MockLink::default()),
            Route::Mock(MockLink { total: Some(Limit::None), ..MockLink::default() }),
            Route::Mock(MockLink {
                competency: Some(competency()),
                question: Some("unhappy-customer".into()),
                level: Some("sde2".into()),
                lens: Some("amazon".into()),
                total: Some(Limit::Total(Seconds(120))),
                think: Some(Seconds(30)),
                probes: Some(2),
                mode: Some(Mode::Spoken),
                reply: Some(Seconds(45)),
                row: Some(Row::Course(Course::Loop(3))),
                clock: Some(Face::Hidden),
                hints: Some(false),
                start: false,
            }),
            Route::Mock(MockLink { start: true, ..MockLink::default() }),
            Route::Mock(MockLink { row: Some(Row::Single), hints: Some(true), ..MockLink::default() }),
            Route::Mock(MockLink { row: Some(Row::Course(Course::Ladder)), ..MockLink::default() }),
            Route::Interview { id: "d1-t2-3".into() },
            Route::Debrief { course: "m1".into() },
            Route::Report { attempt: "d1-t2-4".into() },
            Route::History,
            Route::Data,
        ];
        for (section, _) in SECTIONS {
            routes.push(Route::Learn { competency: competency(), section: Some(section.into()) });
        }
        routes
    }

    #[test]
    fn every_route_reads_back_from_its_own_address() {
        for route in routes() {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        }
    }

    #[test]
    fn an_address_that_leads_nowhere_is_unknown() {
        for fragment in ["#/nowhere", "#/c", "#/c/x/y/z", "#/c/<b>", "#/report/a%20b", "#/mock/now"] {
            assert_eq!(Route::parse(fragment), Route::Unknown, "{fragment}");
        }
    }

    #[test]
    fn an_empty_fragment_is_home() {
        for fragment in ["", "#", "#/", "/"] {
            assert_eq!(Route::parse(fragment), Route::Home, "{fragment:?}");
        }
    }

    #[test]
    fn a_mock_link_drops_what_it_cannot_read_and_keeps_the_rest() {
        let link = MockLink { level: Some("sde1".into()), ..MockLink::default() };
        let fragment = "#/mock?c=&q=<script>&level=sde1&total=0&think=99999&probes=9&mode=sung&x=1&total\
                        &reply=0&row=6&row=0&clock=sun&hints=1&start=yes";
        assert_eq!(Route::parse(fragment), Route::Mock(link));
    }
}
