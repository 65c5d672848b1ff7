//! What the built site weighs on the wire, and the limit for its first load.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::Failure;
use crate::files;
use crate::page::Page;

/// The first load in brotli's bytes, at most: the page with its catalogue, style, scripts and the program as far as
/// the first screen needs it. The other pages come once that is drawn, as `tests/browser/smoke.spec.mjs` shows.
const LIMIT: usize = 125_000;

/// The bytes of one or more files: as they are, as gzip -9 and as brotli -11 leave them.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table of sizes; fails where the first load is above its limit.
pub(crate) fn print(dist: &Path) -> Result<(), Failure> {
    let files = files::below(dist)?;
    let page = files.get("index.html").ok_or_else(|| Failure::Missing {
        what: dist.join("index.html").display().to_string(),
        remedy: "`cargo xtask build` writes it".to_owned(),
    })?;
    let mut first = vec!["index.html".to_owned()];
    first.extend(Page(String::from_utf8_lossy(page).into_owned()).first_load());

    let mut sizes = BTreeMap::new();
    for (name, bytes) in &files {
        sizes.insert(name.as_str(), Size::of(bytes).map_err(Failure::file("compressing", Path::new(name)))?);
    }
    let line = |name: &str, size: Size| {
        let [raw, gzip, brotli] = [size.raw, size.gzip, size.brotli].map(grouped);
        println!("{name:<44}{raw:>11}{gzip:>11}{brotli:>11}");
    };
    println!("\n{:<44}{:>11}{:>11}{:>11}", "", "bytes", "gzip -9", "brotli -11");
    let mut total = Size::default();
    for name in &first {
        let size = sizes
            .remove(name.as_str())
            .ok_or_else(|| Failure::Page { expected: format!("`{name}` once") })?;
        line(name, size);
        total = total.plus(size);
    }
    line("first load", total);
    let mut whole = total;
    for (group, below) in [
        ("other pages, after the first screen", "pages-"),
        ("scorer, when something is scored", "scorer-"),
        ("content", "content/"),
        ("worker, manifest, icons", ""),
    ] {
        let (of_group, others) = sizes.into_iter().partition(|(name, _)| name.starts_with(below));
        sizes = others;
        let sum = BTreeMap::into_values(of_group).fold(Size::default(), Size::plus);
        line(group, sum);
        whole = whole.plus(sum);
    }
    line("whole site", whole);
    if total.brotli > LIMIT {
        return Err(Failure::TooLarge { bytes: total.brotli, limit: LIMIT });
    }
    println!("{} bytes (brotli) below the limit of {}", grouped(LIMIT - total.brotli), grouped(LIMIT));
    Ok(())
}

/// A number in groups of three digits.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

impl Size {
    fn of(bytes: &[u8]) -> std::io::Result<Size> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
        brotli.write_all(bytes)?;
        Ok(Size { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.into_inner().len() })
    }

    fn plus(self, other: Size) -> Size {
        Size { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1 000"), (150_000, "150 000"), (1_234_567, "1 234 567")]
        {
            assert_eq!(grouped(number), text);
        }
    }

    /// Weights are fetched with the rules when something is first scored: more would be felt on a phone.
    #[test]
    fn a_competencys_weights_and_the_languages_come_to_40_kilobytes_at_most() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        let weights = |name: &str| Size::of(&std::fs::read(content.join(name)).unwrap()).unwrap().brotli;
        let language = weights("language/en.weights.json");
        let competency = weights("competencies/customer-obsession.weights.json");
        assert!(language + competency <= 40_000, "{language} and {competency}");
    }

    #[test]
    fn each_compression_counts_all_bytes() {
        let size = Size::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(size.raw, 10_000);
        assert!((1..100).contains(&size.gzip) && (1..100).contains(&size.brotli));
    }
}
