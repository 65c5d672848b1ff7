//! Numbers in digits and in words.

use super::words::Words;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 3] = [(1_000_000, "million"), (1000, "thousand"), (100, "hundred")];

fn spelt(n: u64) -> String {
    if let Some((scale, name)) = SCALES.iter().find(|(scale, _)| n >= *scale) {
        let rest = match n % scale {
            0 => String::new(),
            rest if *scale == 100 => format!(" and {}", spelt(rest)),
            rest => format!(" {}", spelt(rest)),
        };
        return format!("{} {name}{rest}", spelt(n / scale));
    }
    match n {
        0..20 => UNITS[n as usize].to_string(),
        _ if n.is_multiple_of(10) => TENS[n as usize / 10 - 2].to_string(),
        _ => format!("{}-{}", TENS[n as usize / 10 - 2], UNITS[n as usize % 10]),
    }
}

fn spelt_decimal(digits: &str) -> Option<String> {
    let plain = digits.replace(',', "");
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let whole = spelt(whole.parse().ok().filter(|n| *n < 1_000_000_000)?);
    let Some(fraction) = fraction else { return Some(whole) };
    let digits: Option<Vec<&str>> =
        fraction.bytes().map(|b| UNITS.get(usize::from(b - b'0')).copied()).collect();
    Some(format!("{whole} point {}", digits?.join(" ")))
}

fn in_words_at(words: &Words, at: usize) -> Option<String> {
    let word = words.words.get(at)?;
    let before = at.checked_sub(1).and_then(|b| words.words.get(b));
    let named = before.is_some_and(|b| {
        !b.runs_on() && !b.after.ends_with(' ') || b.text.starts_with(char::is_uppercase) && b.text != "I"
    });
    let text = word.plain();
    let bare = text.trim_start_matches(['$', '£', '€', '₹']);
    let money = match text.chars().next()? {
        '$' => " dollars",
        '£' => " pounds",
        '€' => " euros",
        '₹' => " rupees",
        _ => "",
    };
    let (bare, percent) = bare.strip_suffix('%').map_or((bare, ""), |b| (b, " percent"));
    let (bare, scale) = match bare.strip_suffix('k') {
        Some(b) => (b, " thousand"),
        None => (bare, ""),
    };
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    let year = money.is_empty()
        && percent.is_empty()
        && scale.is_empty()
        && bare.len() == 4
        && !bare.contains([',', '.']);
    let code = bare.len() > 4 && !bare.contains(',')
        || bare.starts_with('0') && bare.len() > 1 && !bare.contains('.');
    let next = words.plain(at + 1);
    let clock = matches!(next.as_str(), "am" | "pm" | "a" | "p") || word.after.starts_with(['-', '–', '/']);
    let scaled =
        matches!(next.as_str(), "lakh" | "crore" | "million" | "thousand" | "billion" | "lakhs" | "crores");
    if !is_number
        || named
        || year
        || code
        || clock
        || !money.is_empty() && scaled
        || bare.matches('.').count() > 1
    {
        return None;
    }
    Some(format!("{}{scale}{money}{percent}", spelt_decimal(bare)?))
}

/// "40%" → "forty percent". Years, times of day and what names something stay.
pub(crate) fn in_words(text: &str) -> String {
    let mut words = Words::new(text);
    for at in 0..words.words.len() {
        if let Some(long) = in_words_at(&words, at) {
            words.replace(at, 1, &long);
        }
    }
    words.to_string()
}

fn small(word: &str) -> Option<u64> {
    let unit = UNITS.iter().position(|u| *u == word).map(|n| n as u64);
    unit.or_else(|| TENS.iter().position(|t| *t == word).map(|n| (n as u64 + 2) * 10))
}

/// The number that stands in words at `at`, and how many words it takes.
fn value_at(words: &Words, at: usize) -> Option<(u64, usize)> {
    let joined =
        |k: usize| k == 0 || words.words.get(at + k - 1).is_some_and(|w| w.after == " " || w.after == "-");
    let word = |k: usize| if joined(k) { words.plain(at + k) } else { String::new() };
    let article = word(0) == "a" && matches!(word(1).as_str(), "hundred" | "thousand" | "million");
    let (mut total, mut current, mut k) = (0, if article { 1 } else { small(&word(0))? }, 1);
    loop {
        let next = word(k);
        if let Some(n) = small(&next) {
            let fits = current % 100 == 0 && (current > 0 || total > 0)
                || current % 10 == 0 && current % 100 >= 20 && n < 10 && n > 0;
            if !fits {
                return None;
            }
            current += n;
        } else if next == "hundred" && (1..100).contains(&current) {
            current *= 100;
        } else if let Some((scale, _)) = SCALES.iter().find(|(s, name)| *name == next && *s > 100) {
            total += current * scale;
            current = 0;
        } else if !(next == "and" && current % 100 == 0 && k > 1 && small(&word(k + 1)).is_some()) {
            break;
        }
        k += 1;
    }
    if word(k) == "point" || matches!(word(k).as_str(), "o" | "oclock" | "seven" | "lakh" | "crore") {
        return None;
    }
    Some((total + current, k))
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// "forty percent" → "40 percent". "one", "zero" and times of day stay.
pub(crate) fn in_digits(text: &str) -> String {
    let mut words = Words::new(text);
    let mut at = 0;
    while at < words.words.len() {
        if let Some((value, count)) = value_at(&words, at) {
            let before = at.checked_sub(1).map(|b| words.plain(b)).unwrap_or_default();
            let next = words.plain(at + count);
            let rest = words.words.get(at + count - 1).map(|w| w.after.clone()).unwrap_or_default();
            // "nine in the morning", "at five", "one of them", "a one-off".
            let clock =
                before == "at" || next == "in" && words.plain(at + count + 1) == "the" || next == "o'clock";
            let of_many = value == 1 && next == "in" && value_at(&words, at + 2).is_some();
            let named = before.starts_with("number") || rest.starts_with('-') && value < 2;
            if (value > 1 || of_many) && !clock && !named {
                words.replace(at, count, &grouped(value));
            }
        }
        at += 1;
    }
    words.to_string()
}

/// "2 lakh" → "200,000", "1.5 crore" → "15,000,000".
pub(crate) fn without_lakh(text: &str) -> String {
    let mut words = Words::new(text);
    for at in 0..words.words.len() {
        let scale = match words.plain(at + 1).as_str() {
            "lakh" | "lakhs" => 100_000,
            "crore" | "crores" => 10_000_000,
            _ => continue,
        };
        let number = words.plain(at);
        let digits = number.trim_start_matches('₹');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole: Option<u64> = whole.parse().ok().or_else(|| small(whole));
        let Some(whole) = whole else { continue };
        let fraction = fraction.parse().unwrap_or(0) * scale / 10u64.pow(fraction.len() as u32);
        let sign = if number.starts_with('₹') { "₹" } else { "" };
        words.replace(at, 2, &format!("{sign}{}", grouped(whole * scale + fraction)));
    }
    words.to_string()
}

/// "200,000" → "2 lakh".
pub(crate) fn with_lakh(text: &str) -> String {
    let mut words = Words::new(text);
    for at in 0..words.words.len() {
        let number = words.plain(at);
        let sign = number.starts_with('₹');
        let value = number.trim_start_matches('₹').replace(',', "").parse::<u64>().ok();
        let Some(value) = value.filter(|v| *v >= 100_000 && v % 100_000 == 0 && number.contains(',')) else {
            continue;
        };
        let (n, name) =
            if value % 10_000_000 == 0 { (value / 10_000_000, "crore") } else { (value / 100_000, "lakh") };
        words.replace(at, 1, &format!("{}{n} {name}", if sign { "₹" } else { "" }));
    }
    words.to_string()
}
