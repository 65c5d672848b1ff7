//! What Starling is about: competencies, cards, interviews, progress. No I/O, no clock, no randomness:
//! `now` and `seed` are arguments.

pub mod answer;
pub mod card;
pub mod chance;
pub mod competency;
pub mod draw;
pub mod interview;
pub mod mark;
pub mod outlook;
pub mod plan;
pub mod practice;
pub mod progress;
pub mod queue;
pub mod quiz;
pub mod readiness;
pub mod recording;
pub mod review;
pub mod sound;
pub mod strength;
pub mod time;
pub mod track;
pub mod training;
