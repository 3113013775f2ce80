//! Requests to addresses from settings and Actions: only to the public internet, unless the operator allows more.
//!
//! A name is resolved once, every address of it is checked, and the connection goes to a checked address: a name that
//! resolves differently a moment later gains nothing.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use footbridge_domain::ip::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use url::{Host, Url};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const MAX_REDIRECTS: usize = 3;
/// How much of a response's body is read.
const MOST_ANSWERED: usize = 16 * 1024;

/// Two clients under the same rules.
#[derive(Debug, Clone)]
pub struct Egress {
    allow_private: bool,
    /// Follows redirects, and checks each.
    pub following: reqwest::Client,
    /// Returns redirects to its caller.
    pub plain: reqwest::Client,
}

/// Why an address is not called.
#[derive(Debug, thiserror::Error)]
pub enum RefusedAddress {
    #[error("only http and https addresses can be called")]
    Scheme,
    #[error("the address is not a public one (see actions.allow_private_addresses)")]
    Private,
    #[error("more than {MAX_REDIRECTS} redirects")]
    Redirects,
}

/// Why there is no response.
#[derive(Debug, thiserror::Error)]
pub enum Unreached {
    #[error(transparent)]
    Refused(#[from] RefusedAddress),
    #[error("a header that cannot be sent")]
    Header,
    #[error("{}", innermost(.0))]
    Request(reqwest::Error),
}

/// The innermost cause: the outer errors only say that a request failed.
fn innermost(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut cause: &dyn Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

impl Egress {
    /// `allow_private`: the operator trusts the authors of settings and Actions with every address.
    pub fn new(allow_private: bool) -> Result<Self, reqwest::Error> {
        let client = |policy| {
            let builder = reqwest::Client::builder()
                .no_proxy()
                .referer(false)
                .redirect(policy)
                .connect_timeout(CONNECT_TIMEOUT);
            let builder = match allow_private {
                true => builder,
                false => builder.dns_resolver(Arc::new(PublicOnly)),
            };
            builder.build()
        };
        let judged = move |attempt: Attempt<'_>| match follow(&attempt, allow_private) {
            Ok(()) => attempt.follow(),
            Err(refused) => attempt.error(refused),
        };
        Ok(Self {
            allow_private,
            following: client(Policy::custom(judged))?,
            plain: client(Policy::none())?,
        })
    }

    /// Posts a body, follows no redirect, and returns the status of the response; the rest is not read. A later header
    /// replaces an earlier one of the same name.
    pub async fn post(
        &self,
        url: Url,
        headers: &[(String, String)],
        body: String,
        timeout: Duration,
    ) -> Result<u16, Unreached> {
        let answer = self.send(url, headers, body, timeout).await?;
        Ok(answer.status().as_u16())
    }

    /// The same, with the first [`MOST_ANSWERED`] bytes of the response's body.
    pub async fn call(
        &self,
        url: Url,
        headers: &[(String, String)],
        body: String,
        timeout: Duration,
    ) -> Result<(u16, String), Unreached> {
        let mut answer = self.send(url, headers, body, timeout).await?;
        let mut read = vec![];
        while read.len() < MOST_ANSWERED {
            let chunk = answer.chunk().await;
            let Some(chunk) = chunk.map_err(|e| Unreached::Request(e.without_url()))? else {
                break;
            };
            read.extend_from_slice(&chunk);
        }
        read.truncate(MOST_ANSWERED);
        let body = String::from_utf8_lossy(&read).into_owned();
        Ok((answer.status().as_u16(), body))
    }

    async fn send(
        &self,
        url: Url,
        headers: &[(String, String)],
        body: String,
        timeout: Duration,
    ) -> Result<reqwest::Response, Unreached> {
        self.judge(&url)?;
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unreached::Header)?;
            let value = HeaderValue::from_str(value).map_err(|_| Unreached::Header)?;
            all.insert(name, value);
        }
        let request = self.plain.post(url).headers(all).body(body);
        let answer = request.timeout(timeout).send().await;
        // The address may contain a secret.
        answer.map_err(|e| Unreached::Request(e.without_url()))
    }

    /// Checks a literal address; names are checked when they are resolved.
    pub fn judge(&self, url: &Url) -> Result<(), RefusedAddress> {
        judge(url, self.allow_private)
    }
}

fn follow(attempt: &Attempt<'_>, allow_private: bool) -> Result<(), RefusedAddress> {
    if attempt.previous().len() > MAX_REDIRECTS {
        return Err(RefusedAddress::Redirects);
    }
    judge(attempt.url(), allow_private)
}

fn judge(url: &Url, allow_private: bool) -> Result<(), RefusedAddress> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RefusedAddress::Scheme);
    }
    let public = match url.host() {
        _ if allow_private => true,
        Some(Host::Ipv4(ip)) => is_public(ip.into()),
        Some(Host::Ipv6(ip)) => is_public(ip.into()),
        Some(Host::Domain(_)) => true,
        None => false,
    };
    if public {
        Ok(())
    } else {
        Err(RefusedAddress::Private)
    }
}

/// Resolves names as the system does, and refuses those with an address that is not public.
#[derive(Debug)]
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> = found.collect();
            if !addresses.iter().all(|address| is_public(address.ip())) {
                return Err(Box::<dyn Error + Send + Sync>::from(
                    RefusedAddress::Private,
                ));
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| judge(&url, false).is_ok())
    }

    #[test]
    fn addresses_of_machines_and_their_networks_are_refused_in_every_spelling() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "017700000001",
            "0",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.88.99.1",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a00:1]",
            "[::127.0.0.1]",
            "[fe80::1]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "[2001:10::1]",
            "[100::1]",
            "[3fff::1]",
            "[5f00::1]",
        ] {
            assert!(!judged(&format!("http://{host}/")), "{host}");
        }
        for url in [
            "ftp://example.com/",
            "file:///etc/passwd",
            "data:text/plain,x",
            "unix:/run/x",
        ] {
            assert!(!judged(url), "{url}");
        }
        for host in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "[2606:4700::1111]",
            "[2a00:1450::1]",
            "[::ffff:8.8.8.8]",
            "example.com",
            "[2001:4860::8888]",
        ] {
            assert!(judged(&format!("https://{host}/")), "{host}");
        }
    }

    #[tokio::test]
    async fn a_name_is_judged_by_what_it_resolves_to() {
        let refused = PublicOnly.resolve("localhost".parse().unwrap()).await;
        assert!(refused.is_err_and(|e| e.to_string().contains("not a public one")));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("http://localhost:{port}/");
        let egress = Egress::new(false).unwrap();
        for client in [&egress.following, &egress.plain] {
            assert!(client.get(&url).send().await.is_err());
        }
        let came = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(came.is_err(), "somebody connected");
    }
}
