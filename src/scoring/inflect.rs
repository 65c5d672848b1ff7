//! The forms of English verbs and nouns: a table of irregulars, spelling rules for the rest.

use crate::order;

/// A form of a lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Every form.
    Any,
    /// "see"
    Base,
    /// "sees"; a noun's plural
    Third,
    /// "saw"
    Past,
    /// "seen"
    Participle,
    /// "seeing"
    Ing,
    /// "saw" or "seen": whatever tells of the past
    Did,
}

impl Form {
    /// The form with this name in a pattern.
    pub(crate) fn named(name: &str) -> Option<Form> {
        Some(match name {
            "base" => Form::Base,
            "s" => Form::Third,
            "past" => Form::Past,
            "pp" => Form::Participle,
            "ing" => Form::Ing,
            "did" => Form::Did,
            _ => return None,
        })
    }

    /// The name that patterns know it by; empty for every form.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Form::Any => "",
            Form::Base => "base",
            Form::Third => "s",
            Form::Past => "past",
            Form::Participle => "pp",
            Form::Ing => "ing",
            Form::Did => "did",
        }
    }
}

/// Irregular verbs: base, pasts, participles; sorted by base.
#[derive(Debug, Default)]
pub(crate) struct Irregulars(Vec<(String, Vec<String>, Vec<String>)>);

fn split(alternatives: &str) -> Vec<String> {
    alternatives.split('/').map(str::to_string).collect()
}

impl Irregulars {
    /// Reads "see saw seen"; a participle left out is the past.
    pub(crate) fn new(lines: &[String]) -> Irregulars {
        let mut verbs: Vec<_> = lines
            .iter()
            .flat_map(|l| l.split(','))
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                let base = words.next()?.to_string();
                let past = split(words.next().unwrap_or(&base));
                let participle = words.next().map_or_else(|| past.clone(), split);
                Some((base, past, participle))
            })
            .collect();
        order::sort(&mut verbs);
        Irregulars(verbs)
    }

    /// Every irregular form with its base, sorted by form.
    pub(crate) fn by_form(&self) -> Vec<(String, String)> {
        let mut forms = Vec::new();
        for (base, pasts, participles) in &self.0 {
            for form in pasts.iter().chain(participles) {
                forms.push((form.clone(), base.clone()));
            }
        }
        order::sort(&mut forms);
        forms.dedup_by(|a, b| a.0 == b.0);
        forms
    }

    /// All participles.
    pub(crate) fn participles(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(_, _, pp)| pp).map(String::as_str)
    }

    /// All pasts.
    pub(crate) fn simple_pasts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(_, past, _)| past).map(String::as_str)
    }

    /// All bases.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(base, _, _)| base.as_str())
    }

    /// Hands out the spellings of one form of a lemma.
    pub(crate) fn forms(&self, lemma: &str, form: Form, sink: &mut dyn FnMut(&str)) {
        if matches!(form, Form::Any | Form::Base) {
            sink(lemma);
        }
        if matches!(form, Form::Any | Form::Third) {
            third(lemma, sink);
        }
        if matches!(form, Form::Any | Form::Ing) {
            ing(lemma, sink);
        }
        let past = matches!(form, Form::Any | Form::Past | Form::Did);
        let participle = matches!(form, Form::Any | Form::Participle | Form::Did);
        if !past && !participle {
            return;
        }
        let irregular =
            self.0.binary_search_by(|(b, _, _)| b.as_str().cmp(lemma)).ok().and_then(|i| self.0.get(i));
        match irregular {
            Some((_, pasts, participles)) => {
                if past {
                    pasts.iter().for_each(|p| sink(p));
                }
                if participle {
                    participles.iter().for_each(|p| sink(p));
                }
            }
            None => ed(lemma, sink),
        }
    }
}

fn vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a final consonant may be doubled: "stop", "refer". Both spellings are kept where it may.
fn doubles(lemma: &str) -> bool {
    let b = lemma.as_bytes();
    let n = b.len();
    n >= 3
        && !vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y' | b'h')
        && vowel(b[n - 2])
        && (!vowel(b[n - 3]) || b[n - 3] == b'u' && n >= 4 && b[n - 4] == b'q')
}

/// A word whose final y becomes i: "verify", but not "deploy".
fn without_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|s| s.bytes().last().is_some_and(|b| !vowel(b)))
}

/// The lemma, its last letter once more, and an ending.
fn doubled(lemma: &str, ending: &str, sink: &mut dyn FnMut(&str)) {
    if doubles(lemma) {
        let last = lemma.get(lemma.len() - 1..).unwrap_or("");
        sink(&[lemma, last, ending].concat());
    }
}

fn third(lemma: &str, sink: &mut dyn FnMut(&str)) {
    let hisses = lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh");
    sink(&match without_y(lemma) {
        Some(stem) => [stem, "ies"].concat(),
        None if hisses => [lemma, "es"].concat(),
        None => [lemma, "s"].concat(),
    });
}

fn ing(lemma: &str, sink: &mut dyn FnMut(&str)) {
    let stem = lemma.strip_suffix('e').filter(|stem| !lemma.ends_with("ee") && stem.len() > 1);
    sink(&[stem.unwrap_or(lemma), "ing"].concat());
    doubled(lemma, "ing", sink);
}

fn ed(lemma: &str, sink: &mut dyn FnMut(&str)) {
    sink(&match without_y(lemma) {
        Some(stem) => [stem, "ied"].concat(),
        None if lemma.ends_with('e') => [lemma, "d"].concat(),
        None => [lemma, "ed"].concat(),
    });
    doubled(lemma, "ed", sink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        let table = Irregulars::new(&["see saw seen, get got got/gotten".into()]);
        let cases = [
            ("see", Form::Past, "saw"),
            ("see", Form::Participle, "seen"),
            ("see", Form::Ing, "seeing"),
            ("get", Form::Did, "gotten"),
            ("stop", Form::Past, "stopped"),
            ("notice", Form::Past, "noticed"),
            ("notice", Form::Ing, "noticing"),
            ("verify", Form::Past, "verified"),
            ("verify", Form::Third, "verifies"),
            ("patch", Form::Third, "patches"),
            ("deploy", Form::Past, "deployed"),
        ];
        for (lemma, form, expected) in cases {
            let mut found = false;
            table.forms(lemma, form, &mut |f| found |= f == expected);
            assert!(found, "{lemma} → {expected}");
        }
    }
}
