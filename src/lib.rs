//! Starling: a place to rehearse behavioural interviews.
//!
//! The core (`domain`, `scoring`, `content`, `share`, `storage`) knows neither browser nor clock and builds with
//! `--no-default-features`; `ui` is the browser part. An arrow may only point right:
//! `ui → { storage, share, content } → { scoring, domain }`, and all of them may read JSON through `json`.
//!
//! Two programs are made of it: the app (`main.rs`) and the scorer (`scorer.rs`), which the app fetches when
//! something is first scored.

pub mod content;
pub mod domain;
pub mod json;
mod order;
pub mod scoring;
pub mod share;
pub mod storage;
pub mod ui;
