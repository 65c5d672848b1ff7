//! What Starling is about: competencies, cards, interviews, progress. No I/O, no clock, no randomness:
//! `now` and `seed` are arguments.

pub mod answer;
pub mod card;
pub mod competency;
pub mod draw;
pub mod interview;
pub mod progress;
pub mod queue;
pub mod recording;
pub mod review;
pub mod sound;
pub mod time;
