//! The base URLs under which the server is known: the issuer and its custom domains.

use std::net::IpAddr;

use url::Url;

/// A public base URL. Its text ends in `/`, and that slash is part of the issuer (OIDC Discovery §3; SDKs compare exactly).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// Reads an absolute http(s) URL without query or fragment; adds the missing slash.
    pub fn parse(text: &str) -> Result<Self, String> {
        let with_slash = if text.ends_with('/') {
            text.to_owned()
        } else {
            format!("{text}/")
        };
        let url = Url::parse(&with_slash).map_err(|e| format!("{text:?} is not a URL ({e})"))?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if plain {
            Ok(Self(url.into()))
        } else {
            Err(format!(
                "{text:?} must be http(s)://host[:port]/ and nothing more"
            ))
        }
    }

    /// The URL with its trailing slash: `iss`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `path` (without a leading slash) under this origin.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The audiences that name the Management API here: tools write `https`, whatever the scheme is.
    pub fn management_audiences(&self) -> [String; 2] {
        let of_tools = format!("https://{}/api/v2/", self.domain());
        [self.join("api/v2/"), of_tools]
    }

    /// Whether the audience opens something of the server's own here: no API of the tenant's may have it.
    pub fn reserves(&self, audience: &str) -> bool {
        self.reserved_audiences().iter().any(|own| own == audience)
    }

    /// The names of the MFA API here, by which users manage their own factors; SDKs always write `https`.
    pub fn mfa_audiences(&self) -> [String; 2] {
        let of_tools = format!("https://{}/mfa/", self.domain());
        [self.join("mfa/"), of_tools]
    }

    /// Those of the Management API, of the MFA API and of `/userinfo`.
    pub fn reserved_audiences(&self) -> [String; 5] {
        let [management, of_tools] = self.management_audiences();
        let [mfa, of_sdks] = self.mfa_audiences();
        [management, of_tools, mfa, of_sdks, self.join("userinfo")]
    }

    /// `host` or `host:port`, as a `Host` header and `##DOMAIN##` have it.
    pub fn domain(&self) -> &str {
        self.0
            .split_once("://")
            .map_or("", |(_, rest)| rest.trim_end_matches('/'))
    }

    /// What a tenant of this issuer is called, as Auth0 calls one: the first label of its host.
    pub fn tenant_name(&self) -> &str {
        let host = self.host();
        host.split('.').next().unwrap_or(host)
    }

    /// The host alone.
    pub fn host(&self) -> &str {
        let domain = self.domain();
        match domain.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => domain,
        }
    }

    /// Whether cookies may be `Secure` and carry the `__Host-` prefix.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The same scheme under another host: a custom domain named without one.
    pub fn sibling(&self, domain: &str) -> Result<Self, String> {
        let scheme = if self.is_https() { "https" } else { "http" };
        Self::parse(&format!("{scheme}://{domain}/"))
    }

    /// The same scheme and port under another host.
    pub fn with_host(&self, host: &str) -> Option<Self> {
        let port = self.domain().strip_prefix(self.host())?;
        self.sibling(&format!("{host}{port}")).ok()
    }

    /// Whether the host is this machine.
    pub fn is_loopback(&self) -> bool {
        self.host() == "localhost" || self.address().is_some_and(|ip| ip.is_loopback())
    }

    /// Whether the host is a loopback, `.test` or `.localhost` one, where test mode is harmless.
    pub fn is_for_tests(&self) -> bool {
        let host = self.host();
        self.is_loopback() || host.ends_with(".localhost") || host.ends_with(".test")
    }

    /// Whether the host is a name that only a local network resolves: a single label, as containers have among each other,
    /// or Docker's name for the machine that runs them.
    pub fn is_of_local_network(&self) -> bool {
        let host = self.host();
        let is_single_label = !host.contains('.') && self.address().is_none();
        is_single_label || host == "host.docker.internal"
    }

    fn address(&self) -> Option<IpAddr> {
        self.host().trim_matches(['[', ']']).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trailing_slash_is_added_and_nothing_else_is_taken() {
        let origin = Origin::parse("http://localhost:4000").unwrap();
        assert_eq!(origin.as_str(), "http://localhost:4000/");
        assert_eq!(
            (origin.domain(), origin.host()),
            ("localhost:4000", "localhost")
        );
        assert!(Origin::parse("https://a.example/path").is_err());
        assert!(Origin::parse("ftp://a.example").is_err());
        assert!(Origin::parse("a.example").is_err());
    }

    #[test]
    fn another_host_is_on_the_same_port() {
        let text = |origin: &str| {
            Origin::parse(origin)
                .unwrap()
                .with_host("b.test")
                .unwrap()
                .0
        };
        assert_eq!(text("http://localhost:4000"), "http://b.test:4000/");
        assert_eq!(text("https://a.example"), "https://b.test/");
        assert_eq!(text("https://[::1]:4443"), "https://b.test:4443/");
    }

    #[test]
    fn names_of_local_networks_are_told_from_public_ones() {
        let is_local = |url: &str| Origin::parse(url).unwrap().is_of_local_network();
        for url in [
            "http://footbridge:4000",
            "https://auth",
            "http://host.docker.internal:4000",
        ] {
            assert!(is_local(url), "{url}");
            assert!(!Origin::parse(url).unwrap().is_for_tests(), "{url}");
        }
        for url in [
            "http://login.example.com",
            "http://10.0.0.1",
            "http://[2001:db8::1]:4000",
            "http://docker.internal",
            "http://a.host.docker.internal",
            "http://footbridge.",
        ] {
            assert!(!is_local(url), "{url}");
        }
    }

    #[test]
    fn ipv6_hosts_keep_their_brackets() {
        let origin = Origin::parse("http://[::1]:4000").unwrap();
        assert_eq!(origin.host(), "[::1]");
        assert!(origin.is_for_tests());
        assert!(
            !Origin::parse("https://login.example.com")
                .unwrap()
                .is_for_tests()
        );
    }
}
