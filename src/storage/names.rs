//! Names under which things are kept: keys and ids.

use crate::domain::chance::mixed;

/// What all keys of one site begin with. Sites of one origin share its storage, so it names app and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

impl Prefix {
    /// `starling:<folder>:`, such as `starling:/a/b/:` for the page at `path` `/a/b/` or `/a/b/index.html`.
    /// Colons in it become `%3A`. No prefix is the beginning of another one's keys.
    pub fn new(path: &str) -> Prefix {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // With its colons written otherwise, a path cannot run on into what follows another site's prefix.
        Prefix(format!("starling:{}/:", folder.replace(':', "%3A")))
    }

    /// The prefix as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// After the prefix, in the key of a record: `e:<id>`.
pub(super) const RECORD: &str = "e:";
/// … of many records in one value, in place of a record's id. A device's id has six digits, so no id begins like
/// this.
pub(super) const MANY: &str = "many-";
/// … of a mock under way.
pub(super) const DRAFT: &str = "draft:";
/// … of a damaged value, followed by the name it had.
pub(super) const BAD: &str = "bad:";
/// … of a plain value for the page's boot script.
pub(super) const HINT: &str = "hint:";
/// The whole rest of the key of this device's id.
pub(super) const DEVICE: &str = "device";

/// This device's id: six digits of base 36.
pub(super) fn device(seed: u64) -> String {
    random36(!seed, 6)
}

/// A tab's part of record ids: seven digits of base 36.
pub(super) fn tab(seed: u64) -> String {
    random36(seed, 7)
}

/// A tab's record, by number; with leading zeros, so that the ids of one millisecond stand in their order.
pub(super) fn number(n: u64) -> String {
    base36(n, 4)
}

fn base36(mut n: u64, width: usize) -> String {
    let mut digits = Vec::new();
    while n > 0 || digits.len() < width {
        // OK because a remainder by 36 is a digit of base 36.
        digits.push(char::from_digit((n % 36) as u32, 36).unwrap_or('0'));
        n /= 36;
    }
    digits.iter().rev().collect()
}

/// As many digits of base 36 as `width`, out of 64 random bits.
fn random36(seed: u64, width: u32) -> String {
    base36(mixed(seed) % 36_u64.pow(width), width as usize)
}
