//! A tree of JSON taken apart by hand, with messages for authors that name the rule.

use super::rules::ParseError;
use crate::json::Node;

/// The fields of an object, taken one by one; what is left over is unknown.
pub(crate) struct Fields {
    place: String,
    fields: Vec<(String, Node)>,
}

fn wrong(place: &str, expected: &str) -> ParseError {
    ParseError { reason: ["expected ", expected, " at ", place].concat() }
}

impl Node {
    /// The fields of an object.
    pub(crate) fn fields(self, place: &str) -> Result<Fields, ParseError> {
        match self {
            Node::Map(fields) => Ok(Fields { place: place.to_string(), fields }),
            _ => Err(wrong(place, "an object")),
        }
    }

    fn text(self, place: &str) -> Result<String, ParseError> {
        match self {
            Node::Text(text) => Ok(text),
            _ => Err(wrong(place, "a text")),
        }
    }

    fn number(&self, place: &str) -> Result<i32, ParseError> {
        match self {
            Node::Number(number) => i32::try_from(*number).map_err(|_| wrong(place, "a smaller number")),
            _ => Err(wrong(place, "a whole number")),
        }
    }

    /// The items of a list.
    pub(crate) fn list(self, place: &str) -> Result<Vec<Node>, ParseError> {
        match self {
            Node::List(list) => Ok(list),
            _ => Err(wrong(place, "a list")),
        }
    }

    /// A list of whole numbers.
    pub(crate) fn numbers(self, place: &str) -> Result<Vec<i32>, ParseError> {
        let mut numbers = Vec::new();
        for node in self.list(place)? {
            numbers.push(node.number(place)?);
        }
        Ok(numbers)
    }

    /// Four numbers.
    pub(crate) fn four(self, place: &str) -> Result<[i32; 4], ParseError> {
        let mut four = [0; 4];
        let list = self.list(place)?;
        if list.len() != 4 {
            return Err(wrong(place, "four numbers"));
        }
        for (to, from) in four.iter_mut().zip(&list) {
            *to = from.number(place)?;
        }
        Ok(four)
    }
}

impl Fields {
    /// Where the object stands, for messages; a rule names itself once its id is known.
    pub(crate) fn name(&mut self, id: &str) {
        self.place = id.to_string();
    }

    fn place(&self, name: &str) -> String {
        [self.place.as_str(), ".", name].concat()
    }

    /// A field that may be absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.fields.iter().position(|(n, _)| n == name)?;
        Some(self.fields.swap_remove(at).1)
    }

    fn need(&mut self, name: &str) -> Result<Node, ParseError> {
        self.take(name).ok_or_else(|| wrong(&self.place(name), "a value"))
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<String, ParseError> {
        self.need(name)?.text(&self.place(name))
    }

    pub(crate) fn maybe_text(&mut self, name: &str) -> Result<Option<String>, ParseError> {
        let place = self.place(name);
        self.take(name).map(|n| n.text(&place)).transpose()
    }

    pub(crate) fn number_or(&mut self, name: &str, default: i32) -> Result<i32, ParseError> {
        let place = self.place(name);
        self.take(name).map_or(Ok(default), |n| n.number(&place))
    }

    pub(crate) fn number(&mut self, name: &str) -> Result<i32, ParseError> {
        self.need(name)?.number(&self.place(name))
    }

    /// A list that must be there.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<Node>, ParseError> {
        self.need(name)?.list(&self.place(name))
    }

    /// A list of texts that must be there.
    pub(crate) fn texts(&mut self, name: &str) -> Result<Vec<String>, ParseError> {
        let place = self.place(name);
        let mut texts = Vec::new();
        for node in self.list(name)? {
            texts.push(node.text(&place)?);
        }
        Ok(texts)
    }

    /// A list of whole numbers that must be there.
    pub(crate) fn numbers(&mut self, name: &str) -> Result<Vec<i32>, ParseError> {
        let place = self.place(name);
        self.need(name)?.numbers(&place)
    }

    /// An object of lists of whole numbers.
    pub(crate) fn map_of_lists(&mut self, name: &str) -> Result<Vec<(String, Vec<i32>)>, ParseError> {
        let place = self.place(name);
        let mut map = Vec::new();
        for (key, node) in self.need(name)?.fields(&place)?.fields {
            map.push((key, node.numbers(&place)?));
        }
        Ok(map)
    }

    /// A list of texts, or nothing.
    pub(crate) fn maybe_texts(&mut self, name: &str) -> Result<Option<Vec<String>>, ParseError> {
        if self.fields.iter().any(|(n, _)| n == name) { self.texts(name).map(Some) } else { Ok(None) }
    }

    /// An object of texts.
    pub(crate) fn map_of_texts(&mut self, name: &str) -> Result<Vec<(String, String)>, ParseError> {
        let place = self.place(name);
        let mut map = Vec::new();
        for (key, node) in self.need(name)?.fields(&place)?.fields {
            map.push((key, node.text(&place)?));
        }
        Ok(map)
    }

    /// An object of texts; empty where absent.
    pub(crate) fn maybe_map_of_texts(&mut self, name: &str) -> Result<Vec<(String, String)>, ParseError> {
        if self.fields.iter().any(|(n, _)| n == name) { self.map_of_texts(name) } else { Ok(Vec::new()) }
    }

    /// An object of whole numbers; empty where absent.
    pub(crate) fn map_of_numbers(&mut self, name: &str) -> Result<Vec<(String, i32)>, ParseError> {
        let place = self.place(name);
        let mut map = Vec::new();
        let Some(node) = self.take(name) else { return Ok(map) };
        for (key, node) in node.fields(&place)?.fields {
            map.push((key, node.number(&place)?));
        }
        Ok(map)
    }

    /// An object of lists of four numbers.
    pub(crate) fn map_of_fours(&mut self, name: &str) -> Result<Vec<(String, [i32; 4])>, ParseError> {
        let place = self.place(name);
        let mut map = Vec::new();
        for (key, node) in self.need(name)?.fields(&place)?.fields {
            map.push((key, node.four(&place)?));
        }
        Ok(map)
    }

    /// One of a few words, by its place among them; the first where absent.
    pub(crate) fn one_of(&mut self, name: &str, words: &[&str]) -> Result<usize, ParseError> {
        let Some(text) = self.maybe_text(name)? else { return Ok(0) };
        let found = words.iter().position(|w| *w == text);
        found.ok_or_else(|| wrong(&self.place(name), &words.join(", ")))
    }

    /// Nothing may be left over.
    pub(crate) fn end(self) -> Result<(), ParseError> {
        match self.fields.first() {
            None => Ok(()),
            Some((name, _)) => Err(wrong(&self.place(name), "no such field")),
        }
    }
}
