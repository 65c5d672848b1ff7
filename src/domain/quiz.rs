//! A quiz: ten items made from a competency by a seed, so that a group can take the same one by link.
//!
//! Every item has one right option. What else is offered is taken only from what the content says is wrong for
//! it; `drafts` says so form by form. The same competency, seed and difficulty give the same quiz everywhere.

mod drafts;

use super::chance::Chance;
use super::competency::Competency;
use crate::order;

/// How many items a quiz has, where the competency has enough to ask for.
pub const LENGTH: usize = 10;
/// The largest seed that is made: short enough to be read out.
pub const LARGEST_SEED: u32 = 999_999;

/// How hard a quiz is: how many options there are, and how close they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difficulty {
    /// Three options at most, to be told apart by their names.
    Easy,
    /// Four, some of them whole sentences.
    Medium,
    /// Four sentences that come close.
    Hard,
}

impl Difficulty {
    /// All three, the easiest first.
    pub const ALL: [Difficulty; 3] = [Difficulty::Easy, Difficulty::Medium, Difficulty::Hard];

    /// As links have it: `easy`, `medium` or `hard`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Easy => "Easy",
            Self::Medium => "Medium",
            Self::Hard => "Hard",
        }
    }

    /// The one with this [`Difficulty::name`].
    pub fn named(name: &str) -> Option<Difficulty> {
        Self::ALL.into_iter().find(|difficulty| difficulty.name() == name)
    }
}

/// What an item is about. A quiz has two of each, where there are as many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What is said, and the signal in it.
    Signal,
    /// Replies to a probe, weak or strong.
    Strength,
    /// What is said, and the red flag in it.
    Flag,
    /// A question, and the competency that it asks for.
    Asked,
    /// A gap to fill.
    Gap,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::Signal, Kind::Strength, Kind::Flag, Kind::Asked, Kind::Gap];

    /// A plain name, as an eyebrow over the item.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signal => "Which signal",
            Self::Strength => "Weak or strong",
            Self::Flag => "Spot the flag",
            Self::Asked => "Which competency",
            Self::Gap => "Fill the gap",
        }
    }
}

/// What an item shows, and what it asks to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A phrase → the signal that it shows.
    SignalOfPhrase,
    /// A signal → the phrase that shows it.
    PhraseOfSignal,
    /// A reply → weak or strong.
    StrengthOfReply,
    /// A probe → the reply that is strong.
    StrongReply,
    /// A weak reply → what is wrong with it.
    WhyWeak,
    /// What is said → the red flag in it.
    FlagOfSaying,
    /// A red flag → what is said with it.
    SayingOfFlag,
    /// A question → the competency that it asks for.
    CompetencyOfQuestion,
    /// A competency → the question that asks for it.
    QuestionOfCompetency,
    /// What a competency is about → its name.
    CompetencyOfCentre,
    /// A sentence without its figure → the figure.
    Figure,
    /// A story's steps without one → the step.
    ChainStep,
    /// When a signal is shown → its name.
    SignalOfMeaning,
    /// What is expected → the level.
    LevelOfBar,
    /// How to tell it → the company.
    CompanyOfGuidance,
    /// A red flag → what mends it.
    FixOfFlag,
    /// A probe → what a strong reply to it does.
    TakeawayOfProbe,
}

impl Form {
    /// What it is about.
    pub fn kind(self) -> Kind {
        match self {
            Self::SignalOfPhrase | Self::PhraseOfSignal => Kind::Signal,
            Self::StrengthOfReply | Self::StrongReply | Self::WhyWeak => Kind::Strength,
            Self::FlagOfSaying | Self::SayingOfFlag => Kind::Flag,
            Self::CompetencyOfQuestion | Self::QuestionOfCompetency | Self::CompetencyOfCentre => Kind::Asked,
            Self::Figure
            | Self::ChainStep
            | Self::SignalOfMeaning
            | Self::LevelOfBar
            | Self::CompanyOfGuidance
            | Self::FixOfFlag
            | Self::TakeawayOfProbe => Kind::Gap,
        }
    }

    /// What to do.
    pub fn instruction(self) -> &'static str {
        match self {
            Self::SignalOfPhrase => "Which signal does this show?",
            Self::PhraseOfSignal => "Which sentence shows this signal?",
            Self::StrengthOfReply => "Is this reply weak or strong?",
            Self::StrongReply => "Which reply is strong?",
            Self::WhyWeak => "What is wrong with this reply?",
            Self::FlagOfSaying => "Which red flag is in this?",
            Self::SayingOfFlag => "Which of these has this red flag?",
            Self::CompetencyOfQuestion => "Which competency does this question ask for?",
            Self::QuestionOfCompetency => "Which question asks for this competency?",
            Self::CompetencyOfCentre => "Which competency is this about?",
            Self::Figure => "Which number is missing?",
            Self::ChainStep => "Which step is missing?",
            Self::SignalOfMeaning => "Which signal is missing?",
            Self::LevelOfBar => "Which level is missing?",
            Self::CompanyOfGuidance => "Which company is missing?",
            Self::FixOfFlag => "What mends this red flag?",
            Self::TakeawayOfProbe => "What does a strong reply do?",
        }
    }

    /// Whether the text shown is something somebody says, to be set in quotation marks.
    pub fn shows_speech(self) -> bool {
        matches!(
            self,
            Self::SignalOfPhrase
                | Self::StrengthOfReply
                | Self::StrongReply
                | Self::WhyWeak
                | Self::FlagOfSaying
                | Self::CompetencyOfQuestion
        )
    }

    /// Whether the options are something somebody says.
    pub fn offers_speech(self) -> bool {
        matches!(
            self,
            Self::PhraseOfSignal | Self::StrongReply | Self::SayingOfFlag | Self::QuestionOfCompetency
        )
    }
}

/// One thing asked in a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it shows and asks for.
    pub form: Form,
    /// What the text belongs to, such as the probe that a reply answers.
    pub context: Option<String>,
    /// What is shown.
    pub text: String,
    /// What there is to choose from: two to four, all different.
    pub options: Vec<String>,
    /// Which of them is right.
    pub right: usize,
    /// Why it is right, in the content's words.
    pub why: String,
    /// The id of the content that it is about: a signal, a flag, a probe, …
    pub about: String,
    /// The cards (ids) that train it.
    pub cards: Vec<String>,
}

/// Everything that can be asked at one difficulty. Quizzes are drawn from it.
#[derive(Clone, Debug)]
pub struct Pool(Vec<Draft>);

/// An item before its options are chosen.
#[derive(Clone, Debug)]
struct Draft {
    item: Item,
    /// The id of what must not be asked twice in a quiz.
    once: String,
    right: String,
    /// Options that come closest: always offered.
    near: Vec<String>,
    /// Options that are wrong as well.
    wrong: Vec<String>,
    /// Options to offer at most, the right one among them.
    most: usize,
}

impl Pool {
    /// All that can be asked of `competency` at this difficulty.
    pub fn of(competency: &Competency, difficulty: Difficulty) -> Pool {
        Pool(drafts::all(competency, difficulty))
    }

    /// The quiz that `seed` gives: [`LENGTH`] items, fewer where there are not as many to ask.
    pub fn draw(&self, seed: u32) -> Vec<Item> {
        let mut chance = Chance::of(u64::from(seed));
        let mut drafts: Vec<&Draft> = self.0.iter().collect();
        chance.shuffle(&mut drafts);
        let mut chosen: Vec<&Draft> = Vec::with_capacity(LENGTH);
        // Two of each kind, then whatever is left.
        let each = LENGTH / Kind::ALL.len();
        let rounds = Kind::ALL.map(|kind| (Some(kind), each)).into_iter().chain([(None, LENGTH)]);
        for (kind, most) in rounds {
            let mut taken = 0;
            for draft in &drafts {
                let fits = kind.is_none_or(|kind| draft.item.form.kind() == kind);
                if taken == most || chosen.len() == LENGTH {
                    break;
                }
                if fits && chosen.iter().all(|other| other.once != draft.once) {
                    chosen.push(draft);
                    taken += 1;
                }
            }
        }
        chance.shuffle(&mut chosen);
        chosen.into_iter().map(|draft| draft.item(&mut chance)).collect()
    }
}

impl Draft {
    /// Chooses the options and lays them out.
    fn item(&self, chance: &mut Chance) -> Item {
        let mut wrong = self.wrong.clone();
        chance.shuffle(&mut wrong);
        let mut options = vec![self.right.clone()];
        options.extend(self.near.iter().cloned());
        options.extend(wrong);
        options.truncate(self.most);
        match self.item.form {
            // In the order in which one thinks of them.
            Form::StrengthOfReply => order::sort_by_key(&mut options, |option| option != drafts::WEAK),
            Form::Figure => order::sort_by_key(&mut options, |option| drafts::leading(option)),
            _ => chance.shuffle(&mut options),
        }
        let right = options.iter().position(|option| *option == self.right).unwrap_or(0);
        Item { options, right, ..self.item.clone() }
    }
}

/// The quiz of `competency` that `seed` gives at this difficulty.
pub fn quiz(competency: &Competency, seed: u32, difficulty: Difficulty) -> Vec<Item> {
    Pool::of(competency, difficulty).draw(seed)
}

/// How many of the items are answered rightly; `chosen` holds the option chosen for each.
pub fn score(items: &[Item], chosen: &[usize]) -> usize {
    items.iter().zip(chosen).filter(|(item, chosen)| item.right == **chosen).count()
}

/// The cards (ids) that train what was answered wrongly, each once.
pub fn missed(items: &[Item], chosen: &[usize]) -> Vec<String> {
    let mut cards: Vec<String> = Vec::new();
    for (item, chosen) in items.iter().zip(chosen) {
        for card in item.cards.iter().filter(|_| item.right != *chosen) {
            if !cards.contains(card) {
                cards.push(card.clone());
            }
        }
    }
    cards
}
