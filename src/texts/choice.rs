//! Which of the tenant's languages a user reads.

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::matching::{direction, nearest};

/// How much of a list of languages is read, in bytes.
const MAX_LENGTH: usize = 1_000;
/// How many languages of a list are read.
const MAX_RANGES: usize = 20;
/// The language of a tenant that names none.
const DEFAULT: &str = "en";

/// The languages that a request asks for. A sign-in keeps those of the request that began it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Of the application, the best first (OIDC Core §3.1.2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ui_locales: Option<String>,
    /// Of the browser (RFC 9110 §12.5.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accept_language: Option<String>,
}

/// A language of the tenant's.
#[derive(Debug, Clone)]
pub struct Locale {
    /// As the tenant's `enabled_locales` has it: `fr-CA`. The tenant's own texts are kept under it.
    pub code: String,
    /// The built-in sentences: English, if there are none in the tenant's language.
    pub language: &'static Language,
}

impl Preferences {
    /// `ui_locales` of the application, and `Accept-Language` of the browser. What is too long is cut, not refused: an
    /// unknown language is no error (OIDC Core §3.1.2.1).
    pub fn new(ui_locales: Option<&str>, accept_language: Option<&str>) -> Self {
        Self {
            ui_locales: ui_locales.map(bounded),
            accept_language: accept_language.map(bounded),
        }
    }

    /// Notes what the browser accepts, unless that is known.
    pub fn note_browser(&mut self, accept_language: Option<&str>) {
        if self.accept_language.is_none() {
            self.accept_language = accept_language.map(bounded);
        }
    }

    /// The one of `enabled` that serves best; the first of them if none does.
    pub fn locale(&self, enabled: &[String]) -> Locale {
        let available = enabled.iter().map(String::as_str);
        let found = self.ranges().find_map(|range| match range {
            "*" => enabled.first().map(String::as_str),
            range => nearest(range, available.clone()),
        });
        let default = enabled.first().map_or(DEFAULT, String::as_str);
        Locale::of(found.unwrap_or(default))
    }

    /// What is asked for, the best first.
    fn ranges(&self) -> impl Iterator<Item = &str> {
        let of_application = self.ui_locales.iter().flat_map(|list| list.split(' '));
        let of_application = of_application.filter(|range| !range.is_empty());
        let of_browser = self.accept_language.as_deref().map(by_quality);
        of_application
            .take(MAX_RANGES)
            .chain(of_browser.into_iter().flatten())
    }
}

impl Locale {
    /// The locale of a code of `enabled_locales`.
    pub fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            language: Language::of(code),
        }
    }

    /// `ltr` or `rtl`: of the sentences that are shown.
    pub fn direction(&self) -> &'static str {
        direction(self.language.code())
    }
}

fn bounded(list: &str) -> String {
    let mut end = list.len().min(MAX_LENGTH);
    while !list.is_char_boundary(end) {
        end -= 1;
    }
    // Android writes `de_DE`.
    list[..end].replace('_', "-")
}

/// The ranges of an `Accept-Language`, by falling quality, and in their order where that is the same. What has the quality 0
/// is not wanted; what has none that is a number counts as the worst.
fn by_quality(list: &str) -> Vec<&str> {
    let ranges = list.split(',').take(MAX_RANGES).filter_map(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let range = parts.next().filter(|range| !range.is_empty())?;
        let quality = parts.find_map(|part| part.strip_prefix("q="));
        let quality = quality.map_or(1.0, |q| q.parse().unwrap_or(0.001));
        (quality > 0.0).then_some((range, quality))
    });
    let mut ranges: Vec<(&str, f32)> = ranges.collect();
    ranges.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    ranges.into_iter().map(|(range, _)| range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(ui_locales: &str, accept_language: &str, enabled: &[&str]) -> String {
        let [ui_locales, accept_language] =
            [ui_locales, accept_language].map(|list| Some(list).filter(|list| !list.is_empty()));
        let preferences = Preferences::new(ui_locales, accept_language);
        let enabled: Vec<String> = enabled.iter().map(|&code| code.to_owned()).collect();
        preferences.locale(&enabled).code
    }

    #[test]
    fn the_application_comes_before_the_browser_and_the_tenant_bounds_both() {
        let enabled = ["en", "de", "fr-CA", "ja"];
        for (ui_locales, accept_language, expected) in [
            ("", "", "en"),
            ("de", "", "de"),
            ("de-CH", "ja", "de"),
            ("it de", "ja", "de"),
            ("it", "ja", "ja"),
            ("it", "it", "en"),
            ("fr", "", "fr-CA"),
            ("", "de;q=0.2, fr;q=0.9", "fr-CA"),
            ("", "fr;q=0, de;q=0.1", "de"),
            ("", "it, *;q=0.5, ja;q=0.1", "en"),
            ("", "ja;q=x, de;q=0.5", "de"),
            ("", "de ; q=0.3 ,ja;q=0.4", "ja"),
            ("", ";q=1,,;,de", "de"),
            ("\u{1f600} de", "", "de"),
            ("", "de_AT", "de"),
        ] {
            let found = chosen(ui_locales, accept_language, &enabled);
            assert_eq!(found, expected, "{ui_locales:?} {accept_language:?}");
        }
        assert_eq!(chosen("de", "de", &[]), "en");
        assert_eq!(chosen("", "en", &["ja", "de"]), "ja");
    }

    #[test]
    fn lists_are_bounded() {
        let many = |separator: &str| format!("{}de", format!("xx{separator}").repeat(20));
        assert_eq!(chosen(&many(" "), "", &["en", "de"]), "en");
        assert_eq!(chosen("", &many(","), &["en", "de"]), "en");
        let long = format!("{}\u{e9} de", "x".repeat(MAX_LENGTH - 1));
        assert_eq!(bounded(&long).len(), MAX_LENGTH - 1);
    }

    #[test]
    fn a_locale_without_a_translation_is_shown_in_english() {
        let locale = Locale::of("cy");
        assert_eq!((locale.code.as_str(), locale.language.code()), ("cy", "en"));
        assert_eq!(locale.direction(), "ltr");
    }
}
