//! Strings for the headers of a message, and its text. Names of users and clients are any string: in a header, a line break would begin
//! another header, and a bidirectional override would show an address that is not the one.

/// How long a header may be, in characters.
const LONGEST: usize = 200;

/// The string on one line: without controls, line and paragraph separators, and characters that reorder text; blanks are
/// single spaces.
pub fn line(text: &str) -> String {
    let spaced = text.chars().map(|c| if is_break(c) { ' ' } else { c });
    let kept: String = spaced.filter(|c| !is_hidden(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// The text of a message whose author wrote HTML alone.
pub fn text_of(html: &str) -> String {
    nanohtml2text::html2text(html)
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Controls, and what overrides or isolates a direction.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(
            line("Ada\r\nBcc: eve@example.com"),
            "Ada Bcc: eve@example.com"
        );
        assert_eq!(line("a\0b\u{7f}c\u{9b}d"), "abcd");
        assert_eq!(
            line("\u{202e}moc.live\u{202c} \u{2066}x\u{2069}"),
            "moc.live x"
        );
        assert_eq!(line(" a\u{2028}b\u{85}  c\t"), "a b c");
        assert_eq!(line("Zoë 山田 שלום"), "Zoë 山田 שלום");
        assert_eq!(line(&"x".repeat(1000)).len(), LONGEST);
    }
}
