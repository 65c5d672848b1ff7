//! What can be told from the sound of an answer without knowing a word of it: how loud it is, how long it lasts, how
//! long its longest pause is; and with its words, how it was delivered.

use super::interview::Sound;
use super::time::{Millis, Seconds};

/// The rate at which sound is measured, in samples a second: speech has nothing above the half of it.
pub const RATE: u32 = 16_000;

/// The steps of a level meter.
pub const STEPS: u8 = 10;

/// How long a frame is, of which one knows no more than how loud it is.
const FRAME: usize = 320;
const FRAME_MILLIS: usize = FRAME * 1000 / RATE as usize;
/// A sound that lasts fewer frames is a click: a key, a chair.
const CLICK: usize = 3;
/// How many steps of loudness there are; [`loudness`] makes four of each doubling of power: 0.75 dB.
const LOUDEST: usize = 140;
/// What is quieter is silence on any microphone: −60 dB.
const SILENCE: u8 = 56;
/// Loudness that differs by less (6 dB) is all of one kind: no speech with pauses in it.
const EVEN: u8 = 8;

/// How loud `count` samples (−1 to 1) are that come to `power` (the sum of their squares), in steps of 0.75 dB: 0 is
/// −100 dB or less.
fn loudness(power: f32, count: usize) -> u8 {
    let mean = (power / count.max(1) as f32).max(1e-10);
    // A float's exponent and the first two bits after it are its logarithm, near enough.
    let least = 1e-10_f32.to_bits() >> 21;
    ((mean.to_bits() >> 21).saturating_sub(least)).min(LOUDEST as u32 - 1) as u8
}

/// What a level meter shows for samples (−1 to 1): 0 for silence, [`STEPS`] for as loud as it should get (−10 dB).
pub fn level(samples: &[f32]) -> u8 {
    let power = samples.iter().map(|sample| sample * sample).sum();
    let above = loudness(power, samples.len()).saturating_sub(SILENCE);
    // From −60 dB to −10 dB there are 67 steps of loudness.
    (u32::from(above) * u32::from(STEPS) / 66).min(u32::from(STEPS)) as u8
}

/// Listens to sound, bit by bit, and says in the end what there was to hear.
#[derive(Clone, Debug, Default)]
pub struct Ear {
    /// How loud each frame is.
    frames: Vec<u8>,
    /// What the samples of a frame that is not full come to.
    power: f32,
    /// How many they are.
    count: usize,
}

impl Ear {
    /// Hears the next samples (−1 to 1, at [`RATE`]).
    pub fn hear(&mut self, samples: &[f32]) {
        for sample in samples {
            self.power += sample * sample;
            self.count += 1;
            if self.count == FRAME {
                self.frames.push(loudness(self.power, self.count));
                (self.power, self.count) = (0.0, 0);
            }
        }
    }

    /// What was heard; `None` where there was silence alone.
    pub fn sound(&self) -> Option<Sound> {
        let limit = self.limit()?;
        let (mut first, mut last, mut longest) = (None, 0, 0);
        let mut start = 0;
        for run in self.frames.chunk_by(|a, b| (*a >= limit) == (*b >= limit)) {
            let end = start + run.len();
            let is_sound = run.first().is_some_and(|loud| *loud >= limit);
            if is_sound && run.len() >= CLICK {
                if first.is_some() {
                    longest = longest.max(start - last);
                }
                first = first.or(Some(start));
                last = end;
            }
            start = end;
        }
        let millis = |frames: usize| Millis(u32::try_from(frames * FRAME_MILLIS).unwrap_or(u32::MAX));
        Some(Sound { spoken: millis(last - first?), longest_pause: millis(longest) })
    }

    /// How loud a frame has to be in order to be speech: well above what is there all the time, in a still room as in
    /// a loud one. `None` where nothing is.
    fn limit(&self) -> Option<u8> {
        let mut frames = [0_usize; LOUDEST];
        for loud in &self.frames {
            if let Some(frames) = frames.get_mut(usize::from(*loud)) {
                *frames += 1;
            }
        }
        // The loudness below which so many percent of the frames lie.
        let below = |percent: usize| {
            let wanted = self.frames.len() * percent / 100;
            let mut seen = 0;
            let found = frames.iter().position(|frames| {
                seen += frames;
                seen > wanted
            });
            found.map_or(0, |loud| loud as u8)
        };
        let (ground, speech) = (below(10), below(97));
        if speech < SILENCE {
            return None;
        }
        if speech - ground < EVEN {
            return Some(SILENCE.max(ground.saturating_sub(EVEN)));
        }
        Some((ground + (speech - ground) / 3).max(SILENCE))
    }
}

/// What was heard in takes one after another: what lies between two takes was no pause.
pub fn together(takes: impl IntoIterator<Item = Option<Sound>>) -> Option<Sound> {
    takes.into_iter().flatten().reduce(|a, b| Sound {
        spoken: Millis(a.spoken.0.saturating_add(b.spoken.0)),
        longest_pause: a.longest_pause.max(b.longest_pause),
    })
}

/// How long somebody spoke: as it was heard, or else as the clock says.
pub fn spoken(sound: Option<Sound>, by_clock: Seconds) -> Millis {
    sound.map_or(Millis(by_clock.0.saturating_mul(1000)), |sound| sound.spoken)
}

/// Ten times how many of them come in a minute, rounded; `None` for less than five seconds, which say nothing.
pub fn tenths_a_minute(count: usize, time: Millis) -> Option<u32> {
    let tenths = (count as u64 * 600_000 + u64::from(time.0) / 2).checked_div(u64::from(time.0))?;
    (time.0 >= 5_000).then(|| tenths.min(u64::from(u32::MAX)) as u32)
}

/// The words a minute of an answer that was spoken, by which its sentences can be timed; `None` where the words can't
/// be all that was said, or more than that.
pub fn pace(words: usize, time: Millis) -> Option<u32> {
    let pace = tenths_a_minute(words, time)? / 10;
    (60..=250).contains(&pace).then_some(pace)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise that is the same each time, as loud as `peak`.
    fn noise(millis: u32, peak: f32) -> Vec<f32> {
        let mut seed = 1_u32;
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((seed >> 8) as f32 / (1 << 23) as f32 - 1.0) * peak
        };
        std::iter::repeat_with(next).take((millis * RATE / 1000) as usize).collect()
    }

    /// Words of 300 ms with 100 ms between them.
    fn speech(millis: u32, peak: f32, ground: f32) -> Vec<f32> {
        let word = [noise(300, peak), noise(100, ground)].concat();
        word.iter().copied().cycle().take((millis * RATE / 1000) as usize).collect()
    }

    fn heard(pieces: &[Vec<f32>]) -> Option<Sound> {
        let mut ear = Ear::default();
        // In odd bits, as they come.
        pieces.concat().chunks(777).for_each(|samples| ear.hear(samples));
        ear.sound()
    }

    fn assert_near(actual: Millis, expected: u32) {
        assert!(actual.0.abs_diff(expected) <= 60, "{} ms, expected {expected} ms", actual.0);
    }

    #[test]
    fn the_longest_pause_is_found_in_a_still_room_and_in_a_loud_one() {
        for (peak, ground) in [(0.3, 0.0), (0.3, 0.02), (0.02, 0.001), (0.9, 0.1)] {
            let sound = heard(&[
                noise(1_000, ground),
                speech(4_000, peak, ground),
                noise(2_500, ground),
                speech(6_000, peak, ground),
                noise(900, ground),
                speech(2_000, peak, ground),
                noise(3_000, ground),
            ]);
            let sound = sound.unwrap();
            // The pause after the last word of a stretch is 100 ms long already.
            assert_near(sound.longest_pause, 2_600);
            assert_near(sound.spoken, 15_300);
        }
    }

    #[test]
    fn a_click_in_a_pause_does_not_end_it() {
        let sound = heard(&[
            speech(3_900, 0.3, 0.0),
            noise(1_000, 0.0),
            noise(30, 0.5),
            noise(1_000, 0.0),
            speech(3_900, 0.3, 0.0),
        ]);
        assert_near(sound.unwrap().longest_pause, 2_030);
    }

    #[test]
    fn silence_is_no_sound_however_long() {
        assert_eq!(heard(&[]), None);
        assert_eq!(heard(&[noise(100, 0.5)]), heard(&[noise(100, 0.5)]));
        assert_eq!(heard(&[noise(9_000, 0.000_5)]), None);
        assert_eq!(heard(&[noise(10, 0.5)]), None);
    }

    #[test]
    fn one_even_sound_has_no_pause() {
        let sound = heard(&[noise(5_000, 0.2)]).unwrap();
        assert_eq!(sound.longest_pause, Millis(0));
        assert_near(sound.spoken, 5_000);
    }

    #[test]
    fn what_lies_between_two_takes_is_no_pause() {
        let sound = |spoken, longest_pause| {
            Some(Sound { spoken: Millis(spoken), longest_pause: Millis(longest_pause) })
        };
        assert_eq!(together([sound(10_000, 700), None, sound(5_000, 1_200)]), sound(15_000, 1_200));
        assert_eq!(together([None, None]), None);
    }

    #[test]
    fn the_meter_is_empty_in_silence_and_full_when_it_is_loud() {
        assert_eq!(level(&[]), 0);
        assert_eq!(level(&[0.0; 512]), 0);
        assert_eq!(level(&noise(32, 0.000_9)), 0);
        assert!((4..=7).contains(&level(&noise(32, 0.05))), "{}", level(&noise(32, 0.05)));
        assert_eq!(level(&noise(32, 1.0)), STEPS);
        let peaks = [0.002, 0.01, 0.05, 0.2, 0.7];
        let levels: Vec<u8> = peaks.iter().map(|peak| level(&noise(32, *peak))).collect();
        assert!(levels.windows(2).all(|pair| pair[0] < pair[1]), "{levels:?}");
    }

    #[test]
    fn figures_a_minute_are_rounded_and_need_a_few_seconds() {
        assert_eq!(tenths_a_minute(300, Millis(120_000)), Some(1_500));
        assert_eq!(tenths_a_minute(1, Millis(45_000)), Some(13));
        assert_eq!(tenths_a_minute(9, Millis(4_999)), None);
        assert_eq!(tenths_a_minute(9, Millis(0)), None);
        assert_eq!(spoken(None, Seconds(90)), Millis(90_000));
        assert_eq!(pace(300, Millis(120_000)), Some(150));
        assert_eq!(pace(20, Millis(120_000)), None);
    }
}
