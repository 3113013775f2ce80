//! The addresses of the pictures and the font that a page loads from elsewhere.

use url::Url;

/// The address of a picture or a font: an `https` address, the only kind that a page loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideFile(Url);

impl OutsideFile {
    /// `None` for anything that is not an absolute `https` address without credentials.
    pub fn parse(uri: &str) -> Option<Self> {
        let url = Url::parse(uri).ok()?;
        let shown =
            url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
        shown.then_some(Self(url))
    }

    /// As a page has it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As a style sheet has it. What could end the string is escaped (CSS Syntax Level 3, section 4.3.5).
    pub fn in_css(&self) -> String {
        let mut css = "url(\"".to_owned();
        for c in self.as_str().chars() {
            match c {
                '"' | '\\' | '<' | '>' => css.push_str(&format!("\\{:x} ", u32::from(c))),
                c => css.push(c),
            }
        }
        css + "\")"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_one_string_of_a_style_sheet() {
        let css = |uri| OutsideFile::parse(uri).unwrap().in_css();
        let plain = css("https://cdn.example/a.woff2?v=(1)");
        assert_eq!(plain, "url(\"https://cdn.example/a.woff2?v=(1)\")");
        for hostile in [
            "https://cdn.example/\");}*{x:y}",
            "https://cdn.example/?\\\");}",
            "https://cdn.example/\n\");}",
            "https://cdn.example/#</style><script>\\",
        ] {
            let css = css(hostile);
            let inside = css
                .strip_prefix("url(\"")
                .unwrap()
                .strip_suffix("\")")
                .unwrap();
            assert!(!inside.contains(['"', '<', '>', '\n']), "{css}");
            let escapes = inside.split('\\').skip(1);
            assert!(
                escapes.into_iter().all(|after| after.starts_with("5c ")),
                "{css}"
            );
        }
    }

    #[test]
    fn only_an_https_logo_is_shown() {
        assert!(OutsideFile::parse("https://cdn.example/logo.png").is_some());
        let refused = [
            "http://cdn.example/logo.png",
            "//cdn.example/logo.png",
            "/logo.png",
            "",
            "data:image/svg+xml,<svg/>",
            "javascript:alert(1)",
            "https://user:secret@cdn.example/logo.png",
        ];
        for uri in refused {
            assert_eq!(OutsideFile::parse(uri), None, "{uri}");
        }
    }
}
