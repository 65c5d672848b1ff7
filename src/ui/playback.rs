//! Recordings made ready to be listened to, and measured on the way.
//!
//! What a browser records can't be wound to a place in every browser, and says wrongly how long it is. So all takes
//! are decoded and put into one plain WAV file, which every browser plays, winds and slows down.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioBuffer, Blob, BlobPropertyBag, OfflineAudioContext, Url};

use super::clock;
use super::recordings::{self, Take};
use crate::domain::interview::Sound;
use crate::domain::recording::Piece;
use crate::domain::sound::{Ear, RATE, together};
use crate::domain::time::Millis;

/// Samples that are worked on at once: a second.
const AT_ONCE: u32 = RATE;
/// After so many seconds of sound, others have their turn: a few milliseconds of work.
const TURN: u32 = 5;

/// A recording that can be listened to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Where it lies. [`Recorded::drop_files`] gives its memory back.
    pub url: String,
    /// How long it is.
    pub length: Millis,
    /// Its takes one after another: when each began by the stage's own clock, and how long it is.
    pub takes: Vec<(Millis, Millis)>,
    /// What was heard in it.
    pub sound: Option<Sound>,
}

/// What was recorded of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Nothing.
    Nothing,
    /// This.
    Track(Track),
    /// Sound in a form that this browser does not decode: the addresses of its takes.
    Foreign(Vec<String>),
}

impl Recorded {
    /// Gives its memory back. It can't be listened to any more.
    pub fn drop_files(&self) {
        let urls = match self {
            Recorded::Nothing => return,
            Recorded::Track(track) => std::slice::from_ref(&track.url),
            Recorded::Foreign(urls) => urls,
        };
        for url in urls {
            // OK because an address that leads nowhere takes no memory.
            let _ = Url::revoke_object_url(url);
        }
    }
}

/// Makes what was recorded of a piece ready.
pub async fn ready(attempt: &str, piece: Piece) -> Recorded {
    let takes = recordings::takes(attempt, piece).await;
    if takes.is_empty() {
        return Recorded::Nothing;
    }
    match decoded(&takes).await {
        Some(track) => Recorded::Track(track),
        None => {
            let urls = takes.iter().filter_map(|take| Url::create_object_url_with_blob(&take.sound).ok());
            Recorded::Foreign(urls.collect())
        }
    }
}

async fn decoded(takes: &[Take]) -> Option<Track> {
    let (mut lengths, mut heard) = (Vec::new(), Vec::new());
    // Room for the head, which tells the length of all.
    let parts = Array::of1(&JsValue::NULL);
    let mut samples = 0_u32;
    for take in takes {
        // A take that was broken off before it had a beginning is none.
        let Some(sound) = decode(take).await else { continue };
        let mut ear = Ear::default();
        copy(&sound, &mut ear, &parts).await;
        samples += sound.length();
        lengths.push((take.from, millis(sound.length())));
        heard.push(ear.sound());
    }
    if samples == 0 {
        return None;
    }
    parts.set(0, Uint8Array::from(&head(samples)[..]).into());
    let options = BlobPropertyBag::new();
    options.set_type("audio/wav");
    let file = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&file).ok()?;
    Some(Track { url, length: millis(samples), takes: lengths, sound: together(heard) })
}

async fn decode(take: &Take) -> Option<AudioBuffer> {
    let bytes = JsFuture::from(take.sound.array_buffer()).await.ok()?;
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, RATE as f32);
    let decoding = context.ok()?.decode_audio_data(bytes.unchecked_ref()).ok()?;
    JsFuture::from(decoding).await.ok()?.dyn_into().ok()
}

/// Copies the samples into the file, and lets the ear hear them, in turns with everybody else on the page.
async fn copy(sound: &AudioBuffer, ear: &mut Ear, parts: &Array) {
    let mut samples = vec![0.0; AT_ONCE as usize];
    let mut bytes = Vec::with_capacity(2 * AT_ONCE as usize);
    for (turn, from) in (0..sound.length()).step_by(AT_ONCE as usize).enumerate() {
        samples.truncate((sound.length() - from).min(AT_ONCE) as usize);
        if sound.copy_from_channel_with_start_in_channel(&mut samples, 0, from).is_err() {
            return;
        }
        ear.hear(&samples);
        bytes.clear();
        for sample in &samples {
            bytes.extend(((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16).to_le_bytes());
        }
        parts.push(&Uint8Array::from(&bytes[..]));
        if turn as u32 % TURN == TURN - 1 {
            clock::wait(0).await;
        }
    }
}

fn millis(samples: u32) -> Millis {
    Millis((u64::from(samples) * 1000 / u64::from(RATE)) as u32)
}

/// The first 44 bytes of a WAV file of so many samples: 16 bits each, one channel.
fn head(samples: u32) -> Vec<u8> {
    let bytes = samples.saturating_mul(2);
    let mut head = Vec::with_capacity(44);
    head.extend(b"RIFF");
    head.extend((bytes.saturating_add(36)).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16_u32.to_le_bytes());
    head.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    head.extend([RATE, RATE * 2].map(u32::to_le_bytes).concat());
    head.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    head.extend(b"data");
    head.extend(bytes.to_le_bytes());
    head
}
