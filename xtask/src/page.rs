//! Small, exact edits of the built page.
//!
//! The page is our own `index.html` after Trunk and its minifier: no tag in it carries a `>` inside an attribute,
//! so a tag runs from `<` to the next `>`. That is all the HTML this needs to know.

use std::ops::Range;

use crate::failure::Failure;

/// The text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page(pub(crate) String);

/// One start tag of a page.
pub(crate) struct Tag<'a> {
    /// Where it stands in the page, brackets included.
    range: Range<usize>,
    text: &'a str,
}

impl Page {
    /// All start tags called `name`, in order.
    pub(crate) fn tags<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Tag<'a>> {
        self.0.match_indices('<').filter_map(move |(start, _)| {
            let rest = &self.0[start + 1..];
            let text = &rest[..rest.find('>')?];
            let after = text.strip_prefix(name)?;
            let whole = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '/');
            whole.then_some(Tag { range: start..start + text.len() + 2, text })
        })
    }

    /// Where the one tag called `name` stands whose attribute `attribute` is `value`.
    pub(crate) fn find(&self, name: &str, attribute: &str, value: &str) -> Result<Range<usize>, Failure> {
        let mut found = self.tags(name).filter(|tag| tag.attribute(attribute) == Some(value));
        match (found.next(), found.next()) {
            (Some(tag), None) => Ok(tag.range),
            _ => Err(Failure::Page { expected: format!("one <{name} {attribute}=\"{value}\">") }),
        }
    }

    /// Replaces the only place where `from` stands.
    pub(crate) fn replace_once(&mut self, from: &str, to: &str) -> Result<(), Failure> {
        if self.0.matches(from).count() != 1 {
            return Err(Failure::Page { expected: format!("`{from}`, once") });
        }
        self.0 = self.0.replace(from, to);
        Ok(())
    }

    /// Replaces the one tag called `name` whose attribute `attribute` is `value`.
    pub(crate) fn replace_tag(
        &mut self,
        name: &str,
        attribute: &str,
        value: &str,
        with: &str,
    ) -> Result<(), Failure> {
        let range = self.find(name, attribute, value)?;
        self.0.replace_range(range, with);
        Ok(())
    }

    /// Puts `json` between the tags of the empty data block `id`. Inside a script element only `<` could end the
    /// block early; in JSON it stands in strings alone, where its escape means the same.
    pub(crate) fn fill_data_block(&mut self, id: &str, json: &str) -> Result<(), Failure> {
        let range = self.find("script", "id", id)?;
        if !self.0[range.end..].starts_with("</script>") {
            return Err(Failure::Page { expected: format!("<script id=\"{id}\"> to be empty") });
        }
        self.0.insert_str(range.end, &json.replace('<', "\\u003c"));
        Ok(())
    }

    /// The files that loading this page fetches before anything else: styles, scripts and preloads, in order.
    pub(crate) fn first_load(&self) -> Vec<String> {
        let links = self
            .tags("link")
            .filter(|tag| matches!(tag.attribute("rel"), Some("stylesheet" | "modulepreload" | "preload")));
        let scripts = self.tags("script");
        links
            .filter_map(|tag| tag.attribute("href"))
            .chain(scripts.filter_map(|tag| tag.attribute("src")))
            .map(|url| url.strip_prefix("./").unwrap_or(url).to_owned())
            .collect()
    }

    /// Every file that the page names.
    pub(crate) fn files(&self) -> Vec<String> {
        let links = self.tags("link").filter_map(|tag| tag.attribute("href"));
        let scripts = self.tags("script").filter_map(|tag| tag.attribute("src"));
        links.chain(scripts).map(|url| url.strip_prefix("./").unwrap_or(url).to_owned()).collect()
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute; empty where the attribute has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        // The minifier drops quotes where it may.
        let mut rest = self.text.split_once(char::is_whitespace)?.1.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            let (value, after) = match after.strip_prefix('=') {
                None => ("", after),
                Some(after) => match after.strip_prefix(['"', '\'']) {
                    Some(quoted) => quoted.split_once(&after[..1])?,
                    None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
                },
            };
            if key == name {
                return Some(value);
            }
            rest = after.trim_start();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page(text.to_owned())
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let page = page(r#"<link rel="preload" as=fetch crossorigin href='./a b.wasm' /><links rel=x>"#);
        let tags: Vec<_> = page.tags("link").collect();
        assert_eq!(tags.len(), 1);
        let value = |name| tags[0].attribute(name);
        assert_eq!(value("rel"), Some("preload"));
        assert_eq!(value("as"), Some("fetch"));
        assert_eq!(value("crossorigin"), Some(""));
        assert_eq!(value("href"), Some("./a b.wasm"));
        assert_eq!(value("fetch"), None);
    }

    #[test]
    fn a_data_block_cannot_be_ended_by_its_content() {
        let mut page = page("<script type=application/json id=catalogue></script>");
        page.fill_data_block("catalogue", r#"{"title":"</script><b>"}"#).unwrap();
        assert_eq!(
            page.0,
            r#"<script type=application/json id=catalogue>{"title":"\u003c/script>\u003cb>"}</script>"#
        );
        assert!(page.fill_data_block("catalogue", "{}").is_err(), "it is filled once");
    }

    #[test]
    fn what_stands_twice_is_not_replaced() {
        let mut twice = page("a.js a.js");
        assert!(twice.replace_once("a.js", "b.js").is_err());
        assert_eq!(twice, page("a.js a.js"));
    }

    #[test]
    fn the_first_load_is_what_the_page_fetches_by_itself() {
        let page = page(
            "<link rel=modulepreload href=./g.js><link rel=stylesheet href=./s.css><link rel=icon href=i.svg>\
             <link rel=manifest href=m.webmanifest><script src=./boot.js></script><script id=catalogue></script>",
        );
        assert_eq!(page.first_load(), ["g.js", "s.css", "boot.js"]);
        assert_eq!(page.files(), ["g.js", "s.css", "i.svg", "m.webmanifest", "boot.js"]);
    }
}
