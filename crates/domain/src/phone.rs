//! Phone numbers in the one form of E.164: `+`, the code of a country, the number in it. And which countries they are of.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// E.164 §6.2.1.
const MOST_DIGITS: usize = 15;
const FEWEST_DIGITS: usize = 7;
/// Codes of countries whose numbers are dialled with a zero at home, and never begin with one (ITU-T, Dialling procedures). No
/// code is the beginning of another (E.164 §6.2.1).
const TRUNK_ZERO: &str = "20 27 31 32 33 40 41 43 44 46 49 51 54 55 60 61 62 63 64 66 81 82 84 86 90 91 92 93 94 95 98 \
    212 213 218 233 234 249 251 254 255 256 260 263 264 353 355 358 359 380 381 382 385 386 387 389 421 855 856 880 886 961 \
    962 963 964 966 967 970 971 972 976 977 994 995 996";
/// How much of what was typed is read.
const MOST_TYPED: usize = 64;

/// A phone number in the form of E.164.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads what was typed: with the `+` and the code of a country, and with what people put between digits.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain: String = typed.nfkc().take(MOST_TYPED).collect();
        // Many write the zero that is dialled only at home: +44 (0)20 …
        let plain = plain.replace("(0)", "");
        let digits: String = plain
            .trim_matches(|c: char| is_between(c))
            .strip_prefix('+')?
            .chars()
            .filter(|c| !is_between(*c))
            .collect();
        let digits = without_trunk_zero(&digits);
        let is_number = (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        is_number.then(|| Self(format!("+{digits}")))
    }

    /// `+` and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country that it is of, by ISO 3166; `None` where none has its code.
    pub fn country(&self) -> Option<&'static str> {
        let digits = &self.0[1..];
        (1..=digits.len().min(LONGEST_CODE))
            .rev()
            .find_map(|length| country_of_code(&digits[..length]))
    }

    /// All but the last four digits hidden, as Auth0 shows it: `XXXXXXX0100`.
    pub fn hidden(&self) -> String {
        let digits = &self.0[1..];
        let shown = digits.len().saturating_sub(4);
        format!("{}{}", "X".repeat(shown), &digits[shown..])
    }
}

/// The same without the zero that is dialled only at home, where no number begins with one: +49 0151 … is +49 151 …
fn without_trunk_zero(digits: &str) -> String {
    let national = |code: &&str| digits.strip_prefix(code)?.strip_prefix('0');
    let found = TRUNK_ZERO
        .split_ascii_whitespace()
        .find_map(|code| Some((code, national(&code)?)));
    match found {
        Some((code, rest)) => format!("{code}{rest}"),
        None => digits.to_owned(),
    }
}

/// What stands between digits, or is not seen.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '(' | ')' | '/')
        || ('\u{2010}'..='\u{2015}').contains(&c)
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("it is not a phone number in the form of E.164")
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// Which numbers messages are sent to: every kind of fraud with them begins with numbers in countries that a tenant has no
/// users in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedCountries(Vec<Allowed>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Allowed {
    All,
    /// By ISO 3166.
    Country(String),
    /// Digits that a number begins with.
    Prefix(String),
}

impl AllowedCountries {
    /// Every country.
    pub fn all() -> Self {
        Self(vec![Allowed::All])
    }

    /// Reads a list of countries (`DE`), beginnings of numbers (`+49`) or `*`.
    pub fn parse(list: &[String]) -> Option<Self> {
        list.iter()
            .map(|item| allowed(item))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether messages may be sent to a number.
    pub fn has(&self, number: &PhoneNumber) -> bool {
        self.0.iter().any(|allowed| match allowed {
            Allowed::All => true,
            Allowed::Country(code) => number.country() == Some(code.as_str()),
            Allowed::Prefix(digits) => number.0[1..].starts_with(digits.as_str()),
        })
    }
}

fn allowed(item: &str) -> Option<Allowed> {
    let is_digits = |text: &str| {
        (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match item.strip_prefix('+') {
        Some(digits) => is_digits(digits).then(|| Allowed::Prefix(digits.to_owned())),
        None if item == "*" => Some(Allowed::All),
        None => {
            let code = item.to_ascii_uppercase();
            let is_known = countries().any(|(country, _)| country == code);
            is_known.then_some(Allowed::Country(code))
        }
    }
}

fn country_of_code(digits: &str) -> Option<&'static str> {
    let is_of = |codes: &str| codes.split(' ').any(|code| code == digits);
    let found = countries().find(|(_, codes)| is_of(codes));
    found.map(|(country, _)| country)
}

const LONGEST_CODE: usize = 7;

/// Countries and the codes of their numbers (ITU-T E.164, list of assigned country codes). Those that share a code are told apart by
/// what follows it; the longest code decides.
const CODES: &str = include_str!("phone/countries.txt");

/// A country, and its codes.
fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).expect(text)
    }

    fn list(items: &[&str]) -> Option<AllowedCountries> {
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        AllowedCountries::parse(&items)
    }

    #[test]
    fn a_number_has_one_form() {
        for typed in [
            "+442071838750",
            " +44 20 7183 8750\n",
            "+44 (0)20-7183.8750",
            "+44 020 7183 8750",
            "+44/20/71838750",
            "＋４４２０７１８３８７５０",
            "\u{202a}+44 20\u{2011}7183\u{a0}8750\u{202c}",
        ] {
            assert_eq!(number(typed).as_str(), "+442071838750", "{typed:?}");
        }
        assert_eq!(number("+49 0151 23456789").as_str(), "+4915123456789");
        assert_eq!(number("+971 050 123 4567").as_str(), "+971501234567");
        // A part of the number: Rome, Abidjan.
        assert_eq!(number("+39 06 69812345").as_str(), "+390669812345");
        assert_eq!(number("+225 01 23 45 67 89").as_str(), "+2250123456789");
        for bad in [
            "",
            "+",
            "442071838750",
            "00442071838750",
            "02071838750",
            "+0442071838750",
            "+44207",
            "+4420718387501234",
            "+44 20 7183 875O",
            "++442071838750",
            "+44 20 7183 8750;ext=1",
            "+٤٤٢٠٧١٨٣٨٧٥٠",
            "tel:+442071838750",
        ] {
            assert_eq!(PhoneNumber::parse(bad), None, "{bad:?}");
        }
        assert_eq!(number("+15555550100").hidden(), "XXXXXXX0100");
        assert!(serde_json::from_str::<PhoneNumber>("\"nonsense\"").is_err());
    }

    #[test]
    fn a_number_is_of_the_country_with_the_longest_code() {
        for (text, country) in [
            ("+12125550100", Some("US")),
            ("+14165550100", Some("CA")),
            ("+18765550100", Some("JM")),
            ("+442071838750", Some("GB")),
            ("+441534567890", Some("JE")),
            ("+79161234567", Some("RU")),
            ("+77011234567", Some("KZ")),
            ("+491701234567", Some("DE")),
            ("+8801712345678", Some("BD")),
            ("+88216123456", None),
        ] {
            assert_eq!(number(text).country(), country, "{text}");
        }
    }

    #[test]
    fn no_code_is_of_two_countries() {
        let codes = countries().flat_map(|(_, codes)| codes.split(' '));
        let mut codes: Vec<&str> = codes.collect();
        assert!(codes.iter().all(|code| code.len() <= LONGEST_CODE));
        codes.sort_unstable();
        let before = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), before);
    }

    #[test]
    fn countries_are_allowed_by_name_or_by_prefix() {
        let allowed = list(&["us", "+49170"]).expect("a list");
        for (text, expected) in [
            ("+12125550100", true),
            ("+18765550100", false),
            ("+14165550100", false),
            ("+491701234567", true),
            ("+491511234567", false),
        ] {
            assert_eq!(allowed.has(&number(text)), expected, "{text}");
        }
        assert!(AllowedCountries::all().has(&number("+88216123456")));
        assert!(!AllowedCountries::default().has(&number("+12125550100")));
        for bad in ["ZZ", "+", "+4x", "49", "", "Germany"] {
            assert_eq!(list(&[bad]), None, "{bad}");
        }
    }
}
