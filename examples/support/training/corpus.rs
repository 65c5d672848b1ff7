//! Labelled answers as training sees them: features by number, labels by sentence.

use std::collections::BTreeMap;

use starling::scoring::Reader;
use starling::scoring::report::Span;

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
    /// Whether it only lists or claims.
    pub(crate) idle: bool,
    pub(crate) place: (usize, usize),
}

/// An answer as training sees it.
pub(crate) struct Answer {
    pub(crate) labelled: Labelled,
    /// The place of its writer among the corpus' writers.
    pub(crate) writer: usize,
    pub(crate) holds: Vec<bool>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) whole: Vec<i32>,
}

/// All answers to learn from.
pub(crate) struct Corpus {
    pub(crate) answers: Vec<Answer>,
    /// One writer a file.
    pub(crate) writers: Vec<String>,
    /// The features' names, the language's first.
    pub(crate) features: Vec<String>,
    pub(crate) of_language: usize,
    /// Features of the whole answer, the language's first.
    pub(crate) whole: Vec<String>,
    pub(crate) whole_of_language: usize,
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
    /// Reads the files, each of one writer, by the reader that will use the weights.
    pub(crate) fn load(files: &[String], reader: &Reader) -> Result<Corpus, Problem> {
        let (mut language, mut competency) = (Names::default(), Names::default());
        let mut corpus = Corpus {
            answers: Vec::new(),
            writers: Vec::new(),
            features: Vec::new(),
            of_language: 0,
            whole: Vec::new(),
            whole_of_language: 0,
        };
        for file in files {
            let name = std::path::Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
            corpus.writers.push(name.into_owned());
            let writer = corpus.writers.len() - 1;
            for answer in labelled(file)? {
                corpus.add(answer, writer, reader, &mut language, &mut competency);
            }
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
        Ok(corpus)
    }

    fn add(
        &mut self,
        labelled: Labelled,
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
        let segments = segments(&labelled);
        let mut sentences = Vec::with_capacity(seen.sentences.len());
        for sentence in seen.sentences {
            let holds = quotes.iter().map(|q| q.iter().flatten().any(|q| meet(sentence.span, *q))).collect();
            sentences.push(Sentence {
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
            labelled,
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
