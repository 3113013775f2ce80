//! The addresses of pictures that a page shows.

use url::Url;

/// The address of a logo or an icon: an `https` address, the only kind that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoUri(Url);

impl LogoUri {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_logo_is_shown() {
        assert!(LogoUri::parse("https://cdn.example/logo.png").is_some());
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
            assert_eq!(LogoUri::parse(uri), None, "{uri}");
        }
    }
}
