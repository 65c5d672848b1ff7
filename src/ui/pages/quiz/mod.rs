//! A quiz: ten questions by a seed, so that a group can take the same one by link; then what was right, and why.

mod result;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::components::{choice, loaded, page_head};
use super::super::el::{El, all, button, el, live, nothing, text};
use super::super::format;
use super::super::keys;
use super::super::page;
use super::super::route::{QuizLink, Route};
use super::super::state::{self, AppState, use_app};
use crate::domain::competency::Competency;
use crate::domain::quiz::{self, Difficulty, Item, LARGEST_SEED};

/// The quiz of a link; where that leaves something open, what to choose.
pub(in crate::ui) fn quiz(link: QuizLink) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(&link.competency) else { return super::nowhere() };
    let (Some(seed), Some(difficulty)) = (link.seed, link.difficulty) else {
        let lead = "Ten questions made from what there is to learn. There is no clock, and every answer comes with its reason.";
        return all([page_head(&entry.title, "Quiz", lead), choose(app, link)]);
    };
    let loading = app.library.competency(&link.competency);
    let about = format!("{} · {} · number {seed}", entry.title, difficulty.label());
    let taken = loaded(loading, move |competency| taking(app, &competency, seed, difficulty));
    all([page_head(&about, "Quiz", ""), taken])
}

/// A quiz that nobody has taken yet, as likely as not.
fn another(link: &QuizLink, difficulty: Difficulty) -> Route {
    let seed = (state::random() % u64::from(LARGEST_SEED + 1)) as u32;
    Route::Quiz(QuizLink { seed: Some(seed), difficulty: Some(difficulty), ..link.clone() })
}

/// How hard it is to be.
fn choose(app: AppState, link: QuizLink) -> El {
    let chosen = RwSignal::new(link.difficulty.unwrap_or(Difficulty::Easy));
    let options = Difficulty::ALL.map(|d| (d.name().to_string(), d.label().to_string())).into();
    let name = Signal::derive(move || chosen.read().name().to_string());
    let set = Callback::new(move |name: String| {
        if let Some(difficulty) = Difficulty::named(&name) {
            chosen.set(difficulty);
        }
    });
    let about = move || match chosen.get() {
        Difficulty::Easy => "Up to three options, to be told apart by their names.",
        Difficulty::Medium => "Four options, some of them whole sentences.",
        Difficulty::Hard => {
            "Four options that come close: near misses, twins of weak and strong, one word that decides."
        }
    };
    let start = move || app.go(another(&link, chosen.get_untracked()));
    let about = el("p").class("muted").attr("aria-live", "polite").live_text(move || about().to_string());
    let group = "Its address holds the whole quiz: whoever opens your link gets the same ten questions.";
    el("section")
        .class("panel lifted stack")
        .child(choice("How hard", "difficulty", options, name, set))
        .child(about)
        .child(el("div").child(button("button big", "Start the quiz", start)))
        .child(text("p", "small muted", group))
}

/// A quiz as it is taken: which option was chosen for each question so far, and which question is shown.
#[derive(Clone, Copy)]
struct Taking {
    app: AppState,
    quiz: StoredValue<Quiz>,
    chosen: RwSignal<Vec<usize>>,
    /// The question shown; after the last one, the result is.
    at: RwSignal<usize>,
}

struct Quiz {
    link: QuizLink,
    difficulty: Difficulty,
    items: Arc<Vec<Item>>,
}

fn taking(app: AppState, competency: &Competency, seed: u32, difficulty: Difficulty) -> El {
    let link = QuizLink { competency: competency.id.clone(), seed: Some(seed), difficulty: Some(difficulty) };
    let items = Arc::new(quiz::quiz(competency, seed, difficulty));
    let quiz = StoredValue::new(Quiz { link, difficulty, items });
    let taking = Taking { app, quiz, chosen: RwSignal::new(Vec::new()), at: RwSignal::new(0) };
    keys::listen(move |key| taking.press(key));
    live(move || match taking.item() {
        Some(item) => taking.question(item),
        None => result::result(taking),
    })
}

impl Taking {
    fn items(self) -> Arc<Vec<Item>> {
        self.quiz.read_value().items.clone()
    }

    /// The question shown, unless all are answered.
    fn item(self) -> Option<Item> {
        self.items().get(self.at.get()).cloned()
    }

    /// Which option was chosen for the question shown, if one was.
    fn choice(self) -> Option<usize> {
        self.chosen.read().get(self.at.get()).copied()
    }

    fn press(self, key: &str) -> bool {
        if !self.app.keeper.with_untracked(|k| k.progress().settings().shortcuts) {
            return false;
        }
        let Some(item) = untrack(|| self.item()) else { return false };
        match key {
            "1" | "2" | "3" | "4" => {
                let option = usize::from(key.as_bytes()[0] - b'1');
                let is_one = option < item.options.len() && untrack(|| self.choice()).is_none();
                if is_one {
                    self.choose(option);
                }
                is_one
            }
            "Enter" if untrack(|| self.choice()).is_some() => {
                self.go_on();
                true
            }
            _ => false,
        }
    }

    fn choose(self, option: usize) {
        self.chosen.update(|chosen| chosen.push(option));
        page::focus_on("#next".into());
    }

    fn go_on(self) {
        self.at.update(|at| *at += 1);
        let is_over = self.at.get_untracked() == self.items().len();
        if is_over {
            let missed = quiz::missed(&self.items(), &self.chosen.read_untracked());
            if !missed.is_empty() {
                self.app.call_cards(&self.quiz.read_value().link.competency, missed);
            }
        }
        page::focus_on(if is_over { "#result" } else { "#asked" }.into());
    }

    /// Copies the address of this quiz, and says so.
    fn copy_link(self) -> [El; 2] {
        let copied = RwSignal::new(None);
        let copy = move || {
            page::copy(&page::address(&Route::Quiz(self.quiz.read_value().link.clone())), copied);
        };
        let said = move || match copied.get() {
            Some(true) => "Copied. Whoever opens it gets the same questions; your answers are not in it.",
            Some(false) => "Not copied. The address of this page is the same link.",
            None => "",
        };
        [
            button("button quiet", "Copy a link to this quiz", copy),
            el("p").class("small muted").attr("role", "status").live_text(move || said().to_string()),
        ]
    }

    /// The question shown, with what there is to choose from.
    fn question(self, item: Item) -> El {
        let item = Arc::new(item);
        let (at, of) = (self.at.get_untracked(), self.items().len());
        let share = format::percent(at as u32, of as u32);
        let bar = el("div")
            .class("bar")
            .attr("aria-hidden", "true")
            .child(el("span").style("width", &format!("{share}%")));
        let count = format!("Question {} of {of}", at + 1);
        let head = el("div").class("sitting-head").child(text("p", "number", &count)).child(bar);
        let asked = el("div")
            .class("stack-s asked")
            .attr("id", "asked")
            .attr("tabindex", "-1")
            .child(text("p", "eyebrow", item.form.kind().label()))
            .child(text("h2", "label", item.form.instruction()))
            .children(item.context.as_ref().map(|context| text("p", "muted", context)))
            .child(shown(&item));
        let same = item.clone();
        let hands = move || self.options(&same);
        let reason = move || match self.choice() {
            Some(chosen) => self.reason(&item, chosen),
            None => nothing(),
        };
        let card = el("article").class("panel lifted stack quiz").child(asked).live(hands);
        let said = el("div").attr("role", "status").live(reason);
        let share = el("div").class("row no-print").children(self.copy_link());
        el("div").class("stack").child(head).child(card.child(said)).child(share)
    }

    fn options(self, item: &Item) -> El {
        let chosen = self.choice();
        let mut list = el("ol").class("options");
        for (i, option) in item.options.iter().enumerate() {
            let words = if item.form.offers_speech() { format!("“{option}”") } else { option.clone() };
            let class = match chosen {
                Some(_) if i == item.right => "option right",
                Some(chosen) if i == chosen => "option wrong",
                Some(_) => "option past",
                None => "option",
            };
            let verdict = match chosen {
                Some(chosen) if i == item.right && i == chosen => Some("✓ Your answer, and right"),
                Some(_) if i == item.right => Some("✓ Right"),
                Some(chosen) if i == chosen => Some("✕ Your answer"),
                _ => None,
            };
            let words_class = if item.form.offers_speech() { "quote" } else { "" };
            let mut inner = el("button")
                .attr("type", "button")
                .class(class)
                .child(text("kbd", "", &(i + 1).to_string()).attr("aria-hidden", "true"))
                .child(text("span", words_class, &words))
                .children(verdict.map(|verdict| text("strong", "verdict-word", verdict)));
            inner = match chosen {
                Some(_) => inner.attr("disabled", ""),
                None => inner.on_click(move || self.choose(i)),
            };
            list = list.child(el("li").child(inner));
        }
        list
    }

    /// What was right, and why; then on.
    fn reason(self, item: &Item, chosen: usize) -> El {
        let is_right = chosen == item.right;
        let is_last = untrack(|| self.at.get()) + 1 == self.items().len();
        let said = if is_right { "Right." } else { "Not this one." };
        let next = if is_last { "See the result " } else { "Next question " };
        let next = button("button", next, move || self.go_on()).attr("id", "next");
        el("div")
            .class("stack")
            .child(
                el("div")
                    .class(if is_right { "line good stack-s" } else { "line bad stack-s" })
                    .child(text("p", "label", said))
                    .child(text("p", "", &item.why)),
            )
            .child(el("div").child(next.child(text("kbd", "", "Enter"))))
    }
}

/// What a question shows, in quotation marks where somebody says it.
fn shown(item: &Item) -> El {
    if item.form.shows_speech() {
        text("p", "front quote", &format!("“{}”", item.text))
    } else {
        text("p", "front", &item.text)
    }
}
