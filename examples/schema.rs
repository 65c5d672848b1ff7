//! Writes `content/competency.schema.json`, with which editors complete and check competency files.
//!
//! `cargo run --example schema --no-default-features --features schema`

use std::{fs, io};

use starling::domain::competency::Competency;

fn main() -> io::Result<()> {
    let schema = schemars::schema_for!(Competency);
    let text = serde_json::to_string_pretty(&schema)?;
    fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/content/competency.schema.json"), text + "\n")
}
