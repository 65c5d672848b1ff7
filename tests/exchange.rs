//! Cards go out as text and come in again.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its content has failed")]

use proptest::prelude::*;
use starling::domain::card::{self, Back, Card, CardKind, Front};
use starling::domain::competency::Competency;
use starling::json;
use starling::share::anki::{
    ImportError, LARGEST, LONGEST, MOST_CARDS, PlainCard, Preview, Wrong, preview, read, write,
};
use starling::share::header::HeaderError;
use starling::share::table::TableError;

const ID: &str = "customer-obsession";

fn cards() -> Vec<Card> {
    let text = std::fs::read_to_string("content/competencies/customer-obsession.json").unwrap();
    let competency: Competency = json::from_str(&text).unwrap();
    card::deck(&competency)
}

fn deck() -> Vec<PlainCard> {
    cards().iter().map(PlainCard::of).collect()
}

/// An own card of these words, as the deck has it.
fn own(plain: &PlainCard) -> Card {
    Card {
        id: plain.id.clone(),
        kind: CardKind::Meaning,
        front: Front { instruction: "Your own card", context: None, text: plain.front.clone() },
        back: Back { headline: plain.back.clone(), explanation: String::new() },
        typing: None,
        source: plain.id.clone(),
    }
}

fn file() -> String {
    write(ID, "Customer Obsession", &deck())
}

fn others() -> Vec<String> {
    vec!["ownership-lite".into(), "customer".into()]
}

fn take(text: &str) -> Result<Vec<PlainCard>, ImportError> {
    read(text, ID, &cards(), &others())
}

fn wrong(text: &str) -> (usize, Wrong) {
    match take(text) {
        Err(ImportError::Line(line, wrong)) => (line, wrong),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_for_anki_says_what_is_in_it_with_the_ids_first() {
    let file = file();
    let lines: Vec<&str> = file.lines().collect();
    let head = [
        "#separator:tab",
        "#html:false",
        "#guid column:1",
        "#deck column:2",
        "#tags column:5",
        "#columns:ID\tDeck\tFront\tBack\tTags",
    ];
    assert_eq!(lines[..6], head);
    let first = "customer-obsession/meaning/meaning\tStarling::Customer Obsession\t\"What does it mean?";
    assert!(lines[6].starts_with(first), "{}", lines[6]);
    assert!(file.contains("\tstarling::phrase about::self-initiated\n"));
}

#[test]
fn what_goes_out_comes_in_as_it_was() {
    let cards = take(&file()).unwrap();
    assert_eq!(cards, deck());
    assert_eq!(preview(&self::cards(), cards), Preview { same: deck().len(), ..Preview::default() });
}

#[test]
fn a_file_that_was_edited_changes_the_words_of_the_same_cards() {
    let edited =
        file().replace("I put in a quick patch, and the error messages stopped.", "I put in a patch.");
    let cards = cards();
    let mended = cards.iter().find(|card| card.id == "miss/root-cause-fix.miss").unwrap();
    let Preview { new, changed, same } = preview(&cards, take(&edited).unwrap());
    let ids: Vec<&str> = changed.iter().map(|card| card.id.as_str()).collect();
    // Two cards ask about these words.
    let expected = vec!["judge/root-cause-fix.miss", "miss/root-cause-fix.miss"];
    assert_eq!((new.len(), ids, same), (0, expected, cards.len() - 2));
    // Their own words alone, to be kept.
    assert!(changed.iter().all(|card| card.front == "I put in a patch."));
    assert_eq!(changed[1].back, format!("{}\n{}", mended.back.headline, mended.back.explanation));
    assert_eq!(changed[1].about(), Some("root-cause-fix"));
}

#[test]
fn a_file_that_anki_wrote_is_read_without_its_html() {
    let text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
                customer-obsession/signal/root-cause-fix\tBasic\tStarling\t\"Why &amp; when?<br>\"\"So\"\"\"\t<div>Because</div>&#8220;x&#x201d; &lt;3\ta b\n\
                k$v!Z2\tBasic\tMine\tFront\tBack\t\n";
    let cards = take(text).unwrap();
    assert_eq!(cards[0].id, "signal/root-cause-fix");
    assert_eq!(cards[0].front, "Why & when?\n\"So\"");
    assert_eq!(cards[0].back, "Because\n“x” <3");
    assert_eq!(cards[0].tags, ["a", "b"]);
    assert!(cards[1].id.starts_with("own/"), "{}", cards[1].id);
    // The same note, edited in Anki, is the same card.
    let again = take(&text.replace("\tFront\t", "\tAnother front\t")).unwrap();
    assert_eq!(again[1].id, cards[1].id);
}

#[test]
fn a_table_of_a_spreadsheet_brings_own_cards() {
    let semicolons = take("\u{feff}Question;Answer\r\n\"One; two\";Three\r\n\r\nFour;Five\r\n").unwrap();
    let sides: Vec<(&str, &str)> = semicolons.iter().map(|card| (&*card.front, &*card.back)).collect();
    assert_eq!(sides, [("One; two", "Three"), ("Four", "Five")]);
    let commas = take("Four,Six,a b").unwrap();
    assert_eq!(
        (commas[0].id.as_str(), &commas[0].tags[..]),
        (&*semicolons[1].id, &["a".into(), "b".into()][..])
    );
    let known: Vec<Card> = semicolons.iter().map(own).collect();
    assert_eq!(preview(&known, commas).changed.len(), 1);
    // The same table again changes nothing, and one with other backs the same cards.
    assert_eq!(preview(&known, semicolons.clone()).same, 2);
    let other = read("Four,Seven", ID, &known, &[]).unwrap();
    assert_eq!(other[0].id, semicolons[1].id);
    let named = take("id,tags,back,front\nsignal/root-cause-fix,,Back,Front").unwrap();
    assert_eq!((&*named[0].id, &*named[0].front), ("signal/root-cause-fix", "Front"));
}

#[test]
fn an_own_card_keeps_its_id_on_another_device() {
    let own = PlainCard { id: "own/abc-1".into(), front: "F".into(), back: "B".into(), tags: Vec::new() };
    assert_eq!(read(&write(ID, "Title", std::slice::from_ref(&own)), ID, &[], &[]).unwrap(), [own]);
    // Nobody else's id comes in by that way.
    let odd = read("#guid column:1\ncustomer-obsession/own/../x,F,B", ID, &[], &[]).unwrap();
    assert!(odd[0].id.starts_with("own/") && odd[0].id.len() == 20, "{}", odd[0].id);
}

#[test]
fn a_bad_file_is_refused_with_the_line_and_what_was_expected() {
    assert_eq!(wrong("a,b\nc"), (2, Wrong::Columns { expected: 2, found: 1 }));
    assert_eq!(wrong("alone\n"), (1, Wrong::Columns { expected: 2, found: 1 }));
    assert_eq!(wrong("#guid column:1\nx,a"), (2, Wrong::Columns { expected: 3, found: 2 }));
    // What the first lines say holds, not what the first row has.
    let cut = file().replacen("\tStarling::Customer Obsession\t", "\t", 1);
    assert_eq!(wrong(&cut), (7, Wrong::Columns { expected: 5, found: 4 }));
    assert_eq!(wrong("a,b\n\nc, "), (3, Wrong::Blank("back")));
    assert_eq!(wrong("a,b\n\"c,d\n"), (2, Wrong::Table(TableError::Unclosed)));
    assert_eq!(wrong("a,b\nc,d\na,e"), (3, Wrong::Twice(1)));
    assert_eq!(wrong("#separator:elephant\na,b"), (1, Wrong::Header(HeaderError::Separator)));
    assert_eq!(wrong("#html:maybe\na,b"), (1, Wrong::Header(HeaderError::Html)));
    assert_eq!(wrong("#separator:tab\n#guid column:0\na"), (2, Wrong::Header(HeaderError::Column)));
    let foreign = "#guid column:1\nownership-lite/signal/finished,F,B";
    assert_eq!(wrong(foreign), (2, Wrong::Foreign("ownership-lite".into())));
    assert_eq!(wrong(&format!("a,b\nc,{}", "x".repeat(LONGEST + 1))), (2, Wrong::TooLong("back")));
    assert_eq!(
        ImportError::Line(7, Wrong::Columns { expected: 5, found: 4 }).to_string(),
        "line 7: expected 5 columns, found 4"
    );
}

#[test]
fn a_file_without_cards_and_one_with_too_many_are_refused() {
    for text in ["", "\n\n", "#separator:tab\n", "front,back\n"] {
        assert_eq!(take(text), Err(ImportError::Empty), "{text:?}");
    }
    assert_eq!(take(&"x".repeat(LARGEST + 1)), Err(ImportError::TooLarge));
    let many: String = (0..=MOST_CARDS).map(|n| format!("{n},b\n")).collect();
    assert_eq!(take(&many), Err(ImportError::TooMany));
}

fn any_side() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,8}", "[a-zäß“”\"',;#<>&\n ]{0,20}[a-z]", any::<String>()]
        .prop_map(|words| words.replace('\t', " "))
        .prop_map(|words| words.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>())
        .prop_map(|words| words.trim().to_owned())
        .prop_filter("something is on each side", |words| !words.is_empty())
}

proptest! {
    #[test]
    fn whatever_cards_go_out_come_in_as_they_were(sides in prop::collection::vec((any_side(), any_side()), 1..12)) {
        let card = |(n, (front, back)): (usize, (String, String))| {
            PlainCard { id: format!("own/{n}"), front, back, tags: vec![format!("t{n}")] }
        };
        let cards: Vec<PlainCard> = sides.into_iter().enumerate().map(card).collect();
        let known: Vec<Card> = cards.iter().map(own).collect();
        let read = read(&write(ID, "A title", &cards), ID, &known, &[]);
        prop_assert_eq!(read.as_ref(), Ok(&cards));
        prop_assert_eq!(preview(&known, cards.clone()).same, cards.len());
    }

    #[test]
    fn no_text_is_too_odd_to_be_read_or_refused(text in prop_oneof![any::<String>(), "[a-z\"#:\n\r\t,;<&>]{0,80}"]) {
        match read(&text, ID, &[], &others()) {
            Ok(cards) => prop_assert!(cards.iter().all(|card| card.id.starts_with("own/") && !card.front.is_empty())),
            Err(ImportError::Line(line, _)) => prop_assert!(line >= 1 && line <= text.matches('\n').count() + 1),
            Err(_) => {}
        }
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_brings_no_card_that_was_not_in_it(at in 0_usize..60_000) {
        let file = file();
        let cut = file.char_indices().map(|(at, _)| at).take_while(|i| *i <= at).last().unwrap();
        if let Ok(cards) = take(&file[..cut]) {
            let deck = deck();
            prop_assert!(cards.iter().all(|card| deck.iter().any(|other| other.id == card.id)));
        }
    }
}
