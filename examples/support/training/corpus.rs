//! Labelled answers as training sees them: features by number, labels by sentence.

use std::collections::{BTreeMap, BTreeSet};

use starling::scoring::Reader;
use starling::scoring::report::Span;

use super::ends::Gaps;
use crate::load::Problem;
use crate::measuring::{GROUPS, Labelled, labelled, meet, places};

/// A sentence: its features by number, the labels whose quotes it meets, what kind it is.
pub(crate) struct Sentence {
    /// Features that the language makes.
    pub(crate) language: Vec<u32>,
    /// These, but for those of the sentences around it, and those that the competency makes.
    pub(crate) all: Vec<u32>,
    /// By label of [`labels`].
    pub(crate) holds: Vec<bool>,
    /// S, T, A, R, X.
    pub(crate) kind: usize,
    /// Whether another variant of the answer has it, with the same labels: it is learned from once.
    pub(crate) again: bool,
    /// Whether it only lists or claims.
    pub(crate) idle: bool,
    pub(crate) place: (usize, usize),
}

/// Labelled answers, one writer a file.
#[derive(Default)]
pub(crate) struct Answers {
    pub(crate) writers: Vec<String>,
    /// Each with the place of its writer.
    pub(crate) all: Vec<(usize, Labelled)>,
    /// Between the words of each.
    pub(super) gaps: Gaps,
}

impl Answers {
    /// Reads the files, each of one writer.
    pub(crate) fn load(files: &[&str], reader: &Reader) -> Result<Answers, Problem> {
        let mut answers = Answers::default();
        for file in files {
            let writer = answers.writers.len();
            answers.writers.push((*file).to_string());
            for answer in labelled(&format!("tests/answers/{file}.jsonl"))? {
                answers.gaps.add(&answer, reader);
                answers.all.push((writer, answer));
            }
        }
        Ok(answers)
    }

    /// The places of those for which `chosen` holds, by the place of the writer and that of the answer.
    pub(crate) fn places(&self, chosen: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
        let places = self.all.iter().enumerate();
        places.filter(|(at, (writer, _))| chosen(*writer, *at)).map(|(at, _)| at).collect()
    }
}

/// An answer as training sees it.
pub(crate) struct Answer {
    /// The place of its writer among the corpus' writers.
    pub(crate) writer: usize,
    pub(crate) holds: Vec<bool>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) whole: Vec<i32>,
}

/// Answers to learn from.
pub(crate) struct Corpus {
    pub(crate) answers: Vec<Answer>,
    /// The features' names, the language's first.
    pub(crate) features: Vec<String>,
    pub(crate) of_language: usize,
    /// Features of the whole answer, the language's first.
    pub(crate) whole: Vec<String>,
    pub(crate) whole_of_language: usize,
    /// Sentences so far, with their writers and labels.
    said: BTreeSet<(usize, String, Vec<bool>)>,
}

/// All labels, signals first, then content flags, then delivery flags.
pub(crate) fn labels() -> Vec<&'static str> {
    GROUPS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect()
}

/// Numbers for names.
#[derive(Default)]
struct Names(BTreeMap<String, u32>);

impl Names {
    fn number(&mut self, name: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name).or_insert(next)
    }

    /// The names in alphabetical order, and the new number of each old one.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut new = vec![0; self.0.len()];
        let mut names = Vec::with_capacity(self.0.len());
        for (name, old) in self.0 {
            new[old as usize] = names.len() as u32;
            names.push(name);
        }
        (names, new)
    }
}

impl Corpus {
    /// Reads the answers at these places by the reader that will use the weights.
    pub(crate) fn read(answers: &Answers, places: &[usize], reader: &Reader) -> Corpus {
        let (mut language, mut competency) = (Names::default(), Names::default());
        let mut corpus = Corpus {
            answers: Vec::new(),
            features: Vec::new(),
            of_language: 0,
            whole: Vec::new(),
            whole_of_language: 0,
            said: BTreeSet::new(),
        };
        for at in places {
            let (writer, labelled) = &answers.all[*at];
            corpus.add(labelled, *writer, reader, &mut language, &mut competency);
        }
        let (names, new_language) = language.sorted();
        corpus.of_language = names.len();
        corpus.features = names;
        let (names, new_competency) = competency.sorted();
        corpus.features.extend(names);
        let offset = corpus.of_language as u32;
        for sentence in corpus.answers.iter_mut().flat_map(|a| &mut a.sentences) {
            for feature in &mut sentence.language {
                *feature = new_language[*feature as usize];
            }
            sentence.language.sort_unstable();
            // What stands around a sentence tells its part of the story, and not what it shows.
            let names = &corpus.features;
            let around = |f: &&u32| names.get(**f as usize).is_some_and(|n| n.starts_with(['-', '+']));
            let own = sentence.all.iter().map(|f| offset + new_competency[*f as usize]);
            let mut all: Vec<u32> = sentence.language.iter().filter(|f| !around(f)).copied().collect();
            all.extend(own);
            sentence.all = all;
        }
        corpus
    }

    fn add(
        &mut self,
        labelled: &Labelled,
        writer: usize,
        reader: &Reader,
        language: &mut Names,
        competency: &mut Names,
    ) {
        let text = labelled.text();
        let seen = reader.seen(&text);
        if self.whole.is_empty() {
            self.whole = seen.whole.iter().map(|(name, _)| name.clone()).collect();
            self.whole_of_language = seen.of_language;
        }
        let quotes: Vec<Option<Vec<Span>>> = labels()
            .iter()
            .map(|id| labelled.quotes(id).map(|q| q.iter().flat_map(|q| places(&text, q)).collect()))
            .collect();
        let segments = segments(labelled);
        let mut sentences = Vec::with_capacity(seen.sentences.len());
        for sentence in seen.sentences {
            let holds = quotes.iter().map(|q| q.iter().flatten().any(|q| meet(sentence.span, *q))).collect();
            let said = text.get(sentence.span.start..sentence.span.end).unwrap_or_default();
            let holds: Vec<bool> = holds;
            let again = !self.said.insert((writer, said.to_string(), holds.clone()));
            sentences.push(Sentence {
                again,
                language: sentence.language.into_iter().map(|f| language.number(f)).collect(),
                all: sentence.competency.into_iter().map(|f| competency.number(f)).collect(),
                holds,
                kind: kind(&segments, sentence.span),
                idle: sentence.idle,
                place: sentence.place,
            });
        }
        self.answers.push(Answer {
            holds: quotes.iter().map(Option::is_some).collect(),
            writer,
            sentences,
            whole: seen.whole.into_iter().map(|(_, value)| value).collect(),
        });
    }
}

/// The labelled pieces and their kinds.
fn segments(labelled: &Labelled) -> Vec<(Span, usize)> {
    let mut start = 0;
    let mut segments = Vec::with_capacity(labelled.segments.len());
    for segment in &labelled.segments {
        let end = start + segment.text.len();
        segments.push((Span { start, end }, "STARX".find(&segment.part).unwrap_or(4)));
        start = end + 1;
    }
    segments
}

/// The kind of which most bytes of a sentence are.
fn kind(segments: &[(Span, usize)], sentence: Span) -> usize {
    let mut bytes = [0; 5];
    for (span, kind) in segments {
        bytes[*kind] += sentence.end.min(span.end).saturating_sub(sentence.start.max(span.start));
    }
    (0..5).fold(0, |a, b| if bytes[b] > bytes[a] { b } else { a })
}
