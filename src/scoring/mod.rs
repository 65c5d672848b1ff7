//! Reads an answer by rules and returns data: what was found, where it stands, what it comes to. Same text,
//! same report. No markup and no sentence about a person is made here.
//!
//! text → quantities → patterns → story parts → facts → findings → rating.

mod apply;
mod aside;
mod compile;
mod detect;
mod ends;
mod inflect;
mod intern;
mod json;
mod length;
mod linear;
mod manner;
mod matcher;
mod parts;
mod pattern;
mod quantity;
mod text;
mod vocabulary;

pub mod calibration;
pub mod change;
pub mod compare;
pub mod correct;
pub mod debrief;
pub mod followup;
pub mod rate;
pub mod reader;
pub mod report;
pub mod rules;
pub mod stages;
pub mod story;
pub mod timing;

pub use change::changes;
pub use correct::corrected;
pub use followup::probes;
pub use length::{MOST_WORDS, is_cut, within};
pub use linear::{
    Chain, Ends, KINDS, SeenAnswer, SeenGap, SeenSentence, Weights, aggregate, aggregate_names, code,
    parse_weights, print_weights,
};
pub use rate::rate;
pub use reader::{Fact, Reader};
pub use rules::{Language, ParseError, RuleError, Rules, parse_language, parse_rules};
pub use timing::{laps, timing};
