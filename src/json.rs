//! Reading JSON, small. serde's derived code is made anew for each deserializer, and the one of serde_json over a
//! text is large. So a text becomes a tree of [`Node`]s first, and types are read from the tree, by a deserializer
//! that is small and whose error says nothing.

mod text;

use std::fmt::{self, Display};
use std::vec::IntoIter;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

pub use text::{NotJson, parse};

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A number with a fraction or an exponent, or one out of range. Nothing kept holds one, so no type is read
    /// from it; a later version's field, which is skipped here, may.
    Fraction,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object, in the order of the text.
    Map(Vec<(String, Node)>),
}

/// A text is not JSON, or not of the shape that a type wants. It does not say which: whoever needs to know reads
/// the text with serde_json itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected JSON of another shape")
    }
}

impl std::error::Error for Unfit {}

/// Reads a value from a JSON text. A struct is read from an object alone, not from an array of its fields as well,
/// and fields that it does not have are skipped, whatever `deny_unknown_fields` says: where they matter, as in
/// content that is being written, serde_json reads the text.
///
/// # Errors
/// Where the text is not JSON, or is of another shape.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    T::deserialize(parse(text).map_err(|_| Unfit)?)
}

impl Node {
    /// The values of an object's fields, in this order; `Null` for those that are absent. serde reads a struct
    /// from them as a sequence, in half the code that it takes from pairs.
    fn in_order(self, fields: &[&str]) -> Result<Vec<Node>, Unfit> {
        let Node::Map(entries) = self else { return Err(Unfit) };
        let mut values: Vec<Option<Node>> = Vec::new();
        values.resize_with(fields.len(), || None);
        for (name, value) in entries {
            let Some(at) = fields.iter().position(|field| *field == name) else { continue };
            if values[at].replace(value).is_some() {
                return Err(Unfit);
            }
        }
        Ok(values.into_iter().map(|value| value.unwrap_or(Node::Null)).collect())
    }
}

/// All constructors drop what they are given, so that nothing is formatted.
impl Error for Unfit {
    fn custom<T: Display>(_: T) -> Self {
        Unfit
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unfit
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unfit
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Unfit
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }

    fn missing_field(_: &'static str) -> Self {
        Unfit
    }

    fn duplicate_field(_: &'static str) -> Self {
        Unfit
    }
}

/// For each kind of value, the one visit that a type which asks for it can take.
macro_rules! read {
    ($($method:ident $node:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            if let Node::$node(value) = self { visitor.$visit(value) } else { Err(Unfit) }
        }
    )*};
}

impl<'de> Deserializer<'de> for Node {
    type Error = Unfit;

    read! {
        deserialize_bool Bool visit_bool
        deserialize_i8 Number visit_i64
        deserialize_i16 Number visit_i64
        deserialize_i32 Number visit_i64
        deserialize_i64 Number visit_i64
        deserialize_u8 Number visit_i64
        deserialize_u16 Number visit_i64
        deserialize_u32 Number visit_i64
        deserialize_u64 Number visit_i64
        deserialize_char Text visit_string
        deserialize_str Text visit_string
        deserialize_string Text visit_string
        deserialize_identifier Text visit_string
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if let Node::List(items) = self { visitor.visit_seq(Items(items.into_iter())) } else { Err(Unfit) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_seq(Items(self.in_order(fields)?.into_iter()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if matches!(self, Node::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if matches!(self, Node::Null) { visitor.visit_unit() } else { Err(Unfit) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Node::Text(name) => visitor.visit_enum(Variant { name, payload: Payload(None) }),
            Node::Map(mut entries) if entries.len() == 1 => {
                let (name, value) = entries.pop().ok_or(Unfit)?;
                visitor.visit_enum(Variant { name, payload: Payload(Some(value)) })
            }
            _ => Err(Unfit),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    // No type here is a map, takes whatever comes, a fraction or bytes.

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }
}

/// What is left of a list.
struct Items(IntoIter<Node>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unfit;

    // Not once for each field of that type.
    #[inline(never)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        match self.0.next() {
            Some(item) => seed.deserialize(item).map(Some),
            None => Ok(None),
        }
    }
}

/// A variant by name, with what stands beside the name.
struct Variant {
    name: String,
    payload: Payload,
}

/// What a variant holds; `None` where its name stands alone.
struct Payload(Option<Node>);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Payload;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Payload), Unfit> {
        Ok((seed.deserialize(Node::Text(self.name))?, self.payload))
    }
}

impl<'de> VariantAccess<'de> for Payload {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        if matches!(self.0, None | Some(Node::Null)) { Ok(()) } else { Err(Unfit) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self.0.ok_or(Unfit)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.0.ok_or(Unfit)?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.0.ok_or(Unfit)?.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;
    use crate::domain::competency::Competency;
    use crate::domain::interview::Interview;
    use crate::storage::record::Record;

    /// What each reader makes of a text, where it makes anything of it.
    fn both<T: DeserializeOwned>(text: &str) -> (Option<T>, Option<T>) {
        (from_str(text).ok(), serde_json::from_str(text).ok())
    }

    fn agrees<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
        let (ours, theirs) = both::<T>(text);
        assert_eq!(ours, theirs, "{text}");
    }

    #[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
    enum Kind {
        Plain,
        Wrapped(Option<String>),
        Pair(u8, bool),
        Fields { a: i32, b: Vec<u8> },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Numbers {
        byte: u8,
        long: Option<i64>,
        kinds: Vec<Kind>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Words {
        word: String,
        none: (),
    }

    #[test]
    fn a_competency_is_read_as_serde_json_reads_it() {
        for text in [
            include_str!("../tests/fixtures/ownership-lite.json"),
            include_str!("../content/competencies/customer-obsession.json"),
        ] {
            let (ours, theirs) = both::<Competency>(text);
            assert!(ours.is_some());
            assert_eq!(ours, theirs);
            assert_eq!(from_str::<Competency>(&text.replacen("\"miss_why\"", "\"mis_why\"", 1)), Err(Unfit));
        }
    }

    #[test]
    fn every_record_of_a_log_is_read_as_serde_json_reads_it() {
        for log in [include_str!("../tests/logs/v1.jsonl"), include_str!("../tests/logs/v2.jsonl")] {
            for line in log.lines().skip(1) {
                let (ours, theirs) = both::<Record>(line);
                assert!(ours.is_some(), "{line}");
                assert_eq!(ours, theirs);
            }
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        for text in [
            "",
            "{",
            "7",
            "null",
            r#"{"byte": 255, "long": -1, "kinds": []}"#,
            r#"{"byte": 256, "long": null, "kinds": []}"#,
            r#"{"byte": -1, "kinds": []}"#,
            r#"{"byte": 1.0, "kinds": []}"#,
            r#"{"byte": "1", "kinds": []}"#,
            r#"{"byte": 1, "long": 9223372036854775808, "kinds": []}"#,
            r#"{"byte": 1, "kinds": [], "more": 1}"#,
            r#"{"byte": 1, "byte": 1, "kinds": []}"#,
            r#"{"kinds": []}"#,
            r#"{"byte": 1, "kinds": {}}"#,
            r#"{"byte": 1, "kinds": ["Plain", {"Plain": null}, {"Wrapped": null}, {"Wrapped": "w"}]}"#,
            r#"{"byte": 1, "kinds": [{"Pair": [1, true]}, {"Fields": {"b": [1], "a": 2, "c": 3}}]}"#,
            r#"{"byte": 1, "kinds": ["Wrapped"]}"#,
            r#"{"byte": 1, "kinds": ["Other"]}"#,
            r#"{"byte": 1, "kinds": [{"Plain": 1}]}"#,
            r#"{"byte": 1, "kinds": [{"Pair": [1]}]}"#,
            r#"{"byte": 1, "kinds": [{"Wrapped": null, "Plain": null}]}"#,
            r#"{"byte": 1, "kinds": [{}]}"#,
        ] {
            agrees::<Numbers>(text);
        }
        for text in [
            r#"{"word": "ü\n\ud83d\ude00", "none": null}"#,
            r#"{"word": "", "none": null, "later": {"half": 0.5, "all": [1e40, {}]}}"#,
            r#"{"word": "", "none": 0}"#,
            r#"{"word": null, "none": null}"#,
        ] {
            agrees::<Words>(text);
        }
    }

    #[test]
    fn a_fraction_that_nobody_reads_does_no_harm() {
        let read = from_str::<Words>(r#"{"word": "w", "none": null, "later": 0.5}"#);
        assert_eq!(read, Ok(Words { word: "w".into(), none: () }));
        assert_eq!(from_str::<Interview>(r#"{"id": 0.5}"#), Err(Unfit));
    }

    fn any_kind() -> impl Strategy<Value = Kind> {
        prop_oneof![
            Just(Kind::Plain),
            prop::option::of(any::<String>()).prop_map(Kind::Wrapped),
            (any::<u8>(), any::<bool>()).prop_map(|(n, is)| Kind::Pair(n, is)),
            (any::<i32>(), any::<Vec<u8>>()).prop_map(|(a, b)| Kind::Fields { a, b }),
        ]
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_is_read(
            byte in any::<u8>(), long in any::<Option<i64>>(), kinds in prop::collection::vec(any_kind(), 0..6),
        ) {
            let written = Numbers { byte, long, kinds };
            prop_assert_eq!(from_str(&serde_json::to_string(&written).unwrap()), Ok(written));
        }
    }
}
