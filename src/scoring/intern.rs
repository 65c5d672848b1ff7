//! Texts under numbers: each text once, found by its hash (FNV-1a), numbered in the order in which they came. What
//! comes out never depends on the hash.

/// A list of texts without doubles.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    /// All texts in a row.
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Numbers by hash, one more than the text's; 0 is free. A power of two, at least a third free.
    slots: Vec<u32>,
}

fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

impl Interner {
    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text under a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The number of a text.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots.get(self.slot(text)).and_then(|slot| slot.checked_sub(1))
    }

    /// The slot that holds a text, or the free one where it would go. There must be slots.
    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(text) as usize & mask;
        loop {
            match self.slots.get(at).copied().unwrap_or(0) {
                0 => return at,
                number if self.text(number - 1) == text => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The number of a text, which it gets now if it has none.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if self.slots.len() * 2 < (self.ends.len() + 1) * 3 {
            self.grow();
        }
        let slot = self.slot(text);
        if let Some(number) = self.slots[slot].checked_sub(1) {
            return number;
        }
        let number = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.slots[slot] = number + 1;
        number
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for number in 0..self.ends.len() as u32 {
            let slot = self.slot(self.text(number));
            self.slots[slot] = number + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_numbered_as_they_come(texts in prop::collection::vec("[a-c]{0,3}|\\PC{0,4}", 0..300)) {
            let mut interner = Interner::default();
            let mut list: Vec<&str> = Vec::new();
            for text in &texts {
                let known = list.iter().position(|t| t == text);
                prop_assert_eq!(interner.get(text), known.map(|n| n as u32));
                let number = interner.intern(text);
                prop_assert_eq!(number as usize, known.unwrap_or(list.len()));
                if known.is_none() {
                    list.push(text);
                }
            }
            prop_assert_eq!(interner.len(), list.len());
            for (number, text) in list.iter().enumerate() {
                prop_assert_eq!(interner.text(number as u32), *text);
            }
        }
    }
}
