//! Requests to addresses from settings and Actions: only to the public internet, unless the operator allows more.
//!
//! A name is resolved once, every address of it is checked, and the connection goes to a checked address: a name that
//! resolves differently a moment later gains nothing.

mod documents;

pub use documents::Wanted;

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
/// Bytes of a document.
const LONGEST_DOCUMENT: usize = 128 * 1024;
const DOCUMENT_TIMEOUT: Duration = Duration::from_secs(5);

/// Two clients under the same rules.
#[derive(Debug, Clone)]
pub struct Egress {
    allow_private: bool,
    documents: Arc<documents::Documents>,
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
    #[error("the answer has the status {0}")]
    Status(u16),
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    #[error("the answer is not UTF-8")]
    Text,
}

/// A request whose whole answer is wanted. Redirects are not followed.
#[derive(Debug)]
pub struct Exchange<'a> {
    pub url: Url,
    pub headers: &'a [(String, String)],
    /// A form to post; without one the address is fetched.
    pub form: Option<String>,
    /// Bytes of an answer that is taken.
    pub most: usize,
    pub timeout: Duration,
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
            documents: Arc::default(),
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
        let request = self.plain.post(url).headers(map(headers)?).body(body);
        let answer = request.timeout(timeout).send().await;
        // The address may contain a secret.
        answer.map_err(|e| Unreached::Request(e.without_url()))
    }

    /// The status and the whole body of an answer; one that is too long is an error.
    pub async fn exchange(&self, exchange: Exchange<'_>) -> Result<(u16, Vec<u8>), Unreached> {
        const FORM: &str = "application/x-www-form-urlencoded";
        self.judge(&exchange.url)?;
        let request = match exchange.form {
            None => self.plain.get(exchange.url),
            Some(form) => {
                let request = self.plain.post(exchange.url).body(form);
                request.header(reqwest::header::CONTENT_TYPE, FORM)
            }
        };
        let request = request.headers(map(exchange.headers)?);
        let answer = request.timeout(exchange.timeout).send().await;
        // The address may contain a secret.
        let mut answer = answer.map_err(|e| Unreached::Request(e.without_url()))?;
        let mut read = vec![];
        loop {
            let chunk = answer.chunk().await;
            let Some(chunk) = chunk.map_err(|e| Unreached::Request(e.without_url()))? else {
                return Ok((answer.status().as_u16(), read));
            };
            if read.len() + chunk.len() > exchange.most {
                return Err(Unreached::TooLong(exchange.most));
            }
            read.extend_from_slice(&chunk);
        }
    }

    /// The document at an address, fetched or kept; `now` in milliseconds.
    pub async fn document(
        &self,
        url: &Url,
        wanted: Wanted,
        now: i64,
    ) -> Result<Arc<str>, Unreached> {
        if let Some(kept) = self.documents.find(url.as_str(), wanted, now) {
            return Ok(kept);
        }
        let exchange = Exchange {
            url: url.clone(),
            headers: &[("accept".to_owned(), "application/json".to_owned())],
            form: None,
            most: LONGEST_DOCUMENT,
            timeout: DOCUMENT_TIMEOUT,
        };
        let (status, body) = self.exchange(exchange).await?;
        if status != 200 {
            return Err(Unreached::Status(status));
        }
        let text: Arc<str> = String::from_utf8(body).map_err(|_| Unreached::Text)?.into();
        self.documents.keep(url.as_str(), Arc::clone(&text), now);
        Ok(text)
    }

    /// Whether addresses of private networks are called, and such without TLS by credentials.
    pub fn allows_private(&self) -> bool {
        self.allow_private
    }

    /// Checks a literal address; names are checked when they are resolved.
    pub fn judge(&self, url: &Url) -> Result<(), RefusedAddress> {
        judge(url, self.allow_private)
    }
}

fn map(headers: &[(String, String)]) -> Result<HeaderMap, Unreached> {
    let mut all = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unreached::Header)?;
        let value = HeaderValue::from_str(value).map_err(|_| Unreached::Header)?;
        all.insert(name, value);
    }
    Ok(all)
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
