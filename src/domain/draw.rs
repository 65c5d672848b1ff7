//! Which question a mock asks, where nobody chose one; and what a course asks next.

use super::competency::{Competency, Question};
use super::interview::{Attempt, Pick};
use super::progress::Progress;

/// The question answered least lately, in the competency's order: of `lens` alone where it is the lens's own that
/// is wanted, else of those that any company or this one asks. None of `but`, as long as there is another.
pub fn draw<'a>(
    progress: &Progress,
    c: &'a Competency,
    lens: Option<&str>,
    pick: Pick,
    but: &[&str],
) -> Option<&'a Question> {
    let is_own = |q: &&Question| q.lens.is_some() && q.lens.as_deref() == lens;
    let fits = |q: &&Question| is_own(q) || (pick != Pick::Lens && q.lens.is_none());
    let lately =
        |q: &&Question| progress.attempts_at(&c.id, &q.id).next_back().map(|kept| kept.value.started);
    let others = c.questions.iter().filter(fits).filter(|q| !but.contains(&q.id.as_str()));
    others.min_by_key(lately).or_else(|| c.questions.iter().filter(fits).min_by_key(lately))
}

/// Whether a lens has questions of its own.
pub fn has_own(c: &Competency, lens: Option<&str>) -> bool {
    c.questions.iter().any(|q| q.lens.is_some() && q.lens.as_deref() == lens)
}

/// The question (its id) of the mock that follows `attempt` in its course: none that the course has asked. A lens's
/// own questions go on as such, as long as there are any.
pub fn next_question(progress: &Progress, c: &Competency, attempt: &Attempt) -> String {
    let course = attempt.round.as_ref().map(|round| progress.course(&round.course)).unwrap_or_default();
    let course = course.into_iter().map(|kept| &kept.value);
    let asked: Vec<&str> = course.chain([attempt]).map(|a| a.setup.question.as_str()).collect();
    let pick = attempt.setup.pick.unwrap_or_default();
    let lens = attempt.setup.lens.as_deref();
    let drawn = |pick| draw(progress, c, lens, pick, &asked).filter(|q| !asked.contains(&q.id.as_str()));
    let question =
        drawn(pick).or_else(|| drawn(Pick::Drawn)).or_else(|| draw(progress, c, lens, Pick::Drawn, &[]));
    question.map_or_else(|| attempt.setup.question.clone(), |q| q.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::competency::QuestionKind;
    use crate::domain::interview::{Course, Event, Interview, Setup};
    use crate::domain::progress::{Kept, RecordId};
    use crate::domain::time::{Seconds, Timestamp};

    fn competency() -> Competency {
        let mut c: Competency =
            serde_json::from_str(include_str!("../../content/competencies/customer-obsession.json")).unwrap();
        let question = |id: &str, lens: Option<&str>| Question {
            id: id.into(),
            kind: QuestionKind::Direct,
            text: id.into(),
            lens: lens.map(Into::into),
        };
        c.questions = vec![
            question("a", None),
            question("b", None),
            question("g1", Some("google")),
            question("g2", Some("google")),
            question("m", Some("meta")),
        ];
        c
    }

    fn attempt(id: &str, question: &str, at: i64, course: Option<Course>) -> Attempt {
        let setup = Setup {
            competency: "customer-obsession".into(),
            question: question.into(),
            think: Seconds(0),
            course,
            ..Setup::default()
        };
        let interview = Interview::start(id.into(), setup, Timestamp(at));
        let over =
            interview.apply(Event::Finish(Vec::new()), Timestamp(at)).apply(Event::Next, Timestamp(at));
        over.attempt(None, 150).unwrap()
    }

    fn progress(attempts: &[Attempt]) -> Progress {
        let mut progress = Progress::default();
        for attempt in attempts {
            let record = RecordId::try_from(attempt.id.clone()).unwrap();
            progress.attempted(Kept { record, value: attempt.clone() });
        }
        progress
    }

    /// Attempts (question, moment), what is not to be drawn, what is.
    type Case = (&'static [(&'static str, i64)], &'static [&'static str], &'static str);

    fn drawn(attempts: &[(&str, i64)], lens: Option<&str>, pick: Pick, but: &[&str]) -> String {
        let kept: Vec<Attempt> =
            attempts.iter().map(|(q, at)| attempt(&format!("m{at}"), q, *at, None)).collect();
        draw(&progress(&kept), &competency(), lens, pick, but).map(|q| q.id.clone()).unwrap_or_default()
    }

    #[test]
    fn what_was_not_answered_lately_is_drawn() {
        let cases: [Case; 5] = [
            (&[], &[], "a"),
            (&[("a", 1)], &[], "b"),
            (&[("a", 1), ("b", 2)], &[], "a"),
            (&[("a", 1), ("b", 2), ("a", 3)], &[], "b"),
            (&[], &["a"], "b"),
        ];
        for (attempts, but, expected) in cases {
            assert_eq!(drawn(attempts, None, Pick::Drawn, but), expected, "{attempts:?} {but:?}");
        }
    }

    #[test]
    fn another_companys_question_is_never_drawn_and_its_own_can_be_wanted() {
        assert_eq!(drawn(&[("a", 1), ("b", 2)], Some("google"), Pick::Drawn, &[]), "g1");
        assert_eq!(drawn(&[], Some("google"), Pick::Lens, &["g1"]), "g2");
        assert_eq!(drawn(&[], Some("meta"), Pick::Lens, &["m"]), "m");
        assert!(has_own(&competency(), Some("meta")));
        assert!(!has_own(&competency(), Some("amazon")) && !has_own(&competency(), None));
    }

    #[test]
    fn a_loop_asks_no_question_twice() {
        let c = competency();
        let mut kept = vec![attempt("m0", "b", 0, Some(Course::Loop(5)))];
        kept[0].setup.lens = Some("google".into());
        kept[0].setup.pick = Some(Pick::Lens);
        let mut asked = vec!["b".to_string()];
        while asked.len() < 4 {
            let last = kept.last().unwrap();
            let question = next_question(&progress(&kept), &c, last);
            assert!(!asked.contains(&question), "{question} again after {asked:?}");
            let at = Timestamp(asked.len() as i64);
            let next = last.following(format!("m{}", at.0), question.clone(), at).unwrap();
            let over = next.apply(Event::Finish(Vec::new()), at).apply(Event::Next, at);
            kept.push(over.attempt(None, 150).unwrap());
            asked.push(question);
        }
        assert_eq!(asked, ["b", "g1", "g2", "a"]);
        // All are asked: again one, rather than none.
        assert_eq!(next_question(&progress(&kept), &c, &kept[3]), "b");
        let progress = progress(&kept);
        let numbers: Vec<u8> =
            progress.course("m0").iter().map(|kept| kept.value.round.as_ref().unwrap().number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }
}
