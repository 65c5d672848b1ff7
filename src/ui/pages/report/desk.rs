//! What is chosen in a report: a finding, whose words light up, or words, whose finding opens. The listeners are
//! few: one for all words, one for all findings, one for what is selected.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::super::page;
use super::super::super::state::AppState;
use super::Told;
use crate::domain::answer::{Correction, Span};
use crate::domain::progress::RecordId;

/// The element that holds the words of the answer and nothing else.
pub(super) const WORDS: &str = "#words";

/// What is chosen, and what is done with it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    app: AppState,
    attempt: StoredValue<String>,
    /// The id of the finding whose words are lit; empty for none.
    pub(super) chosen: RwSignal<String>,
    /// The words selected in the answer last.
    pub(super) picked: RwSignal<Option<Span>>,
    /// The id of the finding to be claimed.
    pub(super) wanted: RwSignal<String>,
    /// Whether the form for claims is open.
    pub(super) is_claiming: RwSignal<bool>,
    /// Whether the list of sentences is open.
    pub(super) is_listing: RwSignal<bool>,
}

impl Desk {
    pub(super) fn new(app: AppState, told: &Told) -> Desk {
        Desk {
            app,
            attempt: StoredValue::new(told.attempt.id.clone()),
            chosen: RwSignal::new(String::new()),
            picked: RwSignal::new(None),
            wanted: RwSignal::new(String::new()),
            is_claiming: RwSignal::new(false),
            is_listing: RwSignal::new(false),
        }
    }

    /// The app's state.
    pub(super) fn app(self) -> AppState {
        self.app
    }

    /// Follows what is selected in the answer, until the owner goes.
    pub(super) fn attend(self, told: &Told) {
        let answer = told.attempt.answer.clone();
        page::on_selection(move || {
            // A selection elsewhere, such as the caret of a field, leaves the words picked.
            if let Some(span) = page::selected(WORDS, &answer) {
                let span = Some(span).filter(|span| span.start < span.end);
                if self.picked.try_get_untracked().is_some_and(|picked| picked != span) {
                    self.picked.set(span);
                }
            }
        });
    }

    /// Chooses a finding and lights its words up; empty for none.
    fn choose(self, finding: &str) {
        self.chosen.set(finding.to_string());
        light(finding);
    }

    /// Chooses a finding by one of its words: the next one where several share them.
    pub(super) fn choose_words(self, event: &web_sys::Event) {
        let Some(mark) = page::chosen(event, "mark") else { return };
        // Whoever selects words does not choose them.
        if self.picked.get_untracked().is_some() && event.type_() == "click" {
            return;
        }
        event.prevent_default();
        let findings = mark.get_attribute("data-f").unwrap_or_default();
        let chosen = self.chosen.get_untracked();
        let mut after = findings.split(' ').skip_while(|id| *id != chosen).skip(1);
        let next = after.next().or_else(|| findings.split(' ').next()).unwrap_or_default();
        self.reveal(next);
    }

    /// The same by key: Enter or the space bar.
    pub(super) fn press_words(self, event: &web_sys::KeyboardEvent) {
        if matches!(event.key().as_str(), "Enter" | " ") {
            self.choose_words(event);
        }
    }

    /// Opens a finding, lights its words up, and moves the focus to it.
    pub(super) fn reveal(self, finding: &str) {
        self.choose(finding);
        if let Some(details) = page::first(&format!("#finding-{finding}")) {
            // OK because the attribute's name is a plain word.
            let _ = details.set_attribute("open", "");
            page::focus_on(format!("#finding-{finding} > summary"));
        }
    }

    /// Follows a click on a finding: opening it lights its words up, and a quote of it leads to the words.
    pub(super) fn choose_finding(self, event: &web_sys::Event) {
        if let Some(quote) = page::chosen(event, "[data-show]") {
            let start = quote.get_attribute("data-show").unwrap_or_default();
            if let Some(details) = page::chosen(event, "details.finding") {
                self.choose(&finding_of(&details));
            }
            page::focus_on(format!("{WORDS} mark[data-from~=\"{start}\"]"));
            return;
        }
        let Some(details) = page::chosen(event, "summary").and_then(|summary| summary.parent_element())
        else {
            return;
        };
        let id = finding_of(&details);
        if !id.is_empty() {
            let closes = details.has_attribute("open");
            self.choose(if closes { "" } else { &id });
        }
    }

    /// Opens the form for claims, for this finding.
    pub(super) fn want(self, finding: &str) {
        self.wanted.set(finding.to_string());
        self.is_claiming.set(true);
        page::focus_on("#claim-words".to_string());
    }

    /// Keeps a correction, and moves the focus to what it is about.
    pub(super) fn correct(self, correction: Correction, then: String) {
        self.app.correct(&self.attempt.get_value(), correction);
        page::focus_on(then);
    }

    /// Takes a correction back.
    pub(super) fn take_back(self, record: RecordId, then: String) {
        self.app.take_back(record);
        page::focus_on(then);
    }
}

fn finding_of(details: &web_sys::Element) -> String {
    details.get_attribute("data-f").unwrap_or_default()
}

/// Lights up the words of one finding, and brings the first of them into view where the words have a column of
/// their own.
fn light(finding: &str) {
    let Ok(marks) = document().query_selector_all("#words mark") else { return };
    if let Some(words) = page::first(WORDS) {
        let _ = words.toggle_attribute_with_force("data-lit", !finding.is_empty());
    }
    let mut is_first = true;
    for at in 0..marks.length() {
        let Some(mark) = marks.item(at).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) else {
            continue;
        };
        let findings = mark.get_attribute("data-f").unwrap_or_default();
        let is_lit = !finding.is_empty() && findings.split(' ').any(|id| id == finding);
        // OK because the attribute's name is a plain word.
        let _ = mark.toggle_attribute_with_force("data-lit", is_lit);
        if is_lit && is_first {
            is_first = false;
            show_in_column(&mark);
        }
    }
}

fn show_in_column(mark: &web_sys::HtmlElement) {
    let Some(column) = page::first(".answer-column") else { return };
    let (top, height) = (mark.offset_top(), column.client_height());
    let seen = column.scroll_top()..column.scroll_top() + height - 48;
    if column.scroll_height() > height && !seen.contains(&top) {
        column.set_scroll_top((top - height / 3).max(0));
    }
}
