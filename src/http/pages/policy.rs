//! Content-Security-Policy: what a page may load, where its form may lead, who may frame it.

use axum::http::HeaderValue;
use url::{Host, Url};

/// A value that may not stand in a Content-Security-Policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not fit to be a source in a Content-Security-Policy")]
pub struct UnfitSource;

/// Where a page's form may lead besides this server.
///
/// Browsers apply `form-action` also to the redirects that answer a POST, so a page whose form ends
/// at an application's callback has to name that callback's origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAction(Vec<String>);

impl FormAction {
    /// The form and what follows it stay on this server.
    pub fn own_origin() -> Self {
        Self(Vec::new())
    }

    /// The form may end at these as well. One that a policy cannot name is left out: browsers will not go there.
    #[must_use]
    pub fn and<'u>(mut self, uris: impl IntoIterator<Item = &'u String>) -> Self {
        for Self(sources) in uris.into_iter().filter_map(|uri| Self::callback(uri).ok()) {
            let new = sources.into_iter().filter(|s| !self.0.contains(s));
            let new: Vec<_> = new.collect();
            self.0.extend(new);
        }
        self
    }

    /// The form may end at `uri`: its origin if that is a web address (`https://app.example:8443`),
    /// its bare scheme if it is private-use (`com.example.app:`, RFC 8252 section 7.1).
    pub fn callback(uri: &str) -> Result<Self, UnfitSource> {
        let url = parse(uri)?;
        if is_web(&url) {
            return Ok(Self(vec![web_source(&url)?]));
        }
        // A URL in these schemes is run or read by the browser itself; no application owns them.
        const NO_APPLICATION: [&str; 8] = [
            "about",
            "blob",
            "data",
            "file",
            "filesystem",
            "javascript",
            "vbscript",
            "view-source",
        ];
        if NO_APPLICATION.contains(&url.scheme()) {
            return Err(UnfitSource);
        }
        Ok(Self(vec![format!("{}:", url.scheme())]))
    }

    fn sources(&self) -> String {
        let own = std::iter::once("'self'");
        let all: Vec<_> = own.chain(self.0.iter().map(String::as_str)).collect();
        all.join(" ")
    }
}

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

    /// The origin as text, such as `https://app.example:8443`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// `Url::parse` forgives blanks and line breaks; a header does not.
fn parse(uri: &str) -> Result<Url, UnfitSource> {
    let unfit = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
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

/// One page's policy, from nothing allowed upwards.
pub(super) struct Policy {
    looks: bool,
    script: bool,
    form_action: String,
    frame_ancestors: Option<String>,
}

impl Policy {
    /// Loads nothing, leads nowhere, is framed by nobody.
    pub(super) fn closed() -> Self {
        Self {
            looks: false,
            script: false,
            form_action: "'none'".to_owned(),
            frame_ancestors: None,
        }
    }

    /// A page with our style sheet, images and a form.
    pub(super) fn form(form_action: &FormAction) -> Self {
        Self {
            looks: true,
            form_action: form_action.sources(),
            ..Self::closed()
        }
    }

    /// Allows our own script files as well.
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

    pub(super) fn framed_by_nobody(&self) -> bool {
        self.frame_ancestors.is_none()
    }

    pub(super) fn header(&self) -> HeaderValue {
        let mut policy = "default-src 'none'".to_owned();
        if self.script {
            policy.push_str("; script-src 'self'");
        }
        if self.looks {
            policy.push_str("; style-src 'self'; img-src 'self' data: https:");
        }
        let ancestors = self.frame_ancestors.as_deref().unwrap_or("'none'");
        let form_action = &self.form_action;
        policy.push_str(&format!(
            "; form-action {form_action}; frame-ancestors {ancestors}; base-uri 'none'"
        ));
        HeaderValue::try_from(policy).expect("sources are checked to be visible ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(uri: &str) -> Option<String> {
        FormAction::callback(uri)
            .ok()
            .map(|action| action.0.concat())
    }

    #[test]
    fn a_callback_becomes_an_origin_or_a_bare_scheme() {
        let cases = [
            (
                "https://app.example:8443/cb?x=1;2,3",
                "https://app.example:8443",
            ),
            ("https://app.example:443/cb", "https://app.example"),
            ("https://APP.example", "https://app.example"),
            ("http://127.0.0.1:4000/cb", "http://127.0.0.1:4000"),
            ("http://localhost/cb", "http://localhost"),
            ("http://web_app:3000/cb", "http://web_app:3000"),
            ("http://[::1]:4000/cb", "http:"),
            ("https://bücher.example/", ""),
            (
                "https://xn--bcher-kva.example/cb",
                "https://xn--bcher-kva.example",
            ),
            ("com.example.app:/cb", "com.example.app:"),
            (
                "com.example.app://tenant.example/ios/com.example.app/callback",
                "com.example.app:",
            ),
            ("com.example.app:", "com.example.app:"),
            ("myapp://cb", "myapp:"),
        ];
        for (uri, expected) in cases {
            let expected = Some(expected.to_owned()).filter(|text| !text.is_empty());
            assert_eq!(source(uri), expected, "{uri}");
        }
    }

    #[test]
    fn what_could_widen_or_break_the_policy_is_refused() {
        let refused = [
            "",
            "/cb",
            "app.example",
            "https:",
            "http:",
            "https://",
            "https://*.example/cb",
            "https://a;script-src/cb",
            "https://a,b.example/cb",
            "https://a.example'/cb",
            "https://a.example\"/cb",
            "https://a.example/c b",
            " https://a.example/cb",
            "https://a.example/cb\r\nSet-Cookie: a=b",
            "https://a.exa\tmple/cb",
            "https://a.example\\@b.example/cb",
            "https://user@a.example/cb",
            "https://user:secret@a.example/cb",
            "https://a.example:99999/cb",
            "javascript:alert(1)",
            "JavaScript://a.example/%0aalert(1)",
            "data:text/html,x",
            "blob:https://a.example/1",
            "file:///etc/passwd",
            "vbscript:x",
            "com.example;app:/cb",
            "com.example,app:/cb",
            "com.example app:/cb",
            "'self':",
            "*:",
            "\u{202e}https://a.example",
        ];
        for uri in refused {
            assert_eq!(FormAction::callback(uri), Err(UnfitSource), "{uri:?}");
        }
    }

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
        ] {
            assert_eq!(origin(uri), Err(UnfitSource), "{uri}");
        }
    }

    #[test]
    fn the_header_says_what_was_asked_for() {
        let callback = FormAction::callback("https://app.example/cb").unwrap();
        let origin = WebOrigin::of("https://app.example").unwrap();
        let by_ipv6 = WebOrigin::of("http://[::1]:3000").unwrap();
        let looks = "style-src 'self'; img-src 'self' data: https:";
        let cases = [
            (
                Policy::closed(),
                "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'".to_owned(),
            ),
            (
                Policy::form(&FormAction::own_origin()),
                format!("default-src 'none'; {looks}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
            ),
            (
                Policy::form(&callback),
                format!(
                    "default-src 'none'; {looks}; form-action 'self' https://app.example; frame-ancestors 'none'; base-uri 'none'"
                ),
            ),
            (
                Policy::form(&callback).with_script(),
                format!(
                    "default-src 'none'; script-src 'self'; {looks}; form-action 'self' https://app.example; frame-ancestors 'none'; base-uri 'none'"
                ),
            ),
            (
                Policy::closed().with_script().framed_by(&origin),
                "default-src 'none'; script-src 'self'; form-action 'none'; frame-ancestors https://app.example; base-uri 'none'"
                    .to_owned(),
            ),
            (
                Policy::closed().framed_by(&by_ipv6),
                "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'".to_owned(),
            ),
        ];
        for (policy, expected) in cases {
            assert_eq!(policy.header(), expected.as_str());
        }
    }
}
