//! `/metrics`: what is counted, under names and labels that the documentation has.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::actions::{bind, post_login};
use crate::harness::collector::Collector;
use crate::harness::*;
use crate::logs::delivery::stream;

/// How long a busy machine may take for what goes on beside the requests.
const PATIENCE: Duration = Duration::from_secs(60);

const DOCUMENT: &str = include_str!("../../../docs/monitoring.md");

on_both_engines! {
    every_metric_is_documented_and_there,
    transfers_are_counted_by_the_reason_of_their_refusal,
    labels_do_not_grow_with_what_callers_send,
    what_is_under_way_shows,
}

/// A metric's labels, each with its values.
pub(super) type Labels = BTreeMap<String, BTreeSet<String>>;

pub(super) async fn text_of(world: &World) -> String {
    let url = format!("http://localhost:{}/metrics", world.server.port);
    let answer = reqwest::get(url).await.expect("an answer");
    answer.text().await.expect("a text")
}

/// The value of a metric with these labels.
async fn count(world: &World, line: &str) -> f64 {
    let text = text_of(world).await;
    let of_line = |l: &'_ str| l.strip_prefix(line)?.strip_prefix(' ')?.parse().ok();
    let found = text.lines().find_map(of_line);
    found.unwrap_or_else(|| panic!("no {line} in {text}"))
}

/// What a run exposes: types and labels by name. Series of a histogram go under its own name.
pub(super) fn exposed(text: &str) -> BTreeMap<String, (String, Labels)> {
    let mut found = BTreeMap::new();
    let types = text.lines().filter_map(|l| l.strip_prefix("# TYPE "));
    for (name, kind) in types.filter_map(|l| l.split_once(' ')) {
        found.insert(name.to_owned(), (kind.to_owned(), Labels::new()));
    }
    let series = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty());
    for line in series {
        let name = line.split(['{', ' ']).next().expect("a name");
        let base = ["_bucket", "_sum", "_count"].iter();
        let base = base.filter_map(|end| name.strip_suffix(end));
        let own = [name]
            .into_iter()
            .chain(base)
            .find(|n| found.contains_key(*n));
        let own = own.unwrap_or_else(|| panic!("{line} has no type"));
        let (_, labels) = found.get_mut(own).expect("just found");
        let inside = line
            .split_once('{')
            .and_then(|(_, rest)| rest.rsplit_once('}'));
        for pair in inside.map_or("", |(pairs, _)| pairs).split("\",") {
            if let Some((label, value)) = pair.split_once("=\"").filter(|(l, _)| *l != "le") {
                let values = labels.entry(label.to_owned()).or_default();
                values.insert(value.trim_end_matches('"').to_owned());
            }
        }
    }
    found
}

/// The table of the document: a label without values may have any.
pub(super) fn documented() -> BTreeMap<String, (String, Labels)> {
    let rows = DOCUMENT.lines().filter(|l| l.starts_with("| `footbridge_"));
    let read = |row: &str| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let mut labels = Labels::new();
        for label in cells[3].split([';', ',']).filter(|l| !l.trim().is_empty()) {
            let mut words = label.split('`').skip(1).step_by(2).map(str::to_owned);
            labels.insert(words.next().expect("a label"), words.collect());
        }
        (
            cells[1].trim_matches('`').to_owned(),
            (cells[2].to_owned(), labels),
        )
    };
    rows.map(read).collect()
}

async fn every_metric_is_documented_and_there(engine: Engine) {
    let (collector, receiver) = (Collector::start().await, Receiver::start().await);
    let setup = Setup::new(engine).await;
    let directory = setup.database().directory().to_owned();
    let (asn, city) = (directory.join("asn.mmdb"), directory.join("city.mmdb"));
    write_asn_database(&asn, &[("192.0.2.0/24", 64500)]);
    write_city_database(&city, &[("192.0.2.0/24", "DE")]);
    let setup = setup
        .set("ASN_DATABASE", &asn.display().to_string())
        .set("CITY_DATABASE", &city.display().to_string())
        .set("OTLP__ENDPOINT", &collector.endpoint)
        .calling(&receiver.trusted_in(&directory));
    let world = World::of(&setup.start().await);
    stream(&world, &receiver, "/in", json!({})).await;
    let away = json!({"httpEndpoint": "https://nobody.invalid/"});
    stream(&world, &receiver, "/away", away).await;
    world.transferred("native", "web").await;
    world.password("native", &[("password", "wrong")]).await;
    world.http.get("/nowhere").await.expect(404);
    for later in [
        "footbridge_otlp_exports_total{",
        "footbridge_log_stream_delivered_total{",
        "footbridge_log_stream_failed_total{",
    ] {
        let start = Instant::now();
        while !text_of(&world).await.contains(later) {
            assert!(start.elapsed() < PATIENCE, "no {later}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    let (exposed, documented) = (exposed(&text_of(&world).await), documented());
    let names = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&exposed), names(&documented));
    for (name, (kind, labels)) in &exposed {
        let (expected_kind, expected) = &documented[name];
        assert_eq!(kind, expected_kind, "{name}");
        let keys: Vec<_> = labels.keys().collect();
        assert_eq!(keys, expected.keys().collect::<Vec<_>>(), "{name}");
        for (label, values) in labels {
            let known = &expected[label];
            assert!(
                known.is_empty() || values.is_subset(known),
                "{name} {label} {values:?}"
            );
        }
    }
    let age = "footbridge_network_database_age_seconds{database=\"asn\"}";
    assert!(count(&world, age).await < 3600.0);
}

async fn transfers_are_counted_by_the_reason_of_their_refusal(engine: Engine) {
    let world = World::own(engine).await;
    let refused =
        |reason: &str| format!("footbridge_transfers_refused_total{{reason=\"{reason}\"}}");
    let of_token = |grant: &str, outcome: &str| {
        format!("footbridge_token_requests_total{{grant=\"{grant}\",outcome=\"{outcome}\"}}")
    };
    // Every reason is there before it happens.
    assert_eq!(count(&world, &refused("user_mismatch")).await, 0.0);
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    world.redeem(&browser, "web", &transfer.token).await.code();
    let again = world.redeem(&world.browser(), "web", &transfer.token).await;
    assert_eq!(again.outcome(), Outcome::Login);
    let transfer = world.transfer("native").await;
    let elsewhere = world.at("203.0.113.9");
    let answer = elsewhere
        .redeem(&elsewhere.browser(), "web", &transfer.token)
        .await;
    assert_eq!(answer.outcome(), Outcome::Login);
    world.refresh("native", "nonsense", &[]).await.expect(403);
    world
        .post("/oauth/token", &[("grant_type", "made-up")])
        .await;

    assert_eq!(
        count(&world, "footbridge_transfers_issued_total").await,
        2.0
    );
    assert_eq!(
        count(&world, "footbridge_transfers_redeemed_total").await,
        1.0
    );
    assert_eq!(count(&world, &refused("not_found_or_expired")).await, 1.0);
    assert_eq!(count(&world, &refused("device_mismatch")).await, 1.0);
    assert_eq!(count(&world, &refused("user_mismatch")).await, 0.0);
    assert_eq!(
        count(&world, &of_token("session_transfer", "ok")).await,
        2.0
    );
    assert_eq!(count(&world, &of_token("password", "ok")).await, 2.0);
    assert_eq!(
        count(&world, &of_token("refresh_token", "invalid_grant")).await,
        1.0
    );
    assert_eq!(
        count(&world, &of_token("unknown", "unsupported_grant_type")).await,
        1.0
    );
    let logins = "footbridge_logins_total{silent=\"false\",outcome=\"ok\"}";
    assert_eq!(count(&world, logins).await, 1.0);
    let checks = "footbridge_password_checks_total{outcome=\"ok\"}";
    assert_eq!(count(&world, checks).await, 2.0);
    let answer = world
        .authorize(&world.browser(), "web", &[("prompt", "none")])
        .await;
    assert!(matches!(answer.outcome(), Outcome::Refused(..)));
    let silent = "footbridge_logins_total{silent=\"true\",outcome=\"login_required\"}";
    assert_eq!(count(&world, silent).await, 1.0);
    let unknown = [("response_type", "nonsense")];
    world.authorize(&world.browser(), "web", &unknown).await;
    let refused = "footbridge_logins_total{silent=\"false\",outcome=\"unsupported_response_type\"}";
    assert_eq!(count(&world, refused).await, 1.0);
}

async fn labels_do_not_grow_with_what_callers_send(engine: Engine) {
    let world = World::own(engine).await;
    let body = json!({"name": "One", "app_type": "spa"});
    let path = "/api/v2/clients";
    let made = world.manage(reqwest::Method::POST, path, Some(body)).await;
    let id = text(&made.expect(201).json(), "client_id");
    let one = format!("{path}/{id}");
    world
        .manage(reqwest::Method::GET, &one, None)
        .await
        .expect(200);
    strange_requests(&world, 0).await;
    text_of(&world).await;
    let before = text_of(&world).await;
    for number in 1..20 {
        strange_requests(&world, number).await;
    }
    let after = text_of(&world).await;
    assert_eq!(after.lines().count(), before.lines().count(), "{after}");
    assert!(after.contains("route=\"/api/v2/clients/{id}\""), "{after}");
    for never in [&id, "nowhere", "grant-1", "A1"] {
        assert!(!after.contains(never), "{never}: {after}");
    }
}

/// A path, a method, a parameter and a grant that nobody else makes up.
async fn strange_requests(world: &World, number: usize) {
    let method = reqwest::Method::from_bytes(format!("A{number}").as_bytes()).expect("a name");
    world.http.get(&format!("/nowhere/{number}")).await;
    let request = world.http.request(method, "/userinfo");
    world.http.send(request).await;
    world.http.get(&format!("/u/login?state={number}")).await;
    let grant = format!("grant-{number}");
    world.post("/oauth/token", &[("grant_type", &grant)]).await;
}

async fn what_is_under_way_shows(engine: Engine) {
    let world = World::own(engine).await;
    let slow = post_login("await new Promise((done) => setTimeout(done, 1500));");
    bind(&world, "post-login", &[("Slow", &slow)]).await;
    assert_eq!(count(&world, "footbridge_action_runs").await, 0.0);
    let (first, second) = (world.clone(), world.clone());
    let logins = [first, second]
        .map(|world| tokio::spawn(async move { world.password("native", &[]).await.status }));
    let start = Instant::now();
    while count(&world, "footbridge_action_runs").await < 2.0 {
        assert!(start.elapsed() < PATIENCE, "no runs are seen");
    }
    for login in logins {
        assert_eq!(login.await.expect("no panic"), 200);
    }
    assert_eq!(count(&world, "footbridge_action_runs").await, 0.0);
    assert_eq!(count(&world, "footbridge_action_workers_idle").await, 2.0);
}
