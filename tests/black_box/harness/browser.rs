//! A browser that does one thing at a time: it keeps cookies, and follows nothing by itself.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use reqwest::header::{CACHE_CONTROL, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Url};
use serde_json::Value;

use super::answers;
use super::page::Form;
use super::server::Server;
use super::tenant::PASSWORD;

/// The `state` that every authorization request of the tests carries.
pub const STATE: &str = "state-4711~";

/// One answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    pub method: Method,
    pub url: Url,
}

/// What an authorization request came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Back at the application, with a code.
    Code(String),
    /// Back at the application, with `error` and `error_description`.
    Refused(String, String),
    Login,
    Consent,
    /// A page of a second factor, by its name.
    Factor(String),
    /// On the way to a page of the server's own.
    Resume,
    /// No redirect.
    Page(u16),
}

impl Answer {
    pub fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.body);
        parsed.unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// It says "not now", and when to come back: in a few seconds, not all at once.
    #[track_caller]
    pub fn not_now(&self) {
        assert_eq!(self.status, 503, "{self:#?}");
        let soon = ["1", "2", "3"].contains(&self.header("retry-after"));
        assert!(soon && !self.body.is_empty(), "{self:#?}");
    }

    /// Where it redirects to, made absolute.
    pub fn location(&self) -> Option<Url> {
        let location = self
            .headers
            .get(LOCATION)?
            .to_str()
            .expect("URLs are ASCII");
        Some(self.url.join(location).expect("a URL"))
    }

    /// A parameter of the redirect.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = self.location()?;
        let found = url.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned())
    }

    /// Every cookie that it sets or clears: name, value, attributes in lower case.
    pub fn cookies(&self) -> Vec<(String, String, String)> {
        let lines = self.headers.get_all(SET_COOKIE).iter();
        let cookie = |line: &reqwest::header::HeaderValue| {
            let line = line.to_str().expect("cookies are ASCII").to_owned();
            let (pair, attributes) = line.split_once(';').unwrap_or((&line, ""));
            let (name, value) = pair.split_once('=').expect("a cookie pair");
            (
                name.to_owned(),
                value.to_owned(),
                attributes.to_ascii_lowercase(),
            )
        };
        lines.map(cookie).collect()
    }

    /// The new value of a cookie, if the answer sets it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut cookies = self.cookies().into_iter();
        cookies
            .find(|(known, value, _)| known == name && !value.is_empty())
            .map(|found| found.1)
    }

    /// Whether it tells the browser to forget the cookie.
    pub fn clears(&self, name: &str) -> bool {
        let mut cookies = self.cookies().into_iter();
        cookies.any(|(known, _, attributes)| known == name && attributes.contains("max-age=0"))
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// Expects `{"error": …, "error_description": …}`.
    #[track_caller]
    pub fn expect_error(&self, status: u16, error: &str, description: &str) {
        assert_eq!(self.status, status, "{self:#?}");
        let body = self.json();
        assert_eq!(body["error"], error, "{body}");
        assert_eq!(body["error_description"], description, "{body}");
    }

    /// The page of the server's own that it leads to.
    pub fn outcome_of_ours(&self) -> Option<Outcome> {
        let to = self.location()?;
        let ours = to.host_str() == self.url.host_str() && to.scheme() == self.url.scheme();
        match to.path() {
            "/u/login" | "/u/login/identifier" if ours => Some(Outcome::Login),
            "/u/consent" if ours => Some(Outcome::Consent),
            path if ours && path.starts_with("/u/mfa-") => {
                Some(Outcome::Factor(path["/u/".len()..].to_owned()))
            }
            "/authorize/resume" if ours => Some(Outcome::Resume),
            _ => {
                assert!(!ours, "an unexpected page: {to}");
                None
            }
        }
    }

    /// What an authorization request came to.
    #[track_caller]
    pub fn outcome(&self) -> Outcome {
        let (Some(to), 302 | 303) = (self.location(), self.status) else {
            return Outcome::Page(self.status);
        };
        if let Some(page) = self.outcome_of_ours() {
            return page;
        }
        assert_eq!(self.parameter("state").as_deref(), Some(STATE), "{to}");
        if let Some(error) = self.parameter("error") {
            let description = self.parameter("error_description");
            return Outcome::Refused(error, description.unwrap_or_default());
        }
        let code = self.parameter("code");
        Outcome::Code(code.unwrap_or_else(|| panic!("neither code nor error: {to}")))
    }

    /// The code that it brings to the application.
    #[track_caller]
    pub fn code(&self) -> String {
        match self.outcome() {
            Outcome::Code(code) => code,
            other => panic!("no code but {other:?}: {self:#?}"),
        }
    }

    /// What holds for every answer of the server, whatever was asked.
    fn check(&self) {
        assert_ne!(self.status, 500, "{self:#?}");
        if self.headers.contains_key(SET_COOKIE) {
            let stored = self.headers.get(CACHE_CONTROL).is_none_or(|value| {
                !value
                    .to_str()
                    .expect("headers are ASCII")
                    .contains("no-store")
            });
            assert!(!stored, "a cookie that a cache may keep: {self:#?}");
        }
        if let Some(to) = self.location() {
            assert!(!to.as_str().contains("session_transfer_token"), "{to}");
        }
        assert_eq!(self.header("referrer-policy"), "no-referrer", "{self:#?}");
        // Browsers apply `form-action` to the redirects after a form, which only the application knows.
        if self.body.contains("<form") {
            let policy = self.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
            assert!(!policy.contains("form-action"), "{policy}");
        }
        let (method, path) = (self.method.as_str(), self.url.path());
        answers::check(method, path, self.status, &self.body);
    }
}

/// Speaks HTTP to one server, from one address.
#[derive(Clone)]
pub struct Http {
    client: Client,
    base: Url,
    issuer: Url,
    /// The address to simulate, if any.
    pub ip: Option<String>,
    /// Sent with every request.
    pub headers: Vec<(String, String)>,
}

impl Http {
    pub fn new(server: &Server, ip: Option<String>) -> Self {
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .resolve("localhost", SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .build()
            .expect("a client");
        Self {
            client,
            base: format!("http://localhost:{}", server.port)
                .parse()
                .expect("a URL"),
            issuer: server.issuer.parse().expect("a URL"),
            ip,
            headers: vec![],
        }
    }

    /// A request to a path, or to a URL of the issuer's.
    pub fn request(&self, method: Method, url: &str) -> RequestBuilder {
        let mut url = self.base.join(url).expect("a URL");
        if url.origin() == self.issuer.origin() {
            url.set_host(self.base.host_str()).expect("a host");
            url.set_port(self.base.port()).expect("a port");
        }
        let mut request = self.client.request(method, url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        match &self.ip {
            Some(ip) => request.header("Footbridge-Simulate-Ip", ip),
            None => request,
        }
    }

    /// Sends it and checks what holds for every answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = self.attempt(request).await.expect("an answer");
        answer.check();
        answer
    }

    /// Sends it to a server that may be gone.
    pub async fn attempt(&self, request: RequestBuilder) -> Result<Answer, reqwest::Error> {
        let (client, request) = request.build_split();
        let request = request?;
        let method = request.method().clone();
        let response = client.execute(request).await?;
        Ok(Answer {
            method,
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            url: response.url().clone(),
            body: response.text().await?,
        })
    }

    pub async fn get(&self, url: &str) -> Answer {
        self.send(self.request(Method::GET, url)).await
    }
}

/// [`Http`] with a cookie jar and headers of its own.
pub struct Browser {
    pub http: Http,
    cookies: Mutex<Vec<(String, String)>>,
    headers: Vec<(String, String)>,
}

impl Browser {
    pub fn new(http: &Http) -> Self {
        Self {
            http: http.clone(),
            cookies: Mutex::default(),
            headers: vec![],
        }
    }

    /// Sends this header with every request.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Puts a cookie into the jar; an empty value takes it out.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut jar = self.cookies.lock().expect("no holder panics");
        jar.retain(|(known, _)| known != name);
        if !value.is_empty() {
            jar.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Puts all cookies of another browser into the jar.
    pub fn take_cookies(&self, other: &Self) {
        for (name, value) in other.cookies.lock().expect("no holder panics").iter() {
            self.set_cookie(name, value);
        }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.cookies.lock().expect("no holder panics");
        let found = jar.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    /// Sends a request with headers and cookies, and keeps the answer's cookies.
    pub async fn send(&self, mut request: RequestBuilder) -> Answer {
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let jar = self.cookies.lock().expect("no holder panics").clone();
        if !jar.is_empty() {
            let pairs: Vec<_> = jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("Cookie", pairs.join("; "));
        }
        let answer = self.http.send(request).await;
        for (name, value, attributes) in answer.cookies() {
            let gone = attributes.contains("max-age=0") || value.is_empty();
            self.set_cookie(&name, if gone { "" } else { &value });
        }
        answer
    }

    pub async fn get(&self, url: &str) -> Answer {
        self.send(self.http.request(Method::GET, url)).await
    }

    /// Takes the redirect, which must lead to the server itself.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        let to = answer
            .location()
            .unwrap_or_else(|| panic!("no redirect: {answer:#?}"));
        self.get(to.as_str()).await
    }

    /// Fills in the form of a page and sends it.
    pub async fn submit(&self, page: &Answer, values: &[(&str, &str)]) -> Answer {
        let form = Form::parse(&page.body).unwrap_or_else(|| panic!("no form: {page:#?}"));
        assert_eq!(form.method.to_ascii_lowercase(), "post");
        let action = page.url.join(&form.action).expect("a URL");
        let request = self.http.request(Method::POST, action.as_str());
        self.send(request.form(&form.fill(values))).await
    }

    /// From the redirect to the login page through the page to what follows it.
    pub async fn log_in(&self, answer: &Answer, email: &str) -> Answer {
        assert_eq!(answer.outcome(), Outcome::Login, "{answer:#?}");
        let page = self.follow(answer).await.expect(200);
        let filled = [("username", email), ("password", PASSWORD)];
        let sent = self.submit(&page, &filled).await.expect(303);
        assert_eq!(sent.outcome(), Outcome::Resume);
        self.follow(&sent).await
    }
}
