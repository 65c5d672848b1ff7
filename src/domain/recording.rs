//! What is recorded of a mock: takes of an answer or a reply, each written down in chunks as it comes.

use super::time::Millis;

/// What a recording is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The answer.
    Answer,
    /// The reply to a probe, by its place among the probes.
    Reply(u8),
}

/// About a second of sound, as it lies on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The id of the interview, and of the attempt that it becomes.
    pub attempt: String,
    /// What is said in it.
    pub piece: Piece,
    /// When its take began, by the stage's own clock: a reload, or a microphone that went, begins another one.
    pub from: Millis,
    /// Its place in the take, from 0. The first holds what the others need in order to be played.
    pub number: u32,
    /// Its size in bytes.
    pub size: u32,
}

impl Piece {
    fn name(self) -> String {
        match self {
            Piece::Answer => "a".into(),
            Piece::Reply(n) => format!("r{n}"),
        }
    }

    fn parse(name: &str) -> Option<Piece> {
        match name.strip_prefix('r') {
            Some(n) => n.parse().ok().map(Piece::Reply),
            None => (name == "a").then_some(Piece::Answer),
        }
    }
}

impl Chunk {
    /// The key that it lies under. Keys in their order give the chunks in theirs, and tell all but the sound: so
    /// nobody needs to read that in order to say how much there is.
    pub fn key(&self) -> String {
        let Chunk { attempt, piece, from, number, size } = self;
        format!("{attempt}/{}/{:010}/{number:06}/{size}", piece.name(), from.0)
    }

    /// The chunk with this key; `None` where the key is no chunk's.
    pub fn parse(key: &str) -> Option<Chunk> {
        let mut parts = key.rsplitn(5, '/');
        let size = parts.next()?.parse().ok()?;
        let number = parts.next()?.parse().ok()?;
        let from = parts.next()?.parse().ok().map(Millis)?;
        let piece = Piece::parse(parts.next()?)?;
        Some(Chunk { attempt: parts.next()?.to_string(), piece, from, number, size })
    }
}

/// The first key that may belong to an attempt, or to a piece of it, and the first after it that does not.
pub fn range(attempt: &str, piece: Option<Piece>) -> (String, String) {
    let stem = match piece {
        Some(piece) => format!("{attempt}/{}", piece.name()),
        None => attempt.to_string(),
    };
    // '0' comes right after '/'.
    (format!("{stem}/"), format!("{stem}0"))
}

/// The attempts that have chunks and of which `is_kept` says that there is nothing else any more.
pub fn left_over(chunks: &[Chunk], is_kept: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut left: Vec<&str> = Vec::new();
    for Chunk { attempt, .. } in chunks {
        if !is_kept(attempt) && !left.contains(&attempt.as_str()) {
            left.push(attempt);
        }
    }
    left
}

/// Where in takes played one after another the moment `at` of the stage lies. Each take is given with its beginning
/// by the stage's clock and its length, in order. What was not recorded is skipped.
pub fn place(takes: &[(Millis, Millis)], at: Millis) -> Millis {
    let mut before = 0;
    for (from, length) in takes {
        if at.0 < from.0.saturating_add(length.0) {
            return Millis(before + at.0.saturating_sub(from.0));
        }
        before += length.0;
    }
    Millis(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(attempt: &str, piece: Piece, from: u32, number: u32) -> Chunk {
        Chunk { attempt: attempt.into(), piece, from: Millis(from), number, size: 3000 }
    }

    #[test]
    fn a_chunk_reads_back_from_its_own_key() {
        for piece in [Piece::Answer, Piece::Reply(0), Piece::Reply(11)] {
            for attempt in ["m1f", "an/odd/one", ""] {
                let chunk = chunk(attempt, piece, 61_250, 7);
                assert_eq!(Chunk::parse(&chunk.key()), Some(chunk));
            }
        }
    }

    #[test]
    fn what_is_no_key_is_no_chunk() {
        for key in ["", "a", "m/a/1/2", "m/b/1/2/3", "m/rx/1/2/3", "m/a/1/2/x", "m/r256/1/2/3"] {
            assert_eq!(Chunk::parse(key), None, "{key}");
        }
    }

    #[test]
    fn keys_stand_in_the_order_of_what_was_said() {
        let order = [
            chunk("m1", Piece::Answer, 0, 0),
            chunk("m1", Piece::Answer, 0, 9),
            chunk("m1", Piece::Answer, 0, 10),
            chunk("m1", Piece::Answer, 99_000, 0),
            chunk("m1", Piece::Answer, 1_000_000, 0),
        ];
        let keys: Vec<String> = order.iter().map(Chunk::key).collect();
        assert!(keys.is_sorted(), "{keys:?}");
    }

    #[test]
    fn the_range_of_an_attempt_holds_its_keys_and_no_others() {
        let within = |range: &(String, String), key: &str| range.0.as_str() <= key && key < range.1.as_str();
        let own = chunk("m1", Piece::Reply(1), 5, 0).key();
        let others = [chunk("m10", Piece::Answer, 5, 0).key(), chunk("m", Piece::Answer, 5, 0).key()];
        let all = range("m1", None);
        assert!(within(&all, &own) && others.iter().all(|key| !within(&all, key)));
        let reply = range("m1", Some(Piece::Reply(1)));
        assert!(within(&reply, &own));
        assert!(!within(&reply, &chunk("m1", Piece::Reply(10), 5, 0).key()));
        assert!(!within(&reply, &chunk("m1", Piece::Answer, 5, 0).key()));
    }

    #[test]
    fn what_belongs_to_no_attempt_any_more_is_left_over_once() {
        let chunks = [
            chunk("m1", Piece::Answer, 0, 0),
            chunk("m2", Piece::Answer, 0, 0),
            chunk("m2", Piece::Answer, 0, 1),
        ];
        assert_eq!(left_over(&chunks, |id| id == "m1"), ["m2"]);
    }

    #[test]
    fn a_moment_is_found_in_takes_that_leave_gaps() {
        let takes = [(Millis(200), Millis(10_000)), (Millis(20_000), Millis(5_000))];
        let cases = [
            (0, 0),
            (200, 0),
            (5_200, 5_000),
            (10_200, 10_000),
            (15_000, 10_000),
            (21_000, 11_000),
            (90_000, 15_000),
        ];
        for (at, expected) in cases {
            assert_eq!(place(&takes, Millis(at)), Millis(expected), "{at}");
        }
        assert_eq!(place(&[], Millis(5)), Millis(0));
    }
}
