//! The microphone: whether there is one, how loud it is, and what is recorded from it.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, BlobEvent, DomException, Event, EventTarget, MediaRecorder,
    MediaRecorderOptions, MediaStream, MediaStreamConstraints, MediaStreamTrack, MediaTrackConstraints,
    RecordingState,
};

use super::clock;
use super::recordings;
use crate::domain::recording::{Chunk, Piece};
use crate::domain::sound;
use crate::domain::time::{Millis, Timestamp};
use crate::storage::StoreError;

/// Bits a second: speech needs no more, and three minutes take half a megabyte.
const BITS: u32 = 24_000;
/// A chunk is written this often, in milliseconds: what a tab that is killed loses.
const CHUNK: i32 = 1_000;
/// The level is looked at this often.
const LOOK: Duration = Duration::from_millis(100);
/// Samples looked at, of 48 000 a second: most of what comes between two looks.
const SAMPLES: u32 = 4_096;
/// After so many milliseconds of silence one is told.
const QUIET: i64 = 5_000;

/// Where the microphone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Microphone {
    /// Nobody needs it.
    Off,
    /// The browser asks whether it may be used, or looks for it.
    Asked,
    /// It hears.
    On,
    /// It may not be used.
    Refused,
    /// There is none, or another program has it.
    Missing,
    /// It is gone: unplugged, or taken away.
    Lost,
    /// This browser records nothing.
    Unable,
}

/// What to record.
#[derive(Clone)]
pub struct Wanted {
    /// The interview's id.
    pub attempt: String,
    /// What is said.
    pub piece: Piece,
    /// Says how long the stage has lasted.
    pub lasted: Callback<(), Millis>,
}

/// Records from the microphone, until the owner goes.
#[derive(Clone, Copy)]
pub struct Recorder {
    /// Where the microphone stands.
    pub microphone: RwSignal<Microphone>,
    /// How loud it is, see [`sound::level`].
    pub level: RwSignal<u8>,
    /// Whether it records.
    pub is_recording: RwSignal<bool>,
    /// Whether it is held, see [`Recorder::hold`].
    pub is_held: RwSignal<bool>,
    /// Whether nothing was heard since it records.
    pub is_silent: RwSignal<bool>,
    /// Why the last chunk was not kept, if it was not.
    pub trouble: RwSignal<Option<StoreError>>,
    /// How many takes and chunks are not yet written.
    unwritten: RwSignal<u32>,
    hand: StoredValue<Hand, LocalStorage>,
}

/// What the browser gave.
#[derive(Default)]
struct Hand {
    /// Whether anybody needs the microphone.
    is_needed: bool,
    is_asked: bool,
    wanted: Option<Wanted>,
    stream: Option<MediaStream>,
    meter: Option<Meter>,
    take: Option<MediaRecorder>,
    /// Since when it records without a sound.
    silent_since: Option<Timestamp>,
}

struct Meter {
    context: AudioContext,
    analyser: AnalyserNode,
    looking: IntervalHandle,
}

impl Recorder {
    /// A recorder that needs nothing yet.
    pub fn open() -> Recorder {
        let recorder = Recorder {
            microphone: RwSignal::new(Microphone::Off),
            level: RwSignal::new(0),
            is_recording: RwSignal::new(false),
            is_held: RwSignal::new(false),
            is_silent: RwSignal::new(false),
            trouble: RwSignal::new(None),
            unwritten: RwSignal::new(0),
            hand: StoredValue::new_local(Hand::default()),
        };
        on_cleanup(move || recorder.release());
        recorder
    }

    /// Whether all that was recorded is written down, or held where it could not be.
    pub fn is_settled(self) -> bool {
        self.unwritten.get() == 0
    }

    /// Asks for the microphone, so that recording can begin at once.
    pub fn warm(self) {
        self.end_take();
        self.with(|hand| (hand.is_needed, hand.wanted) = (true, None));
        self.ask();
    }

    /// Records this from now on.
    pub fn record(self, wanted: Wanted) {
        self.end_take();
        self.with(|hand| (hand.is_needed, hand.wanted) = (true, Some(wanted)));
        if self.with(|hand| hand.stream.is_some()) == Some(true) { self.begin_take() } else { self.ask() }
    }

    /// Tries again, after the microphone was refused, missing or lost.
    pub fn try_again(self) {
        self.drop_stream();
        self.ask();
    }

    /// Records nothing while `is_held`.
    pub fn hold(self, is_held: bool) {
        if self.is_held.get_untracked() != is_held {
            self.is_held.set(is_held);
        }
        if let Some(take) = self.with(|hand| hand.take.clone()).flatten() {
            // OK because a recorder that has just ended needs neither.
            let _ = if is_held { take.pause() } else { take.resume() };
        }
    }

    /// Ends the take, and lets the microphone go.
    pub fn release(self) {
        self.end_take();
        self.with(|hand| (hand.is_needed, hand.wanted) = (false, None));
        self.drop_stream();
        self.microphone.try_set(Microphone::Off);
    }

    fn with<T>(self, act: impl FnOnce(&mut Hand) -> T) -> Option<T> {
        self.hand.try_update_value(act)
    }

    fn ask(self) {
        let is_free = self.with(|hand| hand.stream.is_none() && !std::mem::replace(&mut hand.is_asked, true));
        if is_free != Some(true) {
            return;
        }
        self.microphone.set(Microphone::Asked);
        spawn_local(async move {
            let asked = ask().await;
            let is_needed = self.with(|hand| {
                hand.is_asked = false;
                hand.is_needed
            });
            match (asked, is_needed) {
                (Ok(stream), Some(true)) => self.receive(stream),
                // Everybody who asked has gone meanwhile.
                (Ok(stream), _) => stop(&stream),
                (Err(microphone), _) => drop(self.microphone.try_set(microphone)),
            }
        });
    }

    fn receive(self, stream: MediaStream) {
        for track in tracks(&stream) {
            listen(&track, "ended", move |_| self.lose());
        }
        let meter = self.meter(&stream);
        self.with(|hand| (hand.stream, hand.meter) = (Some(stream), meter));
        self.microphone.set(Microphone::On);
        self.begin_take();
    }

    /// The microphone went by itself.
    fn lose(self) {
        self.end_take();
        self.drop_stream();
        self.microphone.try_set(Microphone::Lost);
    }

    fn drop_stream(self) {
        let dropped = self.with(|hand| (hand.stream.take(), hand.meter.take()));
        let Some((stream, meter)) = dropped else { return };
        if let Some(meter) = meter {
            meter.looking.clear();
            // OK because a context that is closed already hears nothing.
            let _ = meter.context.close();
        }
        if let Some(stream) = stream {
            stop(&stream);
        }
        self.level.try_set(0);
    }

    fn begin_take(self) {
        let found = self.with(|hand| Some((hand.stream.clone()?, hand.wanted.clone()?)));
        let Some((stream, wanted)) = found.flatten() else { return };
        let Ok(take) = self.start(&stream, wanted) else {
            self.drop_stream();
            self.microphone.set(Microphone::Unable);
            return;
        };
        if self.is_held.get_untracked() {
            // OK because it has just begun.
            let _ = take.pause();
        }
        self.with(|hand| (hand.take, hand.silent_since) = (Some(take), Some(clock::now())));
        self.is_recording.set(true);
    }

    fn start(self, stream: &MediaStream, wanted: Wanted) -> Result<MediaRecorder, JsValue> {
        let options = MediaRecorderOptions::new();
        options.set_audio_bits_per_second(BITS);
        let format = formats(is_apple()).into_iter().find(|format| MediaRecorder::is_type_supported(format));
        if let Some(format) = format {
            options.set_mime_type(format);
        }
        let take = MediaRecorder::new_with_media_stream_and_media_recorder_options(stream, &options)?;
        let from = wanted.lasted.run(());
        let number = Cell::new(0);
        let mime = take.clone();
        listen(&take, "dataavailable", move |event| {
            let Some(bytes) = event.dyn_ref::<BlobEvent>().and_then(BlobEvent::data) else { return };
            let size = bytes.size() as u32;
            if size > 0 {
                let chunk = Chunk {
                    attempt: wanted.attempt.clone(),
                    piece: wanted.piece,
                    from,
                    number: number.replace(number.get() + 1),
                    size,
                };
                self.keep(chunk, mime.mime_type(), bytes);
            }
        });
        listen(&take, "stop", move |_| {
            self.unwritten.try_update(|unwritten| *unwritten = unwritten.saturating_sub(1));
        });
        listen(&take, "error", move |_| self.lose());
        take.start_with_time_slice(CHUNK)?;
        self.unwritten.update(|unwritten| *unwritten += 1);
        Ok(take)
    }

    /// Writes a chunk down, also where the room has gone meanwhile.
    fn keep(self, chunk: Chunk, mime: String, bytes: web_sys::Blob) {
        self.unwritten.try_update(|unwritten| *unwritten += 1);
        spawn_local(async move {
            if let Ok(bytes) = JsFuture::from(bytes.array_buffer()).await {
                let trouble = recordings::keep(chunk, &mime, bytes).await.err();
                if self.trouble.try_get_untracked().is_some_and(|known| known != trouble) {
                    self.trouble.set(trouble);
                }
            }
            self.unwritten.try_update(|unwritten| *unwritten = unwritten.saturating_sub(1));
        });
    }

    fn end_take(self) {
        let take = self.with(|hand| {
            hand.silent_since = None;
            hand.take.take()
        });
        if let Some(take) = take.flatten().filter(|take| take.state() != RecordingState::Inactive) {
            // OK because a recorder that has ended by itself has given all it had.
            let _ = take.stop();
        }
        self.is_recording.try_set(false);
        self.is_silent.try_set(false);
    }

    /// Looks how loud it is, now and then. Nothing else depends on it: where there is no such thing, the meter stays
    /// empty.
    fn meter(self, stream: &MediaStream) -> Option<Meter> {
        let context = AudioContext::new().ok()?;
        let source = context.create_media_stream_source(stream).ok()?;
        let analyser = context.create_analyser().ok()?;
        analyser.set_fft_size(SAMPLES);
        source.connect_with_audio_node(&analyser).ok()?;
        // OK because it runs already, unless the browser waits for a click.
        let _ = context.resume();
        let looking = set_interval_with_handle(move || self.look(), LOOK).ok()?;
        Some(Meter { context, analyser, looking })
    }

    fn look(self) {
        let Some(Some(level)) = self.with(|hand| {
            let mut samples = vec![0.0; SAMPLES as usize];
            hand.meter.as_ref()?.analyser.get_float_time_domain_data(&mut samples);
            Some(sound::level(&samples))
        }) else {
            return;
        };
        if self.level.get_untracked() != level {
            self.level.set(level);
        }
        let since = self.with(|hand| {
            if level > 0 {
                hand.silent_since = None;
            }
            hand.silent_since
        });
        let is_silent = since.flatten().is_some_and(|since| clock::now().since(since) >= QUIET);
        if self.is_silent.get_untracked() != is_silent {
            self.is_silent.set(is_silent);
        }
    }
}

/// The microphone's sound, or why there is none.
async fn ask() -> Result<MediaStream, Microphone> {
    let window = window();
    let can_record = Reflect::has(&window, &"MediaRecorder".into()).unwrap_or_default();
    let devices = window.navigator().media_devices().ok().filter(|devices| !devices.is_undefined());
    let devices = devices.filter(|_| can_record).ok_or(Microphone::Unable)?;
    let sound = MediaTrackConstraints::new();
    sound.set_channel_count(&1.into());
    sound.set_echo_cancellation(&true.into());
    sound.set_noise_suppression(&true.into());
    sound.set_auto_gain_control(&true.into());
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&sound);
    let asking = devices.get_user_media_with_constraints(&constraints).map_err(|_| Microphone::Unable)?;
    let stream = JsFuture::from(asking).await.map_err(|error| {
        let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
        match name.as_str() {
            "NotAllowedError" | "SecurityError" => Microphone::Refused,
            _ => Microphone::Missing,
        }
    })?;
    stream.dyn_into().map_err(|_| Microphone::Unable)
}

/// Formats in the order in which they are asked for. Safari says that it makes WebM, and does not play it.
fn formats(is_apple: bool) -> [&'static str; 4] {
    const WEBM: &str = "audio/webm;codecs=opus";
    const OGG: &str = "audio/ogg;codecs=opus";
    const MP4: &str = "audio/mp4";
    if is_apple { [MP4, WEBM, "audio/webm", OGG] } else { [WEBM, "audio/webm", OGG, MP4] }
}

fn is_apple() -> bool {
    let vendor = Reflect::get(&window().navigator(), &"vendor".into()).ok();
    vendor.and_then(|vendor| vendor.as_string()).is_some_and(|vendor| vendor.starts_with("Apple"))
}

fn tracks(stream: &MediaStream) -> Vec<MediaStreamTrack> {
    stream.get_tracks().iter().filter_map(|track| track.dyn_into().ok()).collect()
}

fn stop(stream: &MediaStream) {
    for track in tracks(stream) {
        track.stop();
    }
}

/// Listens as long as `target` lives.
fn listen(target: &EventTarget, event: &str, act: impl Fn(Event) + 'static) {
    let act: Box<dyn FnMut(Event)> = Box::new(act);
    let act: js_sys::Function = Closure::wrap(act).into_js_value().unchecked_into();
    // OK because listening fails nowhere.
    let _ = target.add_event_listener_with_callback(event, &act);
}
