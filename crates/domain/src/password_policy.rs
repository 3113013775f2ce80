//! What a database connection asks of a new password: `options.passwordPolicy` and what goes with it, or `options.password_options`,
//! which takes their place.

mod unfit;
mod words;

use serde_json::{Map, Value};

pub use unfit::UnfitPassword;

/// The kinds of characters that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharacterKind {
    Lower,
    Upper,
    Number,
    Special,
}

impl CharacterKind {
    /// All of them, as they are listed for users.
    pub const ALL: [Self; 4] = [Self::Lower, Self::Upper, Self::Number, Self::Special];

    /// The name in `character_types`.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "uppercase" => Self::Upper,
            "number" => Self::Number,
            "special" => Self::Special,
            _ => return None,
        })
    }

    /// Whether a password has one.
    pub fn is_in(self, password: &str) -> bool {
        password.contains(|c: char| match self {
            Self::Lower => c.is_lowercase(),
            Self::Upper => c.is_uppercase(),
            Self::Number => c.is_numeric(),
            Self::Special => !c.is_alphanumeric(),
        })
    }
}

/// How many of one character may stand in a row, where that is limited.
pub const IN_A_ROW: usize = 2;

/// One thing that is asked for, by Auth0's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordRule {
    /// So many characters.
    LengthAtLeast(usize),
    /// So many of the four kinds.
    ContainsAtLeast(usize),
    /// Each of these kinds.
    ShouldContain(Vec<CharacterKind>),
    /// No character stands more than [`IN_A_ROW`] times in a row.
    IdenticalChars,
    /// No `abc`, no `321`.
    SequentialChars,
    /// So many bytes at most.
    MaxLength(usize),
}

impl PasswordRule {
    /// The kinds of characters that it speaks of.
    pub fn kinds(&self) -> &[CharacterKind] {
        match self {
            Self::ContainsAtLeast(_) => &CharacterKind::ALL,
            Self::ShouldContain(kinds) => kinds,
            _ => &[],
        }
    }

    /// Whether a password keeps to it.
    pub fn is_met(&self, password: &str) -> bool {
        match self {
            Self::LengthAtLeast(least) => password.chars().count() >= *least,
            Self::ContainsAtLeast(least) => {
                let kinds = self.kinds().iter();
                kinds.filter(|kind| kind.is_in(password)).count() >= *least
            }
            Self::ShouldContain(kinds) => kinds.iter().all(|kind| kind.is_in(password)),
            Self::IdenticalChars => !runs(password).any(|[a, b, c]| a == b && b == c),
            Self::SequentialChars => !runs(password).any(is_sequence),
            Self::MaxLength(most) => password.len() <= *most,
        }
    }
}

/// Every three characters that stand together.
fn runs(password: &str) -> impl Iterator<Item = [char; 3]> {
    let (second, third) = (password.chars().skip(1), password.chars().skip(2));
    let pairs = password.chars().zip(second).zip(third);
    pairs.map(|((a, b), c)| [a, b, c])
}

fn is_sequence(run: [char; 3]) -> bool {
    let is_counted = run.iter().all(char::is_ascii_alphanumeric);
    let [a, b, c] = run.map(|c| u32::from(c.to_ascii_lowercase()));
    is_counted && ((b == a + 1 && c == b + 1) || (a == b + 1 && b == c + 1))
}

/// The policy of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordPolicy {
    rules: Vec<PasswordRule>,
    words: words::ForbiddenWords,
}

impl PasswordPolicy {
    /// From the connection's document.
    pub fn of(connection: &Map<String, Value>) -> Self {
        let nothing = Map::new();
        let options = connection.get("options").and_then(Value::as_object);
        let options = options.unwrap_or(&nothing);
        let newer = options.get("password_options").and_then(Value::as_object);
        Self {
            rules: match newer.and_then(|newer| newer.get("complexity")?.as_object()) {
                Some(complexity) => by_complexity(complexity),
                None => by_level(options),
            },
            words: words::ForbiddenWords::of(options, newer),
        }
    }

    /// What it asks for, in the order in which it is listed.
    pub fn rules(&self) -> &[PasswordRule] {
        &self.rules
    }

    /// Whether passwords that many people use are refused.
    pub fn forbids_common(&self) -> bool {
        self.words.has_dictionary()
    }

    /// Whether what is known of the user is.
    pub fn forbids_personal_info(&self) -> bool {
        self.words.has_fields()
    }

    /// Why a password does not do for a user of that profile.
    pub fn judge(&self, password: &str, profile: &Map<String, Value>) -> Result<(), UnfitPassword> {
        if !self.rules.iter().all(|rule| rule.is_met(password)) {
            return Err(UnfitPassword::TooWeak);
        }
        self.words.judge(password, profile)
    }
}

/// `passwordPolicy`, and a length of its own.
fn by_level(options: &Map<String, Value>) -> Vec<PasswordRule> {
    use CharacterKind::{Lower, Number, Upper};
    let (length, mut rules) = match options.get("passwordPolicy").and_then(Value::as_str) {
        Some("low") => (6, vec![]),
        Some("fair") => (
            8,
            vec![PasswordRule::ShouldContain(vec![Lower, Upper, Number])],
        ),
        Some("good") => (8, vec![PasswordRule::ContainsAtLeast(3)]),
        Some("excellent") => (
            10,
            vec![
                PasswordRule::ContainsAtLeast(3),
                PasswordRule::IdenticalChars,
            ],
        ),
        _ => (1, vec![]),
    };
    let own = options.get("password_complexity_options");
    let own = own.and_then(|own| size(own, "min_length"));
    rules.insert(0, PasswordRule::LengthAtLeast(own.unwrap_or(length)));
    rules
}

/// `password_options.complexity`.
fn by_complexity(complexity: &Map<String, Value>) -> Vec<PasswordRule> {
    let complexity_of = |name: &str| complexity.get(name).and_then(Value::as_str);
    let least = complexity.get("min_length").and_then(Value::as_u64);
    let least = least.and_then(|least| usize::try_from(least).ok());
    let mut rules = vec![PasswordRule::LengthAtLeast(least.unwrap_or(1))];
    let named = complexity.get("character_types").and_then(Value::as_array);
    let named: Vec<CharacterKind> = named
        .into_iter()
        .flatten()
        .filter_map(|name| CharacterKind::of(name.as_str()?))
        .collect();
    match complexity_of("character_type_rule") {
        Some("three_of_four") => rules.push(PasswordRule::ContainsAtLeast(3)),
        _ if named.is_empty() => {}
        _ => rules.push(PasswordRule::ShouldContain(named)),
    }
    for (name, word, rule) in [
        (
            "identical_characters",
            "block",
            PasswordRule::IdenticalChars,
        ),
        (
            "sequential_characters",
            "block",
            PasswordRule::SequentialChars,
        ),
        ("max_length_exceeded", "error", PasswordRule::MaxLength(72)),
    ] {
        if complexity_of(name) == Some(word) {
            rules.push(rule);
        }
    }
    rules
}

fn size(of: &Value, name: &str) -> Option<usize> {
    usize::try_from(of.get(name)?.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judge(options: &Value, password: &str) -> Result<(), UnfitPassword> {
        let connection = json!({ "options": options });
        let profile = json!({ "email": "ada.l@example.com", "name": "Ada Lovelace", "username": "countess",
            "user_metadata": { "first": "Augusta", "team": "Engine" } });
        let policy = PasswordPolicy::of(connection.as_object().expect("an object"));
        policy.judge(password, profile.as_object().expect("an object"))
    }

    fn keeps(options: &Value, good: &[&str], weak: &[&str]) {
        for password in good {
            assert_eq!(judge(options, password), Ok(()), "{options} {password}");
        }
        for password in weak {
            let judged = judge(options, password);
            assert_eq!(judged, Err(UnfitPassword::TooWeak), "{options} {password}");
        }
    }

    #[test]
    fn a_level_asks_for_what_auth0s_asks_for() {
        keeps(&json!({}), &["a"], &[""]);
        let level = |name: &str| json!({ "passwordPolicy": name });
        keeps(&level("low"), &["aaaaaa"], &["aaaaa"]);
        keeps(
            &level("fair"),
            &["Abcdefg1"],
            &["Abcdefg!", "abcdefg1", "Abc1"],
        );
        keeps(
            &level("good"),
            &["Abcdefg1", "Abcdefg!", "aaaaaa1!"],
            &["abcdefg1", "Abc1"],
        );
        keeps(
            &level("excellent"),
            &["Abcdefgh11"],
            &["Abcdefg111", "Abcdefg1"],
        );
        let long = json!({ "password_complexity_options": { "min_length": 12 } });
        keeps(&long, &["twelve-or-so"], &["short"]);
    }

    #[test]
    fn the_newer_options_take_the_place_of_the_level() {
        let options = |complexity: Value| json!({ "passwordPolicy": "excellent", "password_options": { "complexity": complexity } });
        let kinds = json!({ "min_length": 4, "character_types": ["number", "special"] });
        keeps(&options(kinds), &["a1!b"], &["abc1", "a1!"]);
        let three = json!({ "character_types": ["number", "special", "uppercase", "lowercase"],
            "character_type_rule": "three_of_four" });
        keeps(&options(three), &["aA1"], &["aa1"]);
        let strict = json!({ "identical_characters": "block", "sequential_characters": "block",
            "max_length_exceeded": "error" });
        keeps(
            &options(strict),
            &["aab-bba", "ab1 23", "a-b-c"],
            &["aaa", "xxABCxx", "cba", "1234", &"äö".repeat(19)],
        );
    }

    #[test]
    fn words_are_forbidden_in_whole_and_profiles_in_part() {
        use UnfitPassword::{HasPersonalInfo, TooCommon};
        let older = json!({ "password_dictionary": { "enable": true, "dictionary": ["Footbridge"] },
            "password_no_personal_info": { "enable": true } });
        let newer = json!({ "password_options": { "dictionary": { "active": true, "custom": ["Footbridge"] },
            "profile_data": { "active": true } } });
        for options in [&older, &newer] {
            for (password, judged) in [
                ("LetMeIn", Err(TooCommon)),
                ("footBridge", Err(TooCommon)),
                ("footbridge over the Thames", Ok(())),
                // Of full width, with spaces around it, and with what is not seen.
                ("ｆｏｏｔｂｒｉｄｇｅ", Err(TooCommon)),
                (" letmein ", Err(TooCommon)),
                ("let\u{200b}me\u{ad}in", Err(TooCommon)),
                ("the ｃｏｕｎｔｅｓｓ", Err(HasPersonalInfo)),
                ("it is ada.L", Err(HasPersonalInfo)),
                ("ada lovelace!", Err(HasPersonalInfo)),
                ("the countess", Err(HasPersonalInfo)),
                ("augusta-1815", Err(HasPersonalInfo)),
                ("engine-1815", Ok(())),
            ] {
                assert_eq!(judge(options, password), judged, "{options} {password}");
            }
        }
        let fields = json!({ "password_options": { "profile_data": { "active": true,
            "blocked_fields": ["user_metadata.team"] } } });
        assert_eq!(judge(&fields, "engine-1815"), Err(HasPersonalInfo));
        assert_eq!(judge(&fields, "the countess"), Ok(()));
        let off = json!({ "password_dictionary": { "enable": false, "dictionary": ["footbridge"] },
            "password_options": { "dictionary": { "active": false }, "profile_data": { "active": false } } });
        assert_eq!(judge(&off, "footbridge"), Ok(()));
        assert_eq!(judge(&off, "countess"), Ok(()));
    }
}
