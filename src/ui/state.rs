//! What the whole app shares: the library of content, the keeper of records, and the notices that a failing
//! store leaves. All writes go through its methods; components get values and callbacks.

use std::fmt;

use leptos::prelude::*;

use super::clock;
use super::library::Library;
use super::page;
use super::route::Route;
use crate::domain::answer::Correction;
use crate::domain::interview::{Attempt, Interview};
use crate::domain::mark::{Mark, OwnCard, Went};
use crate::domain::progress::{Progress, RecordId, Setting, Settings, Theme};
use crate::domain::review::Rating;
use crate::domain::time::Day;
use crate::storage::StoreError;
use crate::storage::backup::Backup;
use crate::storage::keep::{Absorbed, KeepError, Keeper};
use crate::storage::record::Fact;
use crate::storage::undo::Deeds;

/// What goes wrong with keeping, as people need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser keeps nothing for this page.
    MemoryOnly,
    /// There is no room left.
    Full,
    /// Something was not kept, for another reason.
    NotKept,
    /// Another tab runs a later version.
    Newer,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Notice::MemoryOnly => "This browser keeps nothing for this page: private mode, or storage is switched off. All works, but ends with this tab. Download a backup before you leave.",
            Notice::Full => "There is no room left on this device, so the last change is held in this tab alone. Download a backup before you leave.",
            Notice::NotKept => "The last change could not be kept and is held in this tab alone. Download a backup to be safe.",
            Notice::Newer => "Another tab runs a newer version of Starling. This one only reads until you reload it.",
        })
    }
}

/// What the whole app shares.
#[derive(Clone, Copy)]
pub struct AppState {
    /// The content.
    pub library: Library,
    /// The records. Read its progress; write through the methods below.
    pub keeper: RwSignal<Keeper>,
    /// What is wrong with keeping, if anything.
    pub notice: RwSignal<Option<Notice>>,
    /// Where one is.
    pub route: RwSignal<Route>,
    /// The mock (its id) whose draft another tab wrote or removed last: it goes on there, or is over.
    pub touched_elsewhere: RwSignal<Option<String>>,
    /// The attempt deleted last on this visit, which can be brought back.
    pub last_deleted: RwSignal<Option<RecordId>>,
    /// What was done with cards on this visit, and can be undone.
    pub deeds: RwSignal<Deeds>,
}

/// The app's state; every page has it.
pub fn use_app() -> AppState {
    expect_context::<AppState>()
}

/// A random number for ids: unique, not secret.
pub fn random() -> u64 {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    part() << 32 | part()
}

impl AppState {
    /// The state over a keeper that was just opened.
    pub fn new(library: Library, keeper: Keeper) -> AppState {
        let notice = match keeper.keeping() {
            _ if keeper.is_read_only() => Some(Notice::Newer),
            crate::storage::keep::Keeping::MemoryOnly(_) => Some(Notice::MemoryOnly),
            crate::storage::keep::Keeping::Durable => None,
        };
        AppState {
            library,
            keeper: RwSignal::new(keeper),
            notice: RwSignal::new(notice),
            route: RwSignal::new(page::route()),
            touched_elsewhere: RwSignal::new(None),
            last_deleted: RwSignal::new(None),
            deeds: RwSignal::new(Deeds::default()),
        }
    }

    /// Goes to `route`, as a link would, but at once: a link's way through the address takes a frame.
    pub fn go(self, route: Route) {
        page::enter(&route);
        self.route.set(route);
    }

    /// Goes where the address says by now.
    pub fn follow_address(self) {
        let route = page::route();
        if *self.route.read_untracked() != route {
            self.route.set(route);
        }
    }

    /// Reads from the progress, and reads again when it changes.
    pub fn progress<T>(self, read: impl FnOnce(&Progress) -> T) -> T {
        self.keeper.with(|keeper| read(keeper.progress()))
    }

    /// Reads from the settings, and reads again when anything kept changes.
    pub fn settings<T>(self, read: impl FnOnce(&Settings) -> T) -> T {
        self.progress(|progress| read(progress.settings()))
    }

    fn append(self, fact: Fact) {
        let kept = self.keeper.try_update(|keeper| keeper.append(fact, clock::now()).map(|_| ()));
        self.report(kept.unwrap_or(Ok(())));
    }

    /// Moves reviews that are kept one by one together. Nothing of it shows.
    pub fn tidy(self) {
        self.keeper.try_update_untracked(Keeper::tidy);
    }

    /// How many records this tab alone holds.
    fn unsaved(self) -> usize {
        self.keeper.with_untracked(Keeper::unsaved)
    }

    fn report(self, kept: Result<(), KeepError>) {
        let notice = match kept {
            Ok(()) => match self.notice.get_untracked() {
                // Once the store takes records again, what was held back is kept too.
                Some(Notice::Full | Notice::NotKept) if self.unsaved() == 0 => None,
                standing => standing,
            },
            Err(KeepError::ReadOnly) => Some(Notice::Newer),
            Err(KeepError::Store(StoreError::Full)) => Some(Notice::Full),
            Err(KeepError::Store(StoreError::Denied)) => Some(Notice::MemoryOnly),
            Err(KeepError::Store(StoreError::Failed) | KeepError::ReadBack) => Some(Notice::NotKept),
        };
        if notice != self.notice.get_untracked() {
            self.notice.set(notice);
        }
    }

    /// Takes in what another tab wrote.
    pub fn absorb(self, key: Option<&str>, value: Option<&str>) {
        match self.keeper.try_update_untracked(|keeper| keeper.absorb(key, value)) {
            Some(Absorbed::Changed) => self.keeper.notify(),
            Some(Absorbed::Draft(mock)) => self.touched_elsewhere.set(Some(mock)),
            Some(Absorbed::Newer) => self.notice.set(Some(Notice::Newer)),
            Some(Absorbed::Erased) => page::reload(),
            Some(Absorbed::Nothing) | None => {}
        }
    }

    /// Keeps a setting.
    pub fn set(self, setting: Setting) {
        self.append(Fact::Set(setting));
    }

    /// The competency worked on: the one chosen, or the first.
    pub fn competency(self) -> Signal<String> {
        Signal::derive(move || {
            let chosen = self.settings(|s| s.competency.clone()).and_then(|id| self.library.entry(&id));
            chosen.or_else(|| self.library.entries().into_iter().next()).map(|e| e.id).unwrap_or_default()
        })
    }

    /// The level interviewed for, at a competency: the one chosen if it has it, or its second, or its first.
    pub fn level_of(self, competency: &str) -> Signal<String> {
        let levels = self.library.entry(competency).map(|e| e.levels).unwrap_or_default();
        Signal::derive(move || {
            let chosen = self.settings(|s| s.level.clone());
            let known = levels.iter().find(|l| Some(&l.id) == chosen.as_ref());
            known.or(levels.get(1)).or(levels.first()).map(|l| l.id.clone()).unwrap_or_default()
        })
    }

    /// The lens chosen, at a competency that has it; otherwise empty.
    pub fn lens_of(self, competency: &str) -> Signal<String> {
        let lenses = self.library.entry(competency).map(|e| e.lenses).unwrap_or_default();
        Signal::derive(move || {
            let chosen = self.settings(|s| s.lens.clone());
            chosen.filter(|id| lenses.iter().any(|l| l.id == *id)).unwrap_or_default()
        })
    }

    /// Keeps the competency worked on.
    pub fn set_competency(self, id: String) {
        self.set(Setting::Competency(id));
    }

    /// Keeps the level.
    pub fn set_level(self, id: String) {
        self.set(Setting::Level(id));
    }

    /// Keeps the lens; empty for none.
    pub fn set_lens(self, id: String) {
        self.set(Setting::Lens(Some(id).filter(|id| !id.is_empty())));
    }

    /// Keeps the theme, and shows it at once.
    pub fn set_theme(self, theme: Theme) {
        self.set(Setting::Theme(theme));
        self.show_theme();
    }

    fn show_theme(self) {
        let name = self.keeper.with_untracked(|k| k.progress().settings().theme.name());
        page::show_theme(name);
        // The boot script reads it before the first paint; where it is not kept, the device's colours come first.
        let _ = self.keeper.try_update_untracked(|keeper| keeper.hint("theme", name));
    }

    /// Does something with a competency's cards, so that it can be undone; `said` is what it was, in words.
    fn deed(self, said: String, facts: impl IntoIterator<Item = Fact>) {
        let mut records = Vec::new();
        let mut kept = Ok(());
        self.keeper.update(|keeper| {
            for fact in facts {
                let (id, this) = keeper.add(fact, clock::now());
                records.push(id);
                kept = kept.and(this);
            }
        });
        self.report(kept);
        self.deeds.update(|deeds| deeds.note(said, records));
    }

    /// Keeps a review. `said`, here and below: what it was, in words.
    pub fn review(self, competency: &str, card: &str, rating: Rating, said: String) {
        self.deed(said, [Fact::Reviewed { competency: competency.into(), card: card.into(), rating }]);
    }

    /// Keeps a mark on a card.
    pub fn mark(self, competency: &str, card: &str, mark: Mark, said: String) {
        self.deed(said, [Fact::Marked { competency: competency.into(), card: card.into(), mark }]);
    }

    /// Makes cards due now: those about what a mock missed, or a quiz. They come first, whatever the day's limits,
    /// until they are reviewed.
    pub fn call_cards(self, competency: &str, cards: Vec<String>) {
        let said = format!("Making {} due", super::format::count(cards.len() as u32, "card"));
        self.deed(said, [Fact::Called { competency: competency.into(), cards }]);
    }

    /// Keeps a card in somebody's own words.
    pub fn write_card(self, competency: &str, card: OwnCard, said: String) {
        self.write_cards(competency, [card], said);
    }

    /// Keeps cards in somebody's own words.
    pub fn write_cards(self, competency: &str, cards: impl IntoIterator<Item = OwnCard>, said: String) {
        let wrote = |card| Fact::Wrote { competency: competency.into(), card };
        self.deed(said, cards.into_iter().map(wrote));
    }

    /// Keeps a card in somebody's own words, in place of another one, which is suspended.
    pub fn rewrite_card(self, competency: &str, instead_of: &str, card: OwnCard, said: String) {
        let suspended = Fact::Marked {
            competency: competency.into(),
            card: instead_of.into(),
            mark: Mark::Suspended(true),
        };
        self.deed(said, [Fact::Wrote { competency: competency.into(), card }, suspended]);
    }

    /// Deletes a card in somebody's own words; another wording of the content's card gives way to it again.
    pub fn unwrite_card(self, competency: &str, card: &str, said: String) {
        let records: Vec<RecordId> = self.keeper.with_untracked(|keeper| {
            let cards = keeper.progress().cards(competency);
            cards.into_iter().flat_map(|cards| cards.wordings(card).cloned()).collect()
        });
        // What deletes them is not deleted by undo, but answered.
        for record in &records {
            self.append(Fact::Deleted(record.clone()));
        }
        self.deeds.update(|deeds| deeds.note_deletion(said, records));
    }

    /// Keeps how the interview on a day went; the day no longer bends the schedule.
    pub fn tell(self, day: Day, went: Went) {
        self.append(Fact::Told { day, went });
        self.set(Setting::InterviewDay(None));
    }

    /// Undoes what was done last with cards on this visit, or else the last review of a competency; what it was, in
    /// words.
    pub fn undo(self, competency: &str) -> Option<String> {
        let mut deeds = self.deeds.get_untracked();
        let undone = self.keeper.try_update(|keeper| deeds.undo(keeper, clock::now())).flatten();
        if let Some((said, kept)) = undone {
            self.deeds.set(deeds);
            self.report(kept);
            return Some(said);
        }
        let last = self.keeper.with_untracked(|keeper| {
            keeper.progress().last_review(competency).map(|(_, kept)| kept.record.clone())
        })?;
        self.append(Fact::Deleted(last));
        Some("your last review".into())
    }

    /// Deletes the attempt that a record holds; [`AppState::undelete`] brings it back.
    pub fn delete(self, record: RecordId) {
        self.append(Fact::Deleted(record.clone()));
        self.last_deleted.set(Some(record));
    }

    /// Brings back the attempt deleted last.
    pub fn undelete(self) {
        if let Some(record) = self.last_deleted.get_untracked() {
            self.append(Fact::Restored(record));
            self.last_deleted.set(None);
        }
    }

    /// Keeps an attempt, unless another tab has kept it; its draft goes, unless that is all that outlasts this tab.
    pub fn keep_attempt(self, attempt: Attempt) {
        let id = attempt.id.clone();
        if !self.keeper.with_untracked(|keeper| keeper.progress().is_kept(&id)) {
            self.append(Fact::Attempted(Box::new(attempt)));
        }
        if self.unsaved() == 0 {
            self.drop_draft(&id);
        }
    }

    /// Keeps a correction of how an attempt's answer was read.
    pub fn correct(self, attempt: &str, correction: Correction) {
        self.append(Fact::Corrected { attempt: attempt.into(), correction });
    }

    /// Takes back what a record holds, such as a correction.
    pub fn take_back(self, record: RecordId) {
        self.append(Fact::Deleted(record));
    }

    /// Keeps a running interview as it stands. Nothing but a failure shows.
    pub fn save_draft(self, interview: &Interview) {
        let kept = self.keeper.try_update_untracked(|keeper| keeper.save_draft(interview));
        self.report(kept.unwrap_or(Ok(())));
    }

    /// The running interviews kept on this device, the latest first. Those about a competency that is no longer there
    /// stay kept, and come back with it.
    pub fn drafts(self) -> Vec<Interview> {
        self.keeper.track();
        let mut drafts = self.keeper.try_update_untracked(Keeper::drafts).unwrap_or_default();
        drafts.retain(|draft| self.library.entry(&draft.setup.competency).is_some());
        drafts
    }

    /// Gives up a running interview.
    pub fn drop_draft(self, id: &str) {
        let dropped = self.keeper.try_update(|keeper| keeper.drop_draft(id));
        self.report(dropped.unwrap_or(Ok(())));
    }

    /// Adds what a backup holds.
    pub fn restore(self, backup: &Backup) {
        let kept = self.keeper.try_update(|keeper| keeper.restore(backup).map(|_| ()));
        self.report(kept.unwrap_or(Ok(())));
        self.show_theme();
    }

    /// Removes everything this app has kept on this device.
    pub fn erase(self) -> bool {
        let erased = self.keeper.try_update(Keeper::erase);
        self.notice.set(None);
        self.last_deleted.set(None);
        self.deeds.set(Deeds::default());
        page::show_theme(Theme::Auto.name());
        erased == Some(Ok(()))
    }
}
