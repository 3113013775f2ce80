//! Requests that were recorded at Auth0, sent again: the answers have the same statuses, members and types
//! (`tests/facts/recorded-answers.json`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::*;

static FACTS: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../facts/recorded-answers.json");
    serde_json::from_str(text).expect("our own file is JSON")
});

on_both_engines! {
    clients,
    client_grants,
    resource_servers,
    connections,
    users,
    roles,
    actions,
    log_streams,
    custom_domains,
    organizations,

    others,
}

async fn clients(engine: Engine) {
    replay(engine, "clients").await;
}

async fn client_grants(engine: Engine) {
    replay(engine, "client-grants").await;
}

async fn resource_servers(engine: Engine) {
    replay(engine, "resource-servers").await;
}

async fn connections(engine: Engine) {
    replay(engine, "connections").await;
}

async fn users(engine: Engine) {
    replay(engine, "users").await;
}

async fn roles(engine: Engine) {
    replay(engine, "roles").await;
}

async fn actions(engine: Engine) {
    replay(engine, "actions").await;
}

async fn log_streams(engine: Engine) {
    replay(engine, "log-streams").await;
}

async fn custom_domains(engine: Engine) {
    replay(engine, "custom-domains").await;
}

async fn organizations(engine: Engine) {
    replay(engine, "organizations").await;
}

async fn others(engine: Engine) {
    replay(engine, "others").await;
}

/// Stands where the recorded tenant's domain was.
const DOMAIN: &str = "{{DOMAIN}}";

/// Sequences that ask for what this server does not do, the step that is refused for it, and how.
const REFUSED: [(&str, usize, u16); 15] = [
    // A syntax error, which is found here when the Action is deployed, and at Auth0 when it runs.
    ("action", 7, 400),
    // Rich authorization requests, tokens that are signed with a secret or encrypted, online access.
    ("client grant", 0, 403),
    ("client grant create", 2, 403),
    ("client grant list", 2, 403),
    ("client grant organizations", 2, 403),
    ("client grant update", 2, 403),
    ("resource server", 4, 403),
    ("resource server online access", 0, 403),
    // A header that names the caller.
    ("custom domain", 2, 403),
    // Connections that are no database.
    ("organization connection", 2, 403),
    ("organization connections", 2, 403),
    ("organization create", 1, 403),
    ("organization delete connection", 2, 403),
    ("organization update connection", 2, 403),
    // A role in an organization for somebody who is no member of it.
    ("organization members", 3, 404),
];

/// Sends every sequence about this, one after the other, and tells all differences at once.
async fn replay(engine: Engine, about: &str) {
    let world = World::own(engine).await;
    let mut replay = Replay::new(&world);
    replay.allow_usernames().await;
    let sequences = FACTS["sequences"].as_array().expect("a list");
    let mut differences = vec![];
    for sequence in sequences
        .iter()
        .filter(|sequence| sequence["about"] == about)
    {
        let name = sequence["name"].as_str().expect("a name");
        for difference in replay.sequence(name, &sequence["steps"]).await {
            differences.push(format!("{name}, {difference}"));
        }
        replay.sequences += 1;
    }
    assert!(replay.sequences > 0, "nothing was recorded about {about}");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What the recorded ids are called here.
struct Replay<'a> {
    world: &'a World,
    ids: BTreeMap<String, String>,
    sequences: usize,
}

impl<'a> Replay<'a> {
    fn new(world: &'a World) -> Self {
        let issuer = world.issuer().trim_end_matches('/');
        let domain = issuer.split_once("//").map_or("", |(_, host)| host);
        let ids = BTreeMap::from([(DOMAIN.to_owned(), domain.to_owned())]);
        Self {
            world,
            ids,
            sequences: 0,
        }
    }

    /// The tenants that were recorded had users with names.
    async fn allow_usernames(&self) {
        let path = format!("/api/v2/connections?name={CONNECTION}");
        let found = self
            .world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        let path = format!("/api/v2/connections/{}", text(&found[0], "id"));
        let options = json!({ "options": { "requires_username": true } });
        self.world
            .manage(Method::PATCH, &path, Some(options))
            .await
            .expect(200);
    }

    /// What was different in a sequence. After a step that is refused as it has to be, only what was made is deleted.
    async fn sequence(&mut self, name: &str, steps: &Value) -> Vec<String> {
        self.ids.retain(|name, _| name == DOMAIN);
        let mut differences = vec![];
        let mut is_over = false;
        for (number, step) in steps.as_array().into_iter().flatten().enumerate() {
            if is_over && step[0] != "DELETE" {
                continue;
            }
            let result = self.step(step).await;
            if is_over {
                continue;
            }
            let refusal = REFUSED
                .iter()
                .find(|(of, at, _)| (*of, *at) == (name, number));
            if let Some((_, _, status)) = refusal {
                is_over = true;
                let refused = format!(" answered {status} and not ");
                if !result.as_ref().is_err_and(|text| text.contains(&refused)) {
                    differences.push(format!("step {number} was not refused: {result:?}"));
                }
            } else if let Err(difference) = result {
                differences.push(format!("step {number}: {difference}"));
            }
        }
        differences
    }

    /// A step: method, path, body, status, shape of the answer, and where in it ids are that later steps name.
    async fn step(&mut self, step: &Value) -> Result<(), String> {
        let word = |index: usize| step[index].as_str().expect("a step begins with two words");
        let (method, path) = (word(0), self.filled(word(1), true));
        if path.contains("{{") {
            // A page that was the last one here: there is none after it.
            return Ok(());
        }
        let body = (!step[2].is_null()).then(|| {
            let filled = self.filled(&step[2].to_string(), false);
            serde_json::from_str(&filled).expect("still JSON")
        });
        let verb = Method::from_bytes(method.as_bytes()).expect("a method");
        let answer = self
            .world
            .manage(verb, &format!("/api/v2{path}"), body)
            .await;
        let at = format!("{method} {path}");
        let found: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        for (name, pointer) in step[5].as_object().into_iter().flatten() {
            let id = pointer
                .as_str()
                .and_then(|pointer| found.pointer(pointer)?.as_str());
            let name = format!("{{{{{name}}}}}");
            match id {
                Some(id) => drop(self.ids.insert(name, id.to_owned())),
                None => drop(self.ids.remove(&name)),
            }
        }
        if step[3] != answer.status {
            return Err(format!(
                "{at} answered {} and not {}: {}",
                answer.status, step[3], answer.body
            ));
        }
        let mut check = Check::default();
        match &step[4] {
            Value::Null if answer.body.is_empty() || answer.body == "{}" => {}
            wanted => check.value("", &found, wanted),
        }
        let complaints = check.complaints.join("; ");
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(format!("{at}: {complaints}"))
        }
    }

    fn filled(&self, text: &str, is_path: bool) -> String {
        self.ids.iter().fold(text.to_owned(), |text, (name, id)| {
            let encoded = utf8_percent_encode(id, NON_ALPHANUMERIC).to_string();
            text.replace(name, if is_path { &encoded } else { id })
        })
    }
}

/// Compares an answer with the shape that was recorded.
#[derive(Default)]
struct Check {
    /// Whether the recording kept only some of the members.
    is_partial: bool,
    complaints: Vec<String>,
}

impl Check {
    fn value(&mut self, at: &str, found: &Value, wanted: &Value) {
        match (wanted, found) {
            (Value::String(name), _) if name.starts_with(['@', '~']) => {
                self.is_partial |= name.starts_with('~');
                self.value(at, found, &FACTS["shapes"][name.trim_start_matches('~')]);
            }
            (Value::Object(wanted), Value::Object(found)) => self.members(at, found, wanted),
            (Value::Array(wanted), Value::Array(found)) => {
                for element in found.iter().take(if wanted.is_empty() { 0 } else { 3 }) {
                    self.value(&format!("{at}[]"), element, &wanted[0]);
                }
            }
            _ if wanted == "any" || wanted == kind(found) => {}
            _ => self.complain(format!("{at} is {} and not {wanted}", kind(found))),
        }
    }

    /// A name with a question mark behind it is a member that not every element of a list had.
    fn members(&mut self, at: &str, found: &Map<String, Value>, wanted: &Map<String, Value>) {
        for (name, shape) in wanted {
            let plain = name.trim_end_matches('?');
            match found.get(plain) {
                Some(value) => self.value(&format!("{at}.{plain}"), value, shape),
                None if plain == name => self.complain(format!("{at}.{name} is missing")),
                None => {}
            }
        }
        let is_known =
            |name: &str| wanted.contains_key(name) || wanted.contains_key(&format!("{name}?"));
        for name in found
            .keys()
            .filter(|name| !self.is_partial && !is_known(name))
        {
            self.complaints
                .push(format!("{at}.{name} was not recorded"));
        }
    }

    fn complain(&mut self, complaint: String) {
        self.complaints.push(complaint);
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}
