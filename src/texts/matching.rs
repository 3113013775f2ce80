//! Which of several languages comes nearest to one that is asked for (BCP 47).

/// The tag among `available` that serves who asks for `wanted`: the same one, else the language without a region, else the
/// first of the same language. Chinese is two languages, by its script.
pub fn nearest<'a>(
    wanted: &str,
    available: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let wanted_kin = kin(wanted);
    let exact = available
        .clone()
        .find(|tag| tag.eq_ignore_ascii_case(wanted));
    let bare = || {
        available
            .clone()
            .find(|tag| tag.to_ascii_lowercase() == wanted_kin)
    };
    let any = || available.clone().find(|tag| kin(tag) == wanted_kin);
    exact.or_else(bare).or_else(any)
}

/// The language of a tag without its region, and for Chinese its script: `pt`, `zh-hant`.
fn kin(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut subtags = tag.split('-');
    match subtags.next().unwrap_or_default() {
        "zh" => {
            let is_traditional = subtags.any(|s| matches!(s, "hant" | "tw" | "hk" | "mo"));
            if is_traditional { "zh-hant" } else { "zh-hans" }.to_owned()
        }
        // The tag of Hebrew before 1989, which Java and old Android still send.
        "iw" => "he".to_owned(),
        language => language.to_owned(),
    }
}

/// The direction of a tag's script, as HTML has it.
pub fn direction(tag: &str) -> &'static str {
    match kin(tag).as_str() {
        "ar" | "fa" | "he" | "ur" => "rtl",
        _ => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_found() {
        let enabled = [
            "en", "pt-BR", "pt-PT", "zh-TW", "zh-CN", "he", "fr-CA", "fr",
        ];
        for (wanted, expected) in [
            ("en", Some("en")),
            ("en-GB", Some("en")),
            ("EN-us", Some("en")),
            ("pt", Some("pt-BR")),
            ("pt-pt", Some("pt-PT")),
            ("pt-AO", Some("pt-BR")),
            ("fr-FR", Some("fr")),
            ("fr-ca", Some("fr-CA")),
            ("zh", Some("zh-CN")),
            ("zh-SG", Some("zh-CN")),
            ("zh-Hant", Some("zh-TW")),
            ("zh-Hant-HK", Some("zh-TW")),
            ("zh-MO", Some("zh-TW")),
            ("iw", Some("he")),
            ("iw-IL", Some("he")),
            ("de", None),
            ("e", None),
            ("", None),
            ("*", None),
            ("\u{131}w", None),
        ] {
            assert_eq!(nearest(wanted, enabled.into_iter()), expected, "{wanted}");
        }
        assert_eq!(nearest("zh-TW", ["zh-CN"].into_iter()), None);
    }

    #[test]
    fn arabic_and_hebrew_are_written_from_the_right() {
        for (tag, expected) in [
            ("ar-EG", "rtl"),
            ("he", "rtl"),
            ("ur", "rtl"),
            ("arn", "ltr"),
        ] {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }
}
