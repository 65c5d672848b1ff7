//! Reads how many tests passed and failed from what the runners print.

/// Tests counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

/// What a runner said at its end: its own lines, and the counts in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<String>,
    pub(crate) counts: Counts,
}

impl Summary {
    /// Finds the closing lines of cargo-nextest, `cargo test` or Playwright in what it printed.
    pub(crate) fn of(printed: &str) -> Summary {
        let mut summary = Summary::default();
        for line in printed.lines() {
            let line = plain(line);
            let line = line.trim();
            if let Some(counts) = nextest(line).or_else(|| cargo_test(line)).or_else(|| playwright(line)) {
                summary.counts = summary.counts.plus(counts);
                summary.lines.push(line.to_owned());
            }
        }
        summary
    }
}

impl Counts {
    /// Both together.
    pub(crate) fn plus(self, other: Counts) -> Counts {
        Counts {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// Adds what one "12 passed" says.
    fn add(&mut self, text: &str) -> Option<()> {
        let (number, word) = text.trim().split_once(' ')?;
        let number = number.parse::<u64>().ok()?;
        // "1 passed (1 slow)"
        match word.split(" (").next()? {
            "passed" => self.passed += number,
            "skipped" | "ignored" | "did not run" => self.skipped += number,
            "failed" | "flaky" | "timed out" | "interrupted" | "exec failed" => self.failed += number,
            "measured" | "filtered out" => {}
            _ => return None,
        }
        Some(())
    }
}

/// `Summary [   0.8s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped`
fn nextest(line: &str) -> Option<Counts> {
    let (_, list) = line.strip_prefix("Summary [")?.split_once(" run: ")?;
    all(list.split(", "))
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s`
fn cargo_test(line: &str) -> Option<Counts> {
    let (_, list) = line.strip_prefix("test result: ")?.split_once(". ")?;
    all(list.split("; ").filter(|part| !part.starts_with("finished in")))
}

/// `5 passed (3.2s)`, alone on its line
fn playwright(line: &str) -> Option<Counts> {
    all(std::iter::once(line))
}

fn all<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Counts> {
    let mut counts = Counts::default();
    for part in parts {
        counts.add(part)?;
    }
    Some(counts)
}

/// A line without the codes that colour it.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut coded = false;
    for c in line.chars() {
        match c {
            '\u{1b}' => coded = true,
            _ if coded => coded = !c.is_ascii_alphabetic(),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_runners_closing_lines_are_counted() {
        let cases = [
            ("     Summary [   0.008s] 12 tests run: 12 passed, 0 skipped", (12, 0, 0)),
            (
                "\u{1b}[32m     Summary\u{1b}[0m [   1.1s] \u{1b}[1m1\u{1b}[0m test run: 1 passed (1 slow), 3 skipped",
                (1, 0, 3),
            ),
            ("Summary [ 1.0s] 4/5 tests run: 2 passed, 1 failed, 1 timed out, 0 skipped", (2, 2, 0)),
            (
                "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                (5, 0, 1),
            ),
            (
                "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 3 filtered out; finished in 1s",
                (5, 2, 0),
            ),
            (
                "  1 failed\n    [chromium] › smoke.spec.mjs\n  1 flaky\n  2 skipped\n  9 passed (3.2s)\n",
                (9, 2, 2),
            ),
            ("  3 did not run\n  1 passed (1.0m)", (1, 0, 3)),
            ("   PASS [   0.004s] starling time::tests::5 passed nothing\n12 tests are here", (0, 0, 0)),
        ];
        for (printed, (passed, failed, skipped)) in cases {
            assert_eq!(Summary::of(printed).counts, Counts { passed, failed, skipped }, "{printed}");
        }
    }
}
