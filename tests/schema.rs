//! The schema that editors use is the schema that the code reads.

use starling::domain::competency::Competency;

#[test]
fn the_json_schema_is_up_to_date() {
    let stored: serde_json::Value =
        serde_json::from_str(include_str!("../content/competency.schema.json")).unwrap();
    let current = serde_json::to_value(schemars::schema_for!(Competency)).unwrap();
    assert_eq!(
        stored, current,
        "expected the schema of src/domain/competency.rs; write it with \
         `cargo run --example schema --no-default-features --features schema`"
    );
}
