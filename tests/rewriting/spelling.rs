//! British and American spelling.

use super::words::Words;

/// Stems of verbs in "-ise" or "-ize".
const ISE: [&str; 58] = [
    "real",
    "organ",
    "recogn",
    "apolog",
    "priorit",
    "summar",
    "optim",
    "minim",
    "maxim",
    "standard",
    "custom",
    "util",
    "normal",
    "categor",
    "central",
    "character",
    "critic",
    "digit",
    "emphas",
    "final",
    "formal",
    "general",
    "global",
    "harmon",
    "human",
    "ideal",
    "initial",
    "internal",
    "item",
    "legal",
    "local",
    "memor",
    "mobil",
    "modern",
    "monet",
    "motor",
    "national",
    "neutral",
    "personal",
    "random",
    "rational",
    "reorgan",
    "sanit",
    "serial",
    "special",
    "stabil",
    "steril",
    "subsid",
    "symbol",
    "sympath",
    "synchron",
    "token",
    "trivial",
    "visual",
    "vocal",
    "author",
    "anonym",
    "penal",
];
const ENDINGS: [(&str, &str); 8] = [
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("isation", "ization"),
    ("isations", "izations"),
];
/// Stems in "-our" or "-or".
const OUR: [&str; 16] = [
    "col", "behavi", "fav", "neighb", "lab", "hon", "hum", "rum", "harb", "endeav", "flav", "arm", "od",
    "parl", "vig", "sav",
];
/// Stems that double their l.
const DOUBLE: [&str; 22] = [
    "travel", "cancel", "label", "model", "signal", "fuel", "level", "total", "channel", "counsel", "dial",
    "equal", "funnel", "initial", "marshal", "panel", "pedal", "quarrel", "rival", "shovel", "spiral",
    "tunnel",
];
/// Whole words.
const WHOLE: [(&str, &str); 66] = [
    ("centre", "center"),
    ("centres", "centers"),
    ("centred", "centered"),
    ("metre", "meter"),
    ("metres", "meters"),
    ("kilometre", "kilometer"),
    ("kilometres", "kilometers"),
    ("litre", "liter"),
    ("litres", "liters"),
    ("theatre", "theater"),
    ("theatres", "theaters"),
    ("fibre", "fiber"),
    ("calibre", "caliber"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("pretence", "pretense"),
    ("catalogue", "catalog"),
    ("catalogues", "catalogs"),
    ("dialogue", "dialog"),
    ("dialogues", "dialogs"),
    ("analogue", "analog"),
    ("grey", "gray"),
    ("enquiry", "inquiry"),
    ("enquiries", "inquiries"),
    ("enquired", "inquired"),
    ("learnt", "learned"),
    ("spelt", "spelled"),
    ("burnt", "burned"),
    ("dreamt", "dreamed"),
    ("leant", "leaned"),
    ("leapt", "leaped"),
    ("amongst", "among"),
    ("towards", "toward"),
    ("afterwards", "afterward"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("fulfil", "fulfill"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("instalment", "installment"),
    ("instalments", "installments"),
    ("ageing", "aging"),
    ("maths", "math"),
    ("jewellery", "jewelry"),
    ("sceptical", "skeptical"),
    ("pyjamas", "pajamas"),
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("cosy", "cozy"),
    ("aluminium", "aluminum"),
    ("moustache", "mustache"),
    ("skilful", "skillful"),
    ("wilful", "willful"),
    ("marvellous", "marvelous"),
    ("analyse", "analyze"),
    ("analysed", "analyzed"),
    ("analysing", "analyzing"),
    ("paralysed", "paralyzed"),
    ("catalysed", "catalyzed"),
    ("mum", "mom"),
    ("mums", "moms"),
    ("mummy", "mommy"),
    ("paediatric", "pediatric"),
    ("anaesthetic", "anesthetic"),
    ("oestrogen", "estrogen"),
    ("manoeuvre", "maneuver"),
];
/// British alone, because the American word means something else as well.
const BRITISH_ALONE: [(&str, &str); 20] = [
    ("programme", "program"),
    ("programmes", "programs"),
    ("cheque", "check"),
    ("cheques", "checks"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practising", "practicing"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("whilst", "while"),
    ("kerb", "curb"),
    ("storey", "story"),
    ("plough", "plow"),
    ("draught", "draft"),
    ("mould", "mold"),
    ("smoulder", "smolder"),
    ("got", "got"),
    ("colourful", "colorful"),
];

fn respelt(
    word: &str,
    turn: &dyn Fn((&'static str, &'static str)) -> (&'static str, &'static str),
) -> Option<String> {
    if let Some((_, to)) = WHOLE.iter().map(|p| turn(*p)).find(|(from, _)| *from == word) {
        return Some(to.to_string());
    }
    for (from, to) in ENDINGS.map(turn) {
        if let Some(stem) = word.strip_suffix(from).filter(|stem| ISE.contains(stem)) {
            return Some(format!("{stem}{to}"));
        }
    }
    for stem in OUR {
        let (from, to) = turn(("our", "or"));
        if let Some(rest) = word.strip_prefix(stem).and_then(|r| r.strip_prefix(from))
            && matches!(
                rest,
                "" | "s" | "ed" | "ing" | "able" | "ite" | "ites" | "ful" | "less" | "ly" | "ably" | "al"
            )
        {
            return Some(format!("{stem}{to}{rest}"));
        }
    }
    for stem in DOUBLE {
        let (from, to) = turn(("l", ""));
        if let Some(rest) = word.strip_prefix(stem).and_then(|r| r.strip_prefix(from))
            && matches!(rest, "ed" | "ing" | "er" | "ers" | "or" | "ors")
        {
            return Some(format!("{stem}{to}{rest}"));
        }
    }
    None
}

fn all(text: &str, respell: &dyn Fn(&str) -> Option<String>) -> String {
    let mut words = Words::new(text);
    for at in 0..words.words.len() {
        if let Some(other) = respell(&words.plain(at)) {
            words.replace(at, 1, &other);
        }
    }
    words.to_string()
}

/// "colour" → "color".
pub(crate) fn american(text: &str) -> String {
    all(text, &|word| {
        let alone = BRITISH_ALONE.iter().find(|(british, _)| *british == word).map(|(_, us)| us.to_string());
        alone.or_else(|| respelt(word, &|pair| pair))
    })
}

/// "color" → "colour".
pub(crate) fn british(text: &str) -> String {
    all(text, &|word| respelt(word, &|(uk, us)| (us, uk)))
}
