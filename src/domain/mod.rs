//! What Starling is about: competencies, cards, interviews, progress. No I/O, no clock, no randomness:
//! `now` and `seed` are arguments.

pub mod answer;
pub mod card;
pub mod chance;
pub mod competency;
pub mod interview;
pub mod outlook;
pub mod progress;
pub mod queue;
pub mod quiz;
pub mod review;
pub mod strength;
pub mod time;
