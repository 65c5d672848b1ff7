//! What was recorded of an attempt, to be heard beside its words; and how it was delivered, which is no part of the
//! score.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::super::components::{fact, foreign, player, section};
use super::super::super::el::{El, all, button, el, live, nothing, text};
use super::super::super::format;
use super::super::super::playback::{self, Recorded};
use super::super::super::recordings;
use super::{Case, Told};
use crate::domain::interview::{Attempt, Mode, Sound};
use crate::domain::recording::{self, Chunk, Piece};
use crate::domain::sound;
use crate::domain::time::{Millis, Seconds};
use crate::scoring::{timing, within};

/// Ten times the words a minute that nobody can say: then it was not spoken as it is written.
const FASTEST: u32 = 3_500;

/// What was recorded of an attempt.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    /// Its chunks, once they are looked up.
    chunks: RwSignal<Vec<Chunk>>,
    /// What was made ready so far.
    ready: RwSignal<Vec<(Piece, Recorded)>>,
    /// What was measured in the answer: when it was written down, or now.
    sound: RwSignal<Option<Sound>>,
}

impl Shelf {
    /// Looks up what was recorded of the attempt, and makes it ready, one piece after another.
    pub(super) fn new(told: &Told) -> Shelf {
        let shelf = Shelf {
            chunks: RwSignal::new(Vec::new()),
            ready: RwSignal::new(Vec::new()),
            sound: RwSignal::new(told.attempt.sound),
        };
        // Whoever typed from beginning to end has recorded nothing, and need not wait for the database.
        if told.attempt.is_spoken() || told.attempt.setup.mode == Some(Mode::Spoken) {
            let id = told.attempt.id.clone();
            spawn_local(async move { shelf.fill(&id).await });
        }
        on_cleanup(move || {
            shelf.ready.with_untracked(|ready| ready.iter().for_each(|(_, recorded)| recorded.drop_files()));
        });
        shelf
    }

    async fn fill(self, attempt: &str) {
        let chunks = recordings::list(Some(attempt)).await;
        let mut pieces: Vec<Piece> = chunks.iter().map(|chunk| chunk.piece).collect();
        pieces.dedup();
        self.chunks.try_set(chunks);
        for piece in pieces {
            let recorded = playback::ready(attempt, piece).await;
            let Some(known) = self.sound.try_get_untracked() else { return recorded.drop_files() };
            if let (Recorded::Track(track), Piece::Answer, None) = (&recorded, piece, known) {
                self.sound.set(track.sound);
            }
            self.ready.update(|ready| ready.push((piece, recorded)));
        }
    }

    fn recorded(self, piece: Piece) -> Recorded {
        let ready = self.ready.read();
        let found = ready.iter().find(|(of, _)| *of == piece);
        found.map_or(Recorded::Nothing, |(_, recorded)| recorded.clone())
    }

    /// The size of what was recorded of a piece, in bytes.
    fn size(self, piece: Piece) -> usize {
        self.chunks.read().iter().filter(|chunk| chunk.piece == piece).map(|chunk| chunk.size as usize).sum()
    }

    /// The recording of a piece, if there is one.
    pub(super) fn view(self, told: &Told, piece: Piece) -> El {
        let name = match piece {
            Piece::Answer => "Recording of your answer",
            Piece::Reply(_) => "Recording of your reply",
        };
        let id = told.attempt.id.clone();
        let recorded = Memo::new(move |_| self.recorded(piece));
        let parts: Vec<(String, Millis)> = match piece {
            Piece::Answer => marked(&told.attempt).map(|(name, from)| (name.to_string(), from)).collect(),
            Piece::Reply(_) => Vec::new(),
        };
        let size = Memo::new(move |_| self.size(piece));
        live(move || {
            let size = size.get();
            if size == 0 {
                return nothing();
            }
            let parts = parts.clone();
            let listen = move || match recorded.get() {
                // Its place stays as high as it will be.
                Recorded::Nothing => el("div").class("player waiting").attr("aria-busy", "true"),
                Recorded::Track(track) => {
                    let places = parts.iter();
                    let jumps =
                        places.map(|(name, from)| (name.clone(), recording::place(&track.takes, *from)));
                    let jumps = jumps.collect();
                    player(name, track, jumps, false)
                }
                Recorded::Foreign(takes) => foreign(name, &takes),
            };
            let note = format!("{} on this device, and nowhere else.", format::size(size));
            let foot = el("div")
                .class("row apart")
                .child(text("p", "small muted", &note))
                .child(self.throw_away(id.clone(), piece));
            el("div").class("panel stack heard no-print").live(listen).child(foot)
        })
    }

    /// The way to throw a recording away, which is asked back.
    fn throw_away(self, attempt: String, piece: Piece) -> El {
        let is_asked = RwSignal::new(false);
        let throw = move || {
            let attempt = attempt.clone();
            spawn_local(async move {
                // Where the browser does not delete it, it stands there still.
                if recordings::delete(&attempt, Some(piece)).await.is_ok() {
                    self.chunks.try_update(|chunks| chunks.retain(|chunk| chunk.piece != piece));
                }
            });
        };
        live(move || {
            if !is_asked.get() {
                return button("button quiet", "Throw the recording away", move || is_asked.set(true));
            }
            el("span")
                .class("row")
                .child(text("span", "small", "The words and the score stay."))
                .child(button("button danger", "Yes, throw it away", throw.clone()))
                .child(button("button quiet", "No, keep it", move || is_asked.set(false)))
        })
    }
}

/// The parts as they were marked, each with its name and beginning.
fn marked(attempt: &Attempt) -> impl Iterator<Item = (&'static str, Millis)> {
    attempt.marked_parts().into_iter().map(|(part, from, _)| (part.name(), from))
}

/// How a spoken answer was delivered.
pub(super) fn delivery(case: &Case, shelf: Shelf) -> El {
    let attempt = &case.told.attempt;
    if !attempt.is_spoken() {
        return nothing();
    }
    let words = timing::spoken_words(within(&attempt.answer));
    let fillers = case.told.reading.fillers;
    let by_clock = attempt.answer_seconds;
    let facts = move || {
        let heard = shelf.sound.get();
        let spoken = sound::spoken(heard, by_clock);
        let pace = sound::tenths_a_minute(words, spoken).filter(|pace| (1..=FASTEST).contains(pace));
        let filled = pace.and_then(|_| sound::tenths_a_minute(fillers, spoken));
        let none = || "–".to_string();
        let tenths = |tenths: u32| format!("{}.{}", tenths / 10, tenths % 10);
        el("dl")
            .class("facts")
            .child(fact("speaking time", &format::clock(Seconds(spoken.0.div_ceil(1000)))))
            .child(fact("words a minute", &pace.map_or_else(none, |pace| ((pace + 5) / 10).to_string())))
            .child(fact(
                "longest pause",
                &heard.map_or_else(none, |heard| format!("{} s", tenths(heard.longest_pause.0 / 100))),
            ))
            .child(fact("fillers a minute", &filled.map_or_else(none, tenths)))
    };
    let basis = move || {
        let measured = match shelf.sound.get() {
            Some(_) => "Time and pause are measured in the sound",
            None => "The time is measured by the clock; without a recording no pause is",
        };
        format!(
            "{measured}; words and fillers are counted as you wrote them down. People mostly speak 110 to 170 words a minute, and a pause to think is fine. None of this is part of the score."
        )
    };
    section("stack", "delivery", "Delivery").child(
        el("div").class("panel stack").live(facts).child(el("p").class("small muted").live_text(basis)),
    )
}

/// Which times of an attempt are measured, and which are estimated from its words.
pub(super) fn basis(attempt: &Attempt, pace: u32) -> El {
    let took = format::spoken(attempt.answer_seconds);
    if !attempt.is_spoken() {
        let words =
            format!("Estimated: seconds as if spoken at {pace} words a minute. You wrote for {took}.");
        return text("p", "small muted", &words);
    }
    let words = format!(
        "Measured: you spoke for {took}. Estimated: the parts, from the words that you wrote down, at {pace} words a minute."
    );
    let marks = attempt.marked_parts().into_iter().map(|(part, from, to)| {
        let seconds = |millis: Millis| Seconds(millis.0 / 1000);
        let (from, to) = (format::clock(seconds(from)), format::clock(seconds(to)));
        format!("{} {from}–{to}", part.name())
    });
    let marks = marks.collect::<Vec<_>>().join(", ");
    let marks = if marks.is_empty() {
        nothing()
    } else {
        text("p", "small muted", &format!("Measured, as you marked them: {marks}."))
    };
    all([text("p", "small muted", &words), marks])
}
