//! Starling: a place to rehearse behavioural interviews.

pub mod content;
pub mod domain;
pub mod json;
mod order;
pub mod scoring;
pub mod storage;
