//! Content-Security-Policy: what a page may load, where its form may lead, which pages may frame it.

use axum::http::HeaderValue;
use url::{Host, Url};

/// A value that is not allowed in a Content-Security-Policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not fit to be a source in a Content-Security-Policy")]
pub struct UnfitSource;

/// The exact origin of a web page: scheme, host and port, as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebOrigin {
    text: String,
    source: Option<String>,
}

impl WebOrigin {
    /// The origin of the web address `uri`; its path and query do not matter.
    pub fn of(uri: &str) -> Result<Self, UnfitSource> {
        let url = parse(uri)?;
        if !is_web(&url) {
            return Err(UnfitSource);
        }
        web_source(&url)?;
        let text = url.origin().ascii_serialization();
        // The source of an IPv6 host would be its whole scheme: too wide for a frame.
        let source = (!matches!(url.host(), Some(Host::Ipv6(_)))).then(|| text.clone());
        Ok(Self { text, source })
    }

    /// The origin as a string, such as `https://app.example:8443`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The origin of a file that a page loads from elsewhere, as a source of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOrigin(String);

impl FileOrigin {
    /// The origin of a web address; `None` if a policy cannot name it and no wider one.
    pub fn of(uri: &str) -> Option<Self> {
        WebOrigin::of(uri).ok()?.source.map(Self)
    }
}

/// `Url::parse` forgives blanks, line breaks and backslashes; a header does not.
fn parse(uri: &str) -> Result<Url, UnfitSource> {
    let unfit = |c: char| !c.is_ascii_graphic() || c == '\\';
    if uri.contains(unfit) {
        return Err(UnfitSource);
    }
    Url::parse(uri).map_err(|_| UnfitSource)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The origin as a CSP source. The grammar has no IPv6 addresses (CSP Level 3, section 2.3.1): there
/// the scheme alone has to do. It has wildcards, which no callback may smuggle in.
fn web_source(url: &Url) -> Result<String, UnfitSource> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UnfitSource);
    }
    match url.host() {
        Some(Host::Ipv6(_)) => return Ok(format!("{}:", url.scheme())),
        Some(Host::Ipv4(_)) => {}
        Some(Host::Domain(name)) if name.chars().all(is_host_char) => {}
        _ => return Err(UnfitSource),
    }
    Ok(url.origin().ascii_serialization())
}

fn is_host_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}

/// What a page of this tenant loads besides, if it loads anything.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OwnSources<'a> {
    pub font: Option<&'a FileOrigin>,
    /// Hashes of style sheets within the page.
    pub styles: &'a [String],
}

/// The policy of one page, which at first allows nothing.
#[derive(Debug, Clone)]
pub(super) struct PagePolicy {
    looks: bool,
    /// The hash of the one style sheet, which stands within the page.
    style: Option<&'static str>,
    script: bool,
    form_action: Option<&'static str>,
    frame_ancestors: Option<String>,
}

impl PagePolicy {
    /// Loads nothing, leads nowhere, may not be framed.
    pub(super) fn closed() -> Self {
        Self {
            looks: false,
            style: None,
            script: false,
            form_action: Some("'none'"),
            frame_ancestors: None,
        }
    }

    /// The same with a style sheet within the page, by its hash (CSP Level 3, section 6.7.3.3).
    pub(super) fn with_style(self, hash: &'static str) -> Self {
        Self {
            style: Some(hash),
            ..self
        }
    }

    /// A page with the built-in style sheet and images.
    pub(super) fn plain() -> Self {
        Self {
            looks: true,
            form_action: Some("'self'"),
            ..Self::closed()
        }
    }

    /// The same with a form that leads on to an application. Browsers apply `form-action` to every redirect that follows a
    /// POST, and only the application knows which origins those lead to: the policy leaves the directive out.
    pub(super) fn form() -> Self {
        Self {
            form_action: None,
            ..Self::plain()
        }
    }

    /// Allows the built-in scripts as well.
    pub(super) fn with_script(self) -> Self {
        Self {
            script: true,
            ..self
        }
    }

    /// Lets pages of this one origin frame the page, which must therefore have nothing to click.
    pub(super) fn framed_by(self, origin: &WebOrigin) -> Self {
        let nobody = || "'none'".to_owned();
        Self {
            frame_ancestors: Some(origin.source.clone().unwrap_or_else(nobody)),
            ..self
        }
    }

    /// Whether the page may have a style sheet and images.
    pub(super) fn has_looks(&self) -> bool {
        self.looks
    }

    pub(super) fn framed_by_nobody(&self) -> bool {
        self.frame_ancestors.is_none()
    }

    /// The header, with what the tenant adds to it.
    pub(super) fn header(&self, own: OwnSources<'_>) -> HeaderValue {
        let mut policy = "default-src 'none'".to_owned();
        if self.script {
            policy.push_str("; script-src 'self'");
        }
        if self.looks {
            policy.push_str("; style-src 'self'");
            for style in own.styles {
                policy.push_str(&format!(" {style}"));
            }
            policy.push_str("; img-src 'self' data: https:");
            if let Some(FileOrigin(font)) = own.font {
                policy.push_str(&format!("; font-src {font}"));
            }
        }
        if let Some(hash) = self.style {
            policy.push_str(&format!("; style-src {hash}"));
        }
        if let Some(form_action) = self.form_action {
            policy.push_str(&format!("; form-action {form_action}"));
        }
        let ancestors = self.frame_ancestors.as_deref().unwrap_or("'none'");
        policy.push_str(&format!("; frame-ancestors {ancestors}; base-uri 'none'"));
        HeaderValue::try_from(policy).expect("sources are checked to be visible ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_origin_is_exact_and_of_the_web() {
        let origin = |uri| WebOrigin::of(uri).map(|origin| origin.as_str().to_owned());
        assert_eq!(
            origin("https://app.example/path?q"),
            Ok("https://app.example".to_owned())
        );
        assert_eq!(
            origin("http://localhost:3000"),
            Ok("http://localhost:3000".to_owned())
        );
        assert_eq!(
            origin("http://[::1]:3000"),
            Ok("http://[::1]:3000".to_owned())
        );
        for uri in [
            "*",
            "null",
            "com.example.app:/cb",
            "https://*.example",
            "https://a@b.example",
            "https://a.example@b.example/cb",
            "https://user:secret@a.example/cb",
            "https://a;script-src/cb",
            "https://a,b.example/cb",
            "https://a.example'/cb",
            "https://a.example/c b",
            " https://a.example/cb",
            "https://a.example/cb\r\nSet-Cookie: a=b",
            "https://a.exa\tmple/cb",
            "https://a.example\\@b.example/cb",
            "https://a.example:99999/cb",
            "https://bücher.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "",
        ] {
            assert_eq!(origin(uri), Err(UnfitSource), "{uri:?}");
        }
    }

    #[test]
    fn the_header_says_what_was_asked_for() {
        let origin = WebOrigin::of("https://app.example").unwrap();
        let by_ipv6 = WebOrigin::of("http://[::1]:3000").unwrap();
        let looks = "style-src 'self'; img-src 'self' data: https:";
        let cases = [
            (
                PagePolicy::closed(),
                "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'".to_owned(),
            ),
            (
                PagePolicy::plain(),
                format!("default-src 'none'; {looks}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
            ),
            (
                PagePolicy::form(),
                format!("default-src 'none'; {looks}; frame-ancestors 'none'; base-uri 'none'"),
            ),
            (
                PagePolicy::form().with_script(),
                format!("default-src 'none'; script-src 'self'; {looks}; frame-ancestors 'none'; base-uri 'none'"),
            ),
            (
                PagePolicy::closed().with_script().framed_by(&origin),
                "default-src 'none'; script-src 'self'; form-action 'none'; frame-ancestors https://app.example; base-uri 'none'"
                    .to_owned(),
            ),
            (
                PagePolicy::closed().framed_by(&by_ipv6),
                "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'".to_owned(),
            ),
        ];
        for (policy, expected) in cases {
            assert_eq!(policy.header(OwnSources::default()), expected.as_str());
        }
    }

    #[test]
    fn what_the_tenant_adds_is_added_only_where_there_is_a_style() {
        let font = FileOrigin::of("https://cdn.example:8443/a/font.woff2?v=1;script-src%20*");
        let styles = ["'sha256-AA='".to_owned()];
        let own = OwnSources {
            font: font.as_ref(),
            styles: &styles,
        };
        let with = PagePolicy::form().header(own);
        let with = with.to_str().unwrap();
        let fonts = "; font-src https://cdn.example:8443; frame-ancestors";
        assert!(with.contains(fonts), "{with}");
        assert!(
            with.contains("; style-src 'self' 'sha256-AA='; img-src"),
            "{with}"
        );
        let closed = PagePolicy::closed();
        assert_eq!(closed.header(own), closed.header(OwnSources::default()));
        assert_eq!(FileOrigin::of("https://[2001:db8::1]/font.woff2"), None);
        assert_eq!(FileOrigin::of("https://*.example/font.woff2"), None);
    }
}
