//! Numbers for texts: a table by open addressing with a hash that is the same on every machine. Compiling rules and
//! looking words up is little else than asking for such numbers.

/// Texts and their numbers, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    /// The number of a text plus one; 0 where there is none. As many as a power of two.
    slots: Vec<u32>,
    texts: Vec<Box<str>>,
}

/// FNV-1a, its upper half folded in: the slots are few.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash ^ (hash >> 32)) as usize
}

impl Interner {
    /// The slot where a text is, or would be.
    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(text) & mask;
        while let Some(place) = (self.slots[at] as usize).checked_sub(1) {
            if *self.texts[place] == *text {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a text, if it has one.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot(text)].checked_sub(1)
    }

    /// The number of a text; a new one where it has none.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = self.slot(text);
        if self.slots[at] == 0 {
            self.texts.push(text.into());
            self.slots[at] = self.texts.len() as u32;
        }
        self.slots[at] - 1
    }

    fn grow(&mut self) {
        let slots = (self.slots.len() * 2).max(64);
        self.slots = vec![0; slots];
        for place in 0..self.texts.len() {
            let mut at = hash(&self.texts[place]) & (slots - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (slots - 1);
            }
            self.slots[at] = place as u32 + 1;
        }
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn a_text_keeps_its_number_and_no_two_share_one() {
        let mut interner = Interner::default();
        assert_eq!(interner.get("a"), None);
        let texts: Vec<String> = (0..500).map(|n| n.to_string()).collect();
        for (number, text) in texts.iter().enumerate() {
            assert_eq!(interner.number(text), number as u32);
        }
        for (number, text) in texts.iter().enumerate() {
            assert_eq!((interner.number(text), interner.get(text)), (number as u32, Some(number as u32)));
        }
        assert_eq!((interner.get("x"), interner.len()), (None, 500));
    }
}
