//! Figures as tables: on the screen, in ACCURACY.md, and in the file that a test holds against its floors.

use std::fmt::Write as _;

use starling::domain::competency::Competency;
use starling::scoring::report::Rating;
use starling::scoring::{Reader, rate};

use crate::groups;
use crate::load::{Problem, load};
use crate::measuring::{Counts, GROUPS, Labelled, Measured, labelled};
use crate::rewriting::REWRITINGS;
use crate::training::labels;

/// How answers are told.
pub(crate) const REGISTERS: [&str; 4] = ["typed", "spoken", "raw", "esl"];

/// The figures of one set of answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    answers: usize,
    presence: [f64; 3],
    place: [f64; 3],
    spearman: [f64; 3],
    near: f64,
    pairs: [f64; 3],
    parts: (f64, f64),
    contrasts: (f64, f64, u32),
}

impl Findings {
    pub(crate) fn of(measured: &Measured) -> Findings {
        let mut findings = Findings {
            answers: measured.len(),
            spearman: measured.spearman(),
            near: measured.within_one(),
            pairs: measured.pairs(),
            parts: measured.parts(),
            contrasts: measured.contrasts(),
            ..Findings::default()
        };
        for (at, (_, ids)) in GROUPS.iter().enumerate() {
            findings.presence[at] = measured.macro_f1(&measured.presence, ids);
            // Nothing can be quoted for a number that is not there.
            let quoted: Vec<&str> = ids.iter().copied().filter(|id| *id != "no-quantification").collect();
            findings.place[at] = measured.macro_f1(&measured.place, &quoted);
        }
        findings
    }

    fn row(&self, name: &str) -> String {
        let [s, c, d] = self.presence;
        let [ps, pc, _] = self.place;
        format!(
            "| {name} | {} | {s:.3} | {c:.3} | {d:.3} | {ps:.3} | {pc:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |\n",
            self.answers, self.spearman[0], self.near, self.pairs[0], self.parts.0, self.parts.1
        )
    }

    /// As JSON, for the test of the floors.
    pub(crate) fn print(&self, fingerprint: &str) -> String {
        let [s, c, d] = self.presence;
        let [ps, pc, _] = self.place;
        let figures = [
            ("signals", s),
            ("content_flags", c),
            ("delivery_flags", d),
            ("place_signals", ps),
            ("place_flags", pc),
            ("spearman", self.spearman[0]),
            ("spearman_of_words", self.spearman[1]),
            ("within_one", self.near),
            ("pairs_in_order", self.pairs[0]),
            ("contrast_seen", self.contrasts.0),
            ("contrast_others_stay", self.contrasts.1),
            ("right_part", self.parts.0),
            ("action_share_error", self.parts.1),
        ];
        let lines: Vec<String> =
            figures.iter().map(|(name, f)| format!("  \"{name}\": {:.0}", f * 1000.0)).collect();
        format!(
            "{{\n  \"measured_with\": \"{fingerprint}\",\n  \"answers\": {},\n{}\n}}\n",
            self.answers,
            lines.join(",\n")
        )
    }
}

const HEAD: &str = "| | answers | signals | content flags | delivery flags | place, signals | place, content flags | \
    rank | within one | pairs | right part | error of the action share |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";

/// What leaving out one writer after the other gave.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) writers: Vec<(String, Measured)>,
    pub(crate) registers: [Measured; 4],
    pub(crate) curve: Vec<(usize, Findings)>,
    /// The patterns alone, on all answers and on those that they were not written on.
    pub(crate) rules: [Measured; 2],
    plain: Vec<Counts>,
    /// For each rewriting, how many ratings stayed, and how many there were.
    kept: [(u32, u32); REWRITINGS.len()],
}

impl Run {
    pub(crate) fn add_plain(&mut self, counts: &[Counts]) {
        self.plain.resize(counts.len(), Counts::default());
        for (sum, counts) in self.plain.iter_mut().zip(counts) {
            sum.add(*counts);
        }
    }

    /// Adds what leaving out another writer gave.
    pub(crate) fn add(&mut self, other: Run) {
        self.writers.extend(other.writers);
        self.add_plain(&other.plain);
        for (own, others) in self.registers.iter_mut().zip(&other.registers) {
            own.add(others);
        }
        for ((kept, all), (others_kept, others)) in self.kept.iter_mut().zip(other.kept) {
            *kept += others_kept;
            *all += others;
        }
    }

    /// Rates every answer as it stands and rewritten.
    pub(crate) fn rewritten(&mut self, answers: &[&Labelled], reader: &Reader, competency: &Competency) {
        let rated = |text: &str, level: &str| match rate(&reader.read(text), competency, level) {
            Rating::TooLittle => 0,
            Rating::Rated { value, .. } => value,
        };
        for answer in answers {
            let text = answer.text();
            let value = rated(&text, &answer.level);
            for ((_, rewrite), (kept, all)) in REWRITINGS.iter().zip(&mut self.kept) {
                let other = rewrite(&text);
                if other != text {
                    *all += 1;
                    *kept += u32::from(rated(&other, &answer.level) == value);
                }
            }
        }
    }

    fn all(&self) -> Measured {
        let mut all = Measured::default();
        self.writers.iter().for_each(|(_, measured)| all.add(measured));
        all
    }

    fn of(&self, prefix: &str) -> Measured {
        let mut some = Measured::default();
        self.writers
            .iter()
            .filter(|(w, _)| w.starts_with(prefix))
            .for_each(|(_, measured)| some.add(measured));
        some
    }

    /// The figures of all answers, each read by a reader that knew nothing of its writer.
    pub(crate) fn figures(&self) -> Findings {
        Findings::of(&self.all())
    }

    /// The template with its tables filled in.
    pub(crate) fn fill(&self, template: &str) -> String {
        let tables = [
            ("{{writers}}", self.by_writer()),
            ("{{registers}}", self.by_register()),
            ("{{labels}}", self.by_label()),
            ("{{baselines}}", self.baselines()),
            ("{{contrasts}}", self.contrasts()),
            ("{{curve}}", self.learning()),
            ("{{rewriting}}", self.rewriting()),
            ("{{answers}}", self.figures().answers.to_string()),
            ("{{count}}", self.writers.len().to_string()),
        ];
        let filled = tables
            .iter()
            .fold(template.to_string(), |text, (name, table)| text.replace(name, table.trim_end()));
        filled.trim_end().to_string() + "\n"
    }

    /// Everything, for the screen.
    pub(crate) fn text(&self) -> String {
        [
            self.by_writer(),
            self.by_register(),
            self.by_label(),
            self.baselines(),
            self.contrasts(),
            self.learning(),
            self.rewriting(),
        ]
        .join("\n")
    }

    fn by_writer(&self) -> String {
        let mut text = HEAD.to_string();
        for (name, measured) in &self.writers {
            text += &Findings::of(measured).row(name);
        }
        text += &Findings::of(&self.of("voices")).row("**the nine voices**");
        text + &self.figures().row("**all**")
    }

    fn by_register(&self) -> String {
        let mut text = HEAD.to_string();
        for (name, measured) in REGISTERS.iter().zip(&self.registers) {
            text += &Findings::of(measured).row(name);
        }
        text
    }

    fn by_label(&self) -> String {
        let all = self.all();
        let mut text =
            "| | holds in | precision | recall | F1 | place, precision | place, recall | place, F1 |\n\
            |---|---|---|---|---|---|---|---|\n"
                .to_string();
        for id in labels() {
            let presence = all.presence.get(id).copied().unwrap_or_default();
            let place = all.place.get(id).copied().unwrap_or_default();
            let ((p, r, f), (pp, pr, pf)) = (presence.figures(), place.figures());
            let place = if id == "no-quantification" {
                "– | – | –".into()
            } else {
                format!("{pp:.2} | {pr:.2} | {pf:.2}")
            };
            let _ =
                writeln!(text, "| `{id}` | {} | {p:.2} | {r:.2} | {f:.2} | {place} |", presence.labelled());
        }
        text
    }

    fn baselines(&self) -> String {
        let (ours, voices) = (self.figures(), Findings::of(&self.of("voices")));
        let plain = |group: usize| {
            let of = self.plain.iter().skip(group * 5).take(5);
            of.map(|c| c.figures().2).sum::<f64>() / 5.0
        };
        let mut text =
            "| | signals | content flags | delivery flags | rank | pairs |\n|---|---|---|---|---|---|\n"
                .to_string();
        let row = |name: &str, f: &Findings| {
            let [s, c, d] = f.presence;
            format!("| {name} | {s:.3} | {c:.3} | {d:.3} | {:.3} | {:.3} |\n", f.spearman[0], f.pairs[0])
        };
        text += &row("this reader, all answers", &ours);
        text += &row("this reader, the voices", &voices);
        text += &row("patterns alone, the voices", &Findings::of(&self.rules[1]));
        text += &row(
            "patterns alone, all answers (most of the others they were written on)",
            &Findings::of(&self.rules[0]),
        );
        let _ = writeln!(
            text,
            "| a plain bag of stems, all answers | {:.3} | {:.3} | {:.3} | | |",
            plain(0),
            plain(1),
            plain(2)
        );
        let _ = writeln!(text, "| counting words | | | | {:.3} | {:.3} |", ours.spearman[1], ours.pairs[1]);
        let _ = writeln!(text, "| counting numbers | | | | {:.3} | {:.3} |", ours.spearman[2], ours.pairs[2]);
        text
    }

    fn contrasts(&self) -> String {
        let mut text =
            "| | labels changed | the change is seen | the other labels stay |\n|---|---|---|---|\n"
                .to_string();
        for (name, prefix) in [("dev-pairs", "dev-pairs"), ("the voices", "voices"), ("**all**", "")] {
            let (seen, stay, changed) = self.of(prefix).contrasts();
            let _ = writeln!(text, "| {name} | {changed} | {seen:.3} | {stay:.3} |");
        }
        text
    }

    fn learning(&self) -> String {
        let mut text =
            "| answers learned from | signals | content flags | delivery flags | rank | right part |\n\
            |---|---|---|---|---|---|\n"
                .to_string();
        for (answers, f) in &self.curve {
            let [s, c, d] = f.presence;
            let _ = writeln!(
                text,
                "| {answers} | {s:.3} | {c:.3} | {d:.3} | {:.3} | {:.3} |",
                f.spearman[0], f.parts.0
            );
        }
        text
    }

    fn rewriting(&self) -> String {
        let mut text = "| rewriting | answers changed by it | rated as before |\n|---|---|---|\n".to_string();
        for ((name, _), (kept, all)) in REWRITINGS.iter().zip(&self.kept) {
            let _ = writeln!(text, "| {name} | {all} | {:.3} |", f64::from(*kept) / f64::from((*all).max(1)));
        }
        text
    }
}

/// Prints the figures of one set of answers.
pub(crate) fn print(title: &str, measured: &Measured, detail: bool) {
    println!("\n{title}: {} answers", measured.len());
    let figures = Findings::of(measured);
    for (at, group) in groups() {
        for id in GROUPS[at].1.iter().filter(|_| detail) {
            let presence = measured.presence.get(*id).copied().unwrap_or_default();
            let place = measured.place.get(*id).copied().unwrap_or_default();
            let ((p, r, f), (pp, pr, pf)) = (presence.figures(), place.figures());
            let n = presence.labelled();
            println!(
                "  {id:22} presence P {p:.2} R {r:.2} F1 {f:.2}   place P {pp:.2} R {pr:.2} F1 {pf:.2}   (n {n})"
            );
        }
        println!(
            "  {group:22} presence macro-F1 {:.3}   place macro-F1 {:.3}",
            figures.presence[at], figures.place[at]
        );
    }
    let ([s, sw, sd], [p, pw, pd]) = (figures.spearman, figures.pairs);
    println!(
        "  rating: Spearman {s:.3} (words {sw:.3}, digits {sd:.3}); within one {:.3}; pairs two apart in order \
         {p:.3} (words {pw:.3}, digits {pd:.3})",
        figures.near
    );
    let (right, error) = figures.parts;
    println!("  story parts: words in the right part {right:.3}; mean error of the action share {error:.3}");
}

/// How long compiling the rules and reading an answer of 300 words take, the best of several runs.
pub(crate) fn print_speed(reader: &Reader) -> Result<(), Problem> {
    let best = |runs: u32, work: &mut dyn FnMut() -> usize| {
        let times = (0..runs).map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1000.0
        });
        times.fold(f64::MAX, f64::min)
    };
    let answers = labelled("tests/answers/dev-a.jsonl")?;
    let texts: Vec<String> = answers.iter().map(Labelled::text).collect();
    let long = texts.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = long.split_whitespace().take(300).collect();
    let answer = words.join(" ");
    let compile = best(10, &mut || load("customer-obsession").map_or(0, |(r, _)| r.facts("a").len()));
    let read = best(200, &mut || reader.read(&answer).words);
    println!(
        "\nspeed: files read and rules compiled in {compile:.1} ms; {} words read in {read:.2} ms",
        words.len()
    );
    Ok(())
}
