//! What can be asked of a competency, and which options are wrong for it.
//!
//! An option is wrong only where the content says so:
//! - a phrase shows the signal that it stands under, and perhaps one that says it overlaps; a near miss shows none;
//! - a weak reply is never strong, whatever it replies to; what is wrong with it is not what is wrong with a reply
//!   to a probe that tests something else;
//! - a sentence mended carries no flag. A sentence with one flag may carry another that is about something left
//!   out, so such a flag is offered as wrong nowhere, and only mended sentences stand against it. One that
//!   counts from a level on is missing from no sentence but its own, mended, and strong replies to its probes;
//! - a question that asks outright asks for one competency; one that asks sideways is not asked about;
//! - a figure, a step, a level's bar and a company's guidance stand in one place each.

use super::super::competency::{
    Competency, Confusable, Flag, FlagKind, Lens, Level, Probe, QuestionKind, Signal, Text,
};
use super::{Difficulty, Draft, Form, Item, Kind};

/// The option for a reply that does not hold.
pub(super) const WEAK: &str = "Weak";
/// The option for one that does.
const STRONG: &str = "Strong";
/// What stands where something is left out.
const GAP: &str = "_____";

/// All drafts at this difficulty.
pub(super) fn all(c: &Competency, difficulty: Difficulty) -> Vec<Draft> {
    let probes: Vec<&Probe> = c.probes.iter().filter(|p| !p.tests.is_empty()).collect();
    let mut drafts = Vec::new();
    signals(c, difficulty, &mut drafts);
    match difficulty {
        Difficulty::Easy => {
            drafts.extend(probes.iter().flat_map(|p| [strength(p, true), strength(p, false)]));
            drafts.extend(c.flags.iter().map(|f| flag_of_saying(c, f)));
            drafts.extend(competencies_of_questions(c));
            drafts.extend(figures(c));
            drafts.extend(c.signals.iter().map(|s| signal_of_meaning(c, s)));
        }
        Difficulty::Medium => {
            drafts.extend(probes.iter().map(|p| strong_reply(&probes, p)));
            drafts.extend(c.flags.iter().map(|f| flag_of_saying(c, f)));
            drafts.extend(competencies_of_questions(c));
            drafts.extend(questions_of_competencies(c));
            drafts.extend(chain_steps(c));
            drafts.extend(c.levels.iter().map(|l| level_of_bar(c, l)));
            drafts.extend(c.lenses.iter().map(|l| company_of(c, l, &l.guidance)));
        }
        Difficulty::Hard => {
            drafts.extend(probes.iter().map(|p| why_weak(&probes, p)));
            drafts.extend(c.flags.iter().map(|f| saying_of_flag(c, f)));
            drafts.extend(questions_of_competencies(c));
            drafts.extend(c.confusables.iter().map(|other| competency_of_centre(c, other)));
            drafts.extend(c.flags.iter().map(|f| fix_of_flag(c, f)));
            drafts.extend(probes.iter().map(|p| takeaway_of_probe(&probes, p)));
            drafts.extend(c.lenses.iter().map(|l| company_of(c, l, &l.lift)));
        }
    }
    let most = if difficulty == Difficulty::Easy { 3 } else { 4 };
    drafts.retain_mut(|draft| {
        draft.most = most;
        is_fair(draft)
    });
    drafts
}

/// Whether a draft has something to choose from, and its text does not give the answer away.
fn is_fair(draft: &mut Draft) -> bool {
    let right = draft.right.clone();
    draft.near.retain(|option| *option != right);
    let near = draft.near.clone();
    let mut before: Vec<String> = Vec::new();
    draft.wrong.retain(|option| {
        let is_new = *option != right && !near.contains(option) && !before.contains(option);
        before.push(option.clone());
        is_new
    });
    let names_it = matches!(draft.item.form.kind(), Kind::Signal | Kind::Flag | Kind::Asked | Kind::Gap)
        && draft.item.text.to_ascii_lowercase().contains(&right.to_ascii_lowercase());
    !names_it && !draft.item.text.is_empty() && draft.near.len() + draft.wrong.len() > 0
}

/// A draft: what is asked about `about`, once, with the card that trains it.
fn draft(form: Form, about: &str, card: String, text: &str, right: &str, why: &str) -> Draft {
    let item = Item {
        form,
        context: None,
        text: text.to_owned(),
        options: Vec::new(),
        right: 0,
        why: why.to_owned(),
        about: about.to_owned(),
        cards: vec![card],
    };
    Draft {
        item,
        once: about.to_owned(),
        right: right.to_owned(),
        near: Vec::new(),
        wrong: Vec::new(),
        most: 0,
    }
}

impl Draft {
    fn once(mut self, id: &str) -> Draft {
        id.clone_into(&mut self.once);
        self
    }

    fn context(mut self, context: &str) -> Draft {
        self.item.context = Some(context.to_owned());
        self
    }

    fn card(mut self, card: String) -> Draft {
        self.item.cards.push(card);
        self
    }

    fn near<'a>(mut self, options: impl IntoIterator<Item = &'a str>) -> Draft {
        self.near.extend(options.into_iter().map(str::to_owned));
        self
    }

    fn wrong<'a>(mut self, options: impl IntoIterator<Item = &'a str>) -> Draft {
        self.wrong.extend(options.into_iter().map(str::to_owned));
        self
    }
}

fn signals(c: &Competency, difficulty: Difficulty, drafts: &mut Vec<Draft>) {
    for s in &c.signals {
        let phrase = |phrase: &Text| match difficulty {
            Difficulty::Hard => phrase_of_signal(c, s, phrase),
            _ => signal_of_phrase(c, s, phrase),
        };
        drafts.extend(s.phrases.iter().map(phrase));
    }
}

fn signal_of_phrase(c: &Competency, s: &Signal, phrase: &Text) -> Draft {
    let card = format!("phrase/{}", phrase.id);
    draft(Form::SignalOfPhrase, &s.id, card, &phrase.text, &s.name, &s.shown_when)
        .once(&phrase.id)
        .wrong(c.signals.iter().filter(|other| !overlaps(other, phrase)).map(|other| &*other.name))
}

/// Whether the signal may be heard in a phrase of another one.
fn overlaps(s: &Signal, phrase: &Text) -> bool {
    s.overlaps.as_ref().is_some_and(|phrases| phrases.contains(&phrase.id))
}

fn phrase_of_signal(c: &Competency, s: &Signal, phrase: &Text) -> Draft {
    let others = c.signals.iter().filter(|other| other.id != s.id).flat_map(|other| &other.phrases);
    let others = others.filter(|phrase| !overlaps(s, phrase));
    let why = format!("{} “{}” comes close and doesn't show it. {}", s.shown_when, s.miss.text, s.miss_why);
    draft(Form::PhraseOfSignal, &s.id, format!("phrase/{}", phrase.id), &s.name, &phrase.text, &why)
        .card(format!("miss/{}", s.miss.id))
        .near([&*s.miss.text])
        .wrong(others.map(|phrase| &*phrase.text))
}

fn strength(p: &Probe, is_strong: bool) -> Draft {
    let (reply, right, why) =
        if is_strong { (&p.strong, STRONG, &p.takeaway) } else { (&p.weak, WEAK, &p.weak_why) };
    draft(Form::StrengthOfReply, &p.id, format!("reply/{}", reply.id), &reply.text, right, why)
        .context(&p.asks)
        .wrong([WEAK, STRONG])
}

fn strong_reply(probes: &[&Probe], p: &Probe) -> Draft {
    draft(Form::StrongReply, &p.id, format!("reply/{}", p.strong.id), &p.asks, &p.strong.text, &p.takeaway)
        .card(format!("reply/{}", p.weak.id))
        .near([&*p.weak.text])
        .wrong(probes.iter().map(|p| &*p.weak.text))
}

/// Probes that test nothing which `p` tests.
fn apart<'a>(probes: &'a [&Probe], p: &'a Probe) -> impl Iterator<Item = &'a Probe> {
    probes.iter().copied().filter(|other| other.tests.iter().all(|tested| !p.tests.contains(tested)))
}

fn why_weak(probes: &[&Probe], p: &Probe) -> Draft {
    draft(Form::WhyWeak, &p.id, format!("reply/{}", p.weak.id), &p.weak.text, &p.weak_why, &p.takeaway)
        .context(&p.asks)
        .wrong(apart(probes, p).map(|p| &*p.weak_why))
}

fn takeaway_of_probe(probes: &[&Probe], p: &Probe) -> Draft {
    let why = format!("“{}”", p.strong.text);
    draft(
        Form::TakeawayOfProbe,
        &p.id,
        format!("probe/{}", p.id),
        &format!("“{}” → {GAP}", p.asks),
        &p.takeaway,
        &why,
    )
    .wrong(apart(probes, p).map(|p| &*p.takeaway))
}

/// Whether a flag shows in words that stand there, rather than in what is left out: then a sentence written for
/// another flag is free of it.
fn is_in_words(f: &Flag) -> bool {
    f.kind == FlagKind::Delivery && f.settled_by.is_none() && f.from_level.is_none()
}

fn flag_of_saying(c: &Competency, f: &Flag) -> Draft {
    draft(Form::FlagOfSaying, &f.id, format!("flag/{}", f.id), &f.example.text, &f.name, &f.why)
        .wrong(c.flags.iter().filter(|other| is_in_words(other)).map(|other| &*other.name))
}

fn saying_of_flag(c: &Competency, f: &Flag) -> Draft {
    let others = || c.flags.iter().filter(|other| other.id != f.id);
    let draft = draft(Form::SayingOfFlag, &f.id, format!("flag/{}", f.id), &f.name, &f.example.text, &f.why);
    if is_in_words(f) {
        draft.wrong(others().map(|other| &*other.example.text))
    } else if f.from_level.is_none() {
        draft.near([&*f.mended.text]).wrong(others().map(|other| &*other.mended.text))
    } else {
        let tested = c.probes.iter().filter(|p| p.tests.contains(&f.id));
        draft.near([&*f.mended.text]).wrong(tested.map(|p| &*p.strong.text))
    }
}

fn fix_of_flag(c: &Competency, f: &Flag) -> Draft {
    let why = format!("“{}”", f.mended.text);
    // Two flags of one kind may be mended alike.
    let others = c.flags.iter().filter(|other| other.kind != f.kind && other.settled_by.is_none());
    draft(Form::FixOfFlag, &f.id, format!("fix/{}", f.id), &format!("{} → {GAP}", f.name), &f.fix, &why)
        .context(&format!("“{}”", f.example.text))
        .wrong(others.map(|other| &*other.fix))
}

/// A question, the competency that it asks for, and why: those that ask outright, and the confusables' own.
fn asked(c: &Competency) -> Vec<(&str, &str, &str, &str)> {
    let own = c.questions.iter().filter(|q| q.lens.is_none() && q.kind == QuestionKind::Direct);
    let own = own.map(|q| (&*q.id, &*q.text, &*c.title, &*c.summary));
    let others = c.confusables.iter();
    own.chain(others.map(|o| (&*o.question.id, &*o.question.text, &*o.name, &*o.centre))).collect()
}

fn names(c: &Competency) -> impl Iterator<Item = &str> {
    c.confusables.iter().map(|other| &*other.name).chain([&*c.title])
}

fn competencies_of_questions(c: &Competency) -> Vec<Draft> {
    let draft = |(id, text, name, why): (&str, &str, &str, &str)| {
        draft(Form::CompetencyOfQuestion, id, format!("question/{id}"), text, name, why).wrong(names(c))
    };
    asked(c).into_iter().map(draft).collect()
}

fn questions_of_competencies(c: &Competency) -> Vec<Draft> {
    let all = asked(c);
    let draft = |(id, text, name, why): &(&str, &str, &str, &str)| {
        let others = all.iter().filter(|(_, _, other, _)| other != name);
        draft(Form::QuestionOfCompetency, id, format!("question/{id}"), name, text, why)
            .wrong(others.map(|(_, text, ..)| *text))
    };
    all.iter().map(draft).collect()
}

fn competency_of_centre(c: &Competency, other: &Confusable) -> Draft {
    let card = format!("confusable/{}", other.id);
    draft(Form::CompetencyOfCentre, &other.id, card, &other.centre, &other.name, &other.contrast)
        .once(&other.question.id)
        .wrong(names(c))
}

/// The thresholds whose reason names their figure.
fn figures(c: &Competency) -> Vec<Draft> {
    let d = &c.depth;
    let percent = |n: u32| format!("{n}%");
    let seconds = |n: u32| format!("{n} seconds");
    let plain = |n: u32| n.to_string();
    let figure = |why: &Text, n: u32, others: [u32; 4], write: &dyn Fn(u32) -> String| {
        let right = write(n);
        let (before, after) = why.text.split_once(&right)?;
        let text = format!("{before}{GAP}{after}");
        let wrong: Vec<String> =
            others.iter().filter(|other| **other != n).map(|other| write(*other)).collect();
        let card = format!("threshold/{}", why.id);
        let draft = draft(Form::Figure, &why.id, card, &text, &right, &why.text);
        Some(draft.wrong(wrong.iter().map(String::as_str)))
    };
    let figures = [
        figure(&d.action_why, u32::from(d.action_percent), [20, 30, 50, 90], &percent),
        figure(&d.setup_why, d.setup_at_most.0, [10, 30, 90, 120], &seconds),
        figure(&d.i_why, u32::from(d.i_sentences), [1, 3, 6, 10], &plain),
    ];
    figures.into_iter().flatten().collect()
}

/// The number that a text begins with.
pub(super) fn leading(text: &str) -> u32 {
    let digits = text.bytes().take_while(u8::is_ascii_digit);
    digits.fold(0, |n: u32, digit| n.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

fn chain_steps(c: &Competency) -> Vec<Draft> {
    let whole: Vec<&str> = c.chain.iter().map(|step| &*step.text).collect();
    let step = |(at, step): (usize, &Text)| {
        let mut shown = whole.clone();
        shown[at] = GAP;
        let card = format!("meaning/{}", c.meaning.id);
        draft(Form::ChainStep, &step.id, card, &shown.join(" → "), &step.text, &whole.join(" → "))
            .once("chain")
            .wrong(c.signals.iter().map(|s| s.miss.text.trim_end_matches('.')))
    };
    c.chain.iter().enumerate().map(step).collect()
}

fn signal_of_meaning(c: &Competency, s: &Signal) -> Draft {
    let text = format!("{GAP}: {}", s.shown_when);
    draft(Form::SignalOfMeaning, &s.id, format!("signal/{}", s.id), &text, &s.name, &s.why)
        .wrong(c.signals.iter().map(|s| &*s.name))
}

fn level_of_bar(c: &Competency, level: &Level) -> Draft {
    let text = format!("As {GAP}: {}", level.expected);
    let why = format!("What falls short of it: {}", level.anti_pattern);
    draft(Form::LevelOfBar, &level.id, format!("level/{}", level.id), &text, &level.name, &why)
        .wrong(c.levels.iter().map(|level| &*level.name))
}

fn company_of(c: &Competency, lens: &Lens, says: &str) -> Draft {
    let text = format!("At {GAP}: {says}");
    let why = format!("{}: {}", lens.value, lens.signal);
    draft(Form::CompanyOfGuidance, &lens.id, format!("lens/{}", lens.id), &text, &lens.company, &why)
        .wrong(c.lenses.iter().map(|lens| &*lens.company))
}
