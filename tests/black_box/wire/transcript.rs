//! A table of requests as one readable text: each answer whole, with its log line and its events in the tenant log.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::names::{JWT, Names};
use crate::harness::*;

/// The time of every table, so that lifetimes can be read.
const NOW: &str = "2031-05-05T10:00:00Z";
/// Headers that depend on the machine, and those that every answer has.
const HIDDEN: [&str; 5] = [
    "date",
    "content-length",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "connection",
];
const USUAL: [(&str, &str); 2] = [
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];
/// Members of an event that depend on the machine or are the same for all.
const OF_EVERY_EVENT: [&str; 9] = [
    "_id",
    "date",
    "environment_name",
    "hostname",
    "ip",
    "isMobile",
    "log_id",
    "tenant_name",
    "user_agent",
];

/// What one server answered to the requests of a table.
pub struct Transcript {
    pub world: World,
    names: Names,
    text: String,
    /// How much of the server's log has been read.
    read: usize,
    /// How often the tenant log has been asked for.
    asked: usize,
    /// The id of the last event that has been read.
    last: String,
}

impl Transcript {
    /// A server of the table's own, whose time stands still.
    pub async fn of(setup: Setup) -> Self {
        let world = World::of(&setup.set("RATE_LIMIT__MANAGEMENT", "1000").start().await);
        world.freeze(NOW).await;
        Self {
            names: Names::new(&world),
            world,
            text: String::new(),
            read: 0,
            asked: 0,
            last: String::new(),
        }
    }

    /// Passes over what the preparations for the next request have logged.
    pub async fn prepared(&mut self) {
        self.new_events().await;
    }

    /// Adds an answer that [`Transcript::prepared`] or another answer came before.
    pub async fn add(&mut self, title: &str, answer: &Answer) {
        let events = self.new_events().await;
        let line = self.line(answer);
        self.heading(title);
        let _infallible = writeln!(self.text, "{} {}", answer.method, answer.url.path());
        let _infallible = writeln!(self.text, "{}", answer.status);
        let said = headers(answer) + &body(answer);
        self.text.push_str(&said);
        self.text.push_str(&line);
        for token in JWT
            .find_iter(&said)
            .filter_map(|found| claims(found.as_str()))
        {
            let _infallible = writeln!(self.text, "token {token}");
        }
        for event in events {
            let _infallible = writeln!(self.text, "event {event}");
        }
    }

    /// Adds a call of the Management API in short: what was sent, the status, and the body of a refusal.
    pub fn call(&mut self, sent: &Value, answer: &Answer) {
        let sent = if sent.is_null() {
            String::new()
        } else {
            format!(" {sent}")
        };
        let query = answer
            .url
            .query()
            .map_or(String::new(), |query| format!("?{query}"));
        let _infallible = writeln!(
            self.text,
            "\n{} {}{query}{sent}",
            answer.method,
            answer.url.path()
        );
        let body = if answer.status < 400 {
            ""
        } else {
            &answer.body
        };
        let _infallible = writeln!(self.text, "{} {body}", answer.status);
    }

    /// Adds a value under a title.
    pub fn value(&mut self, title: &str, value: &Value) {
        self.text(title, &format!("{value:#}"));
    }

    /// Adds a string under a title.
    pub fn text(&mut self, title: &str, text: &str) {
        self.heading(title);
        let _infallible = writeln!(self.text, "{text}");
    }

    /// Compares the table with its snapshot, which both engines share.
    pub fn check(mut self, name: &str) {
        let text = self.names.settle(&self.text);
        check(name, &text);
    }

    fn heading(&mut self, title: &str) {
        let separator = if self.text.is_empty() { "" } else { "\n" };
        let _infallible = writeln!(self.text, "{separator}## {title}");
    }

    /// The events since the last time, the oldest first; without those of the requests for them, which come from this
    /// machine itself.
    async fn new_events(&mut self) -> Vec<Value> {
        self.asked += 1;
        let path = match self.last.as_str() {
            "" => "/logs?sort=date:1&per_page=100".to_owned(),
            last => format!("/logs?from={last}&take=100"),
        };
        let events = get(&self.world, &path).await;
        let mut events = events.as_array().expect("an array").clone();
        if let Some(last) = events.last() {
            self.last = text(last, "log_id");
        }
        events.retain(|event| event["ip"] != "127.0.0.1");
        for event in &mut events {
            let members = event.as_object_mut().expect("an object");
            members.retain(|name, _| !OF_EVERY_EVENT.contains(&name.as_str()));
        }
        events
    }

    /// The log line of the request, without what the answer tells already.
    fn line(&mut self, answer: &Answer) -> String {
        let lines = self.lines();
        let fits = |line: &&Value| {
            line["method"] == answer.method.as_str() && line["status"] == answer.status
        };
        let found = lines.iter().rfind(fits);
        let mut line = found
            .unwrap_or_else(|| panic!("no line of {answer:#?} in {lines:#?}"))
            .clone();
        let members = line.as_object_mut().expect("an object");
        members.retain(|name, _| !["message", "method", "ms", "status"].contains(&name.as_str()));
        format!("line {line}\n")
    }

    /// The lines of requests since the last time. The last two are those that asked for the events, and are not among them.
    fn lines(&mut self) -> Vec<Value> {
        let start = Instant::now();
        loop {
            let log = self.world.server.log();
            let lines: Vec<Value> = log.lines().filter_map(request).collect();
            let asked = lines.iter().filter(|line| is_of_the_events(line)).count();
            if asked == self.asked {
                let new = lines[self.read..lines.len() - 2].to_vec();
                self.read = lines.len();
                return new;
            }
            let waited = start.elapsed();
            assert!(
                waited < Duration::from_secs(30),
                "{asked} of {}: {log}",
                self.asked
            );
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Compares a text with the snapshot of that name.
pub fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(Path::new("../snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The fields of a line that tells of a request.
fn request(line: &str) -> Option<Value> {
    let line: Value = serde_json::from_str(line).ok()?;
    (line["target"] == "footbridge::request").then(|| line["fields"].clone())
}

fn is_of_the_events(line: &Value) -> bool {
    line["route"] == "/api/v2/logs" && line["method"] == "GET"
}

/// The headers in the order of the alphabet.
fn headers(answer: &Answer) -> String {
    let mut lines: Vec<String> = vec![];
    for (name, value) in &answer.headers {
        let value = value.to_str().expect("headers are ASCII");
        if !HIDDEN.contains(&name.as_str()) && !USUAL.contains(&(name.as_str(), value)) {
            lines.push(format!("{name}: {value}\n"));
        }
    }
    for (name, _) in USUAL {
        if !answer.headers.contains_key(name) {
            lines.push(format!("no {name}\n"));
        }
    }
    lines.sort();
    lines.concat()
}

/// The body as it was sent, or, where JSON is long, over several lines.
fn body(answer: &Answer) -> String {
    let sent = answer.body.trim_end();
    let is_json = answer
        .header("content-type")
        .starts_with("application/json");
    match is_json.then(|| answer.json()) {
        Some(body) if body.as_object().is_none_or(|members| members.len() > 5) => {
            format!("{body:#}\n")
        }
        _ if sent.is_empty() => String::new(),
        _ => format!("{sent}\n"),
    }
}

/// A token's header and claims, after its name.
fn claims(token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let (header, claims) = (decoded(parts.next()?)?, decoded(parts.next()?)?);
    Some(format!("{token}: {header} {claims}"))
}

fn decoded(part: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok().filter(Value::is_object)
}
