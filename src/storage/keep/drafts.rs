//! Drafts: mocks under way, each whole under a key of its own. They are no records: the latest state counts.

use super::{KeepError, Keeper};
use crate::domain::interview::Interview;
use crate::order;
use crate::storage::codec::{self, CodecError};
use crate::storage::names::DRAFT;

impl Keeper {
    /// Keeps a mock under way, in place of what was kept of it before.
    ///
    /// # Errors
    /// If it was not kept; the earlier state then is, and [`Keeper::drafts`] has it while the page is open.
    pub fn save_draft(&mut self, interview: &Interview) -> Result<(), KeepError> {
        let key = self.key(&format!("{DRAFT}{}", interview.id));
        let draft = codec::encode_draft(interview);
        let kept = self.put_checked(&key, &draft);
        if kept.is_err() {
            *order::entry(&mut self.unsaved_drafts, &key) = draft;
        } else {
            self.forget_draft(&key);
        }
        kept
    }

    fn forget_draft(&mut self, key: &str) {
        self.unsaved_drafts.retain(|(unsaved, _)| unsaved != key);
    }

    /// The mocks under way, the one seen last first. Those kept as attempts are not among them.
    pub fn drafts(&mut self) -> Vec<Interview> {
        let mut drafts: Vec<Interview> = Vec::new();
        let mut keys = self.store.keys().unwrap_or_default();
        for (key, _) in &self.unsaved_drafts {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        for key in keys {
            let Some(name) = key.strip_prefix(self.prefix.as_str()) else { continue };
            if !name.starts_with(DRAFT) {
                continue;
            }
            let unsaved = order::get(&self.unsaved_drafts, &key).cloned();
            let Some(value) = unsaved.or_else(|| self.store.get(&key).ok().flatten()) else { continue };
            match codec::decode_draft(&value) {
                Ok(interview) => {
                    let place = drafts.partition_point(|other| other.seen >= interview.seen);
                    drafts.insert(place, interview);
                }
                Err(CodecError::Newer(_)) => self.is_read_only = true,
                Err(error) => self.put_aside(name, &value, error),
            }
        }
        drafts.retain(|interview| !self.progress.is_kept(&interview.id));
        drafts
    }

    /// Removes the draft of a mock: it is kept as an attempt, or given up. The room may do for what is
    /// [unsaved](Self::unsaved).
    ///
    /// # Errors
    /// If the store refuses, or still does not take what is unsaved.
    pub fn drop_draft(&mut self, interview: &str) -> Result<(), KeepError> {
        let key = self.key(&format!("{DRAFT}{interview}"));
        self.forget_draft(&key);
        if self.is_read_only {
            return Err(KeepError::ReadOnly);
        }
        self.store.remove(&key)?;
        self.save_unsaved()
    }
}
