//! Starling: a place to rehearse behavioural interviews.

pub mod domain;
mod order;
