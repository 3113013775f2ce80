//! What people type to say who they are, e-mail addresses, user names and passwords, in one form each (Unicode Standard
//! Annex 15, UTS 46). What was stored before there was one form stays as it is: a user who types it so is found first.

use std::borrow::Cow;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// In bytes.
const MAX_LENGTH: usize = 320;
/// Bytes of an e-mail address, and of what stands before its `@` (RFC 5321 §4.5.3.1).
pub const MAX_EMAIL: usize = 254;
const MAX_LOCAL_PART: usize = 64;

/// The Braille pattern without dots: a symbol by its properties, a space to the eye.
const BLANK_PATTERN: char = '\u{2800}';

/// The form of a new identifier: trimmed, compatibility characters replaced (NFKC), lower-case, the domain as the DNS has
/// it. `None` for what none may be: empty, too long, with control characters, white space or characters that are not seen.
pub fn canonical(text: &str) -> Option<String> {
    if text.contains(is_invisible) {
        return None;
    }
    let text = folded(&text.trim().nfkc().collect::<String>());
    let text: String = text.nfkc().collect();
    fitting(match text.rsplit_once('@') {
        Some((local, domain)) if !domain.is_empty() => {
            let domain = idna::domain_to_ascii(domain).ok()?;
            // The root of the DNS may be written or not.
            format!("{local}@{}", domain.strip_suffix('.').unwrap_or(&domain))
        }
        _ => text,
    })
}

/// The form of a new e-mail address: one address, in one way to write it. `None` for lists, names beside an address,
/// quotes and domains with empty labels: others read them as an address that is not this user's. `None` too for what is
/// longer than mail can be sent to.
pub fn email(text: &str) -> Option<String> {
    canonical(text).filter(|form| {
        form.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.len() <= MAX_LOCAL_PART
                && form.len() <= MAX_EMAIL
                && domain.split('.').all(|label| !label.is_empty())
                && !domain.contains('@')
                && !form.contains(|c| ",:;<>()[]\\\"".contains(c))
        })
    })
}

/// An identifier as it was typed, to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// To the letter, but for case and white space around it: as identifiers were stored before there was one form.
    pub exact: String,
    /// In the form of new identifiers, without what is not seen; where it can have that form.
    pub canonical: Option<String>,
}

impl Typed {
    /// Reads what was typed; `None` for what no identifier can be.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self {
            exact: fitting(folded(text.trim()))?,
            canonical: seen(text),
        })
    }

    /// The key under which failures of an unknown user are counted.
    pub fn key(&self) -> &str {
        self.canonical.as_deref().unwrap_or(&self.exact)
    }

    /// Whether it is that stored identifier, however either is written.
    pub fn is(&self, stored: &str) -> bool {
        self.exact == stored || self.canonical.is_some() && self.canonical == seen(stored)
    }
}

/// The form of new identifiers for one that is stored, or typed with characters that are not seen.
pub fn seen(text: &str) -> Option<String> {
    canonical(&text.replace(is_invisible, ""))
}

/// A text as it is read: compatibility characters replaced (NFKC), lower-case, without what is not seen.
pub fn read_as(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    folded(&seen.nfkc().collect::<String>()).nfkc().collect()
}

/// The form in which passwords are hashed (NFC): keyboards send the same characters composed or in pieces.
pub fn composed(password: &str) -> Cow<'_, str> {
    if is_nfc(password) {
        Cow::Borrowed(password)
    } else {
        Cow::Owned(password.nfc().collect())
    }
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn fitting(text: String) -> Option<String> {
    let fits = !text.is_empty()
        && text.len() <= MAX_LENGTH
        && !text.chars().any(|c| c.is_control() || c.is_whitespace());
    fits.then_some(text)
}

/// What fonts show as nothing, or each in its own way: two addresses that differ in it look alike. Characters that Unicode
/// has not assigned, or never will, are among them.
fn is_invisible(c: char) -> bool {
    use GeneralCategory::{Format, PrivateUse, Unassigned};
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    c == BLANK_PATTERN
        || matches!(category, Format | PrivateUse | Unassigned)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_identifiers_have_one_form() {
        for (given, form) in [
            (" Ada@Example.com ", "ada@example.com"),
            ("jose\u{301}@example.com", "jos\u{e9}@example.com"),
            ("\u{ff41}\u{ff44}\u{ff41}@example.com", "ada@example.com"),
            ("\u{fb01}n", "fin"),
            ("ada@B\u{fc}cher.example", "ada@xn--bcher-kva.example"),
            ("ada@bu\u{308}cher.example", "ada@xn--bcher-kva.example"),
            ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
            ("ada@example\u{3002}com", "ada@example.com"),
            ("ada@my_host.example", "ada@my_host.example"),
            ("a@b@example.com", "a@b@example.com"),
            ("ada@example.com.", "ada@example.com"),
            ("\u{130}nci", "i\u{307}nci"),
        ] {
            assert_eq!(canonical(given).as_deref(), Some(form), "{given}");
            assert_eq!(canonical(form).as_deref(), Some(form), "{form} stays");
        }
        for none in [
            "",
            " ",
            "a b",
            "a\0b",
            "a\u{3000}b",
            "a\u{200b}da@example.com",
            "ada@exam\u{200d}ple.com",
            "\u{202e}moc.elpmaxe@ada",
            "ada@xn--a.example",
        ] {
            assert_eq!(canonical(none), None, "{none:?}");
        }
        assert_eq!(canonical(&"a".repeat(321)), None);
    }

    #[test]
    fn a_new_e_mail_address_is_one() {
        for good in [
            "ada@example.com",
            "o'hara+list@sub.example.com",
            "a..b@localhost",
            "\u{645}\u{62b}\u{627}\u{644}@example.com",
            "\u{2764}@example.com",
        ] {
            assert_eq!(email(good).as_deref(), Some(good));
        }
        for bad in [
            "ada",
            "@example.com",
            "ada@",
            "ada@.",
            "ada@example.com..",
            "ada@evil.test\u{ff0c}boss@example.com",
            "ada@[127.0.0.1]",
            "ada(boss)@example.com",
        ] {
            assert_eq!(email(bad), None, "{bad}");
        }
        let local = "a".repeat(64);
        assert!(email(&format!("{local}@example.com")).is_some());
        assert_eq!(email(&format!("a{local}@example.com")), None);
        let domain = format!("{}example", "a.".repeat(91));
        assert!(email(&format!("{local}@{domain}")).is_some());
        assert_eq!(email(&format!("{local}@b{domain}")), None);
    }

    #[test]
    fn what_is_typed_is_looked_up_to_the_letter_and_in_its_form() {
        let typed = Typed::read(" Jose\u{301}\u{200b}@Example.com").unwrap();
        assert_eq!(typed.exact, "jose\u{301}\u{200b}@example.com");
        assert_eq!(typed.key(), "jos\u{e9}@example.com");
        for stored in [
            "jos\u{e9}@example.com",
            "jose\u{301}@example.com",
            &typed.exact,
        ] {
            assert!(typed.is(stored), "{stored}");
        }
        assert!(!typed.is("jose@example.com"));
        assert_eq!(Typed::read("a\0b"), None);
        assert_eq!(Typed::read("  "), None);
    }

    #[test]
    fn passwords_are_composed_and_nothing_else() {
        assert_eq!(composed("Passwo\u{308}rt"), "Passw\u{f6}rt");
        for same in ["Passw\u{f6}rt", " \u{fb01}\u{200b}", "plain"] {
            assert_eq!(composed(same), same);
        }
    }
}
