//! The house rules that a compiler does not check: who may import whom, which crate belongs to which room, and what has
//! no place in any file.

#[path = "architecture/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use imports::{Graph, Modules, knots};

/// A folder of `crates/`, and the ones that its manifest may name. The compiler holds them to that.
const CRATES: [(&str, &str); 8] = [
    ("domain", ""),
    ("outside", "domain"),
    ("egress", "domain"),
    ("store", "domain outside"),
    ("keys", "domain outside"),
    ("saml", "domain keys outside"),
    ("actions", "domain egress outside"),
    ("webauthn", ""),
];

/// Modules of crates that `src/lib.rs` gives names of their own.
const MODULES: [(&str, &str); 2] = [("ids", "outside"), ("xml", "saml")];

/// A place in `src/` and the rooms that it may import. The longest prefix of a file's path decides.
const ROOMS: [(&str, &str); 26] = [
    ("passwords", "domain outside"),
    ("network", "domain"),
    ("config", "domain"),
    ("mail", "domain egress outside texts"),
    ("key_ring", "domain keys store"),
    ("tokens", "domain keys outside"),
    ("telemetry", ""),
    ("texts", "domain"),
    ("tenant_log", "domain outside store telemetry"),
    ("tenant_file", "domain outside store"),
    ("tenant_file/tests", "domain outside resources store"),
    (
        "flows",
        "actions domain egress ids key_ring keys mail network outside passwords saml store telemetry tenant_log texts tokens webauthn xml",
    ),
    (
        "resources",
        "domain flows ids keys outside passwords saml store tenant_file tenant_log texts tokens webauthn",
    ),
    ("app", "domain flows outside store telemetry"),
    (
        "http",
        "app domain flows keys network outside passwords resources telemetry tenant_log texts tokens",
    ),
    ("http/management", "app domain flows resources"),
    (
        "http/management/tests",
        "actions app domain egress flows key_ring keys mail network outside passwords resources store tenant_file tenant_log tokens",
    ),
    ("http/faces/management", "flows resources telemetry"),
    ("http/operations", "app domain flows store"),
    ("http/transfers", "domain flows store"),
    ("http/executions", "flows store"),
    ("http/mailbox", "app domain flows"),
    (
        "http/context",
        "app domain flows network outside store telemetry",
    ),
    (
        "cli",
        "actions app config domain egress flows http ids key_ring keys mail network outside passwords resources store telemetry tenant_file tenant_log",
    ),
    ("main", "cli"),
    // Names the crates.
    (
        "lib",
        "actions domain egress keys outside saml store webauthn",
    ),
];

/// A crate, or a path in one, and the only places that may name it.
const KEPT: [(&str, &str); 51] = [
    ("axum", "http"),
    ("axum_server", "http"),
    ("tower", "http"),
    ("tower_http", "http"),
    ("hyper_util", "http"),
    ("multer", "http"),
    ("askama", "http mail"),
    ("fast_qr", "http"),
    ("fluent_bundle", "texts"),
    ("fluent_syntax", "texts"),
    ("unic_langid", "texts"),
    ("lettre", "mail"),
    ("nanohtml2text", "mail"),
    ("sqlx", "store"),
    ("rusqlite", "store"),
    ("clap", "cli"),
    ("toml", "config"),
    ("serde_saphyr", "tenant_file"),
    ("maxminddb", "network"),
    ("argon2", "passwords"),
    ("md4", "passwords"),
    ("scrypt", "passwords"),
    (
        "bcrypt",
        "passwords resources/users/tenant_file tenant_file/tests",
    ),
    ("idna", "domain"),
    ("unicode_normalization", "domain"),
    ("jsonwebtoken", "keys"),
    ("rcgen", "keys http saml/xml"),
    ("uppsala", "saml/xml"),
    ("bergshamra_c14n", "saml/xml"),
    ("bergshamra_xml", "saml/xml"),
    ("x509_cert", "saml/xml"),
    ("flate2", "saml"),
    ("rsa", "keys"),
    ("sha1", "keys"),
    ("reqwest", "cli egress actions/fetch telemetry"),
    ("opentelemetry", "telemetry"),
    ("opentelemetry_http", "telemetry"),
    ("opentelemetry_otlp", "telemetry"),
    ("opentelemetry_sdk", "telemetry"),
    ("tracing_opentelemetry", "telemetry"),
    ("tracing_subscriber", "cli config telemetry"),
    ("async_trait", "telemetry"),
    ("rquickjs", "actions/worker"),
    ("jiff", "actions/worker"),
    ("anyhow", "cli flows http"),
    ("rand", "outside"),
    ("std::env", "config"),
    // The certificate's files carry times of their own.
    ("std::time::SystemTime", "outside http/serve/tls"),
    ("time::OffsetDateTime::now_utc", ""),
    ("std::process::exit", ""),
    ("mimalloc", "main"),
];

/// Rooms in which files still import one another, mostly a module and its own children. Every other room has no cycle,
/// neither between its files nor between its folders.
const KNOTTED: [&str; 2] = ["http", "store"];

/// What folders and files of `flows` may import of one another, beside `ctx` and `failure`. Sign-in knows no protocol.
const FLOWS: [(&str, &str); 19] = [
    ("accounts", "actions links login mail throttle"),
    (
        "sign_in",
        "access accounts actions factors invitations limits login login_route organizations passkeys passwordless session session_transfer throttle upstream users webauthn",
    ),
    (
        "oidc",
        "access invitations login_tokens organizations session sign_in",
    ),
    ("invitations", "mail organizations"),
    ("passwordless", "accounts actions mail sms throttle users"),
    ("saml", "session sign_in"),
    ("wsfed", "saml sign_in"),
    ("protocols", "oidc saml sign_in wsfed"),
    ("session_transfer", "organizations session users"),
    (
        "token",
        "access actions factors login login_tokens mfa organizations passkeys passwordless session_transfer users",
    ),
    ("mfa", "actions factors users"),
    ("actions", "access organizations"),
    ("factors", "mail sms throttle webauthn"),
    ("sms", "mail"),
    ("links", "mail"),
    ("passkeys", "accounts organizations throttle users webauthn"),
    ("login", "links mail revoke throttle users"),
    ("mail", "actions"),
    ("upstream", "users"),
];

const LONGEST_FILE: usize = 450;
/// Files on the road of a transfer.
const LONGEST_ROAD: usize = 13;

/// What no source of ours contains. In two pieces, so that this file does not either.
const FORBIDDEN: [(&str, &str); 10] = [
    ("todo", "!"),
    ("unimplemented", "!"),
    ("#[ign", "ore"),
    ("[al", "low("),
    ("test.", "skip"),
    ("test.", "todo"),
    ("test.", "only"),
    ("/wo", "rk/"),
    ("sha", "red/"),
    ("TO", "DO"),
];

#[test]
fn rooms_import_in_one_direction() {
    let mut wrong = BTreeSet::new();
    for (place, text) in sources("src") {
        let (room, allowed) = row(&place);
        for path in paths(&text) {
            let Some(target) = own_room(&place, &path) else {
                continue;
            };
            let own = place.split('/').next() == Some(&target);
            if !own && !allowed.split(' ').any(|name| name == target) {
                wrong.insert(format!(
                    "src/{place} imports {target}; {room} may: {allowed}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_depend_in_one_direction() {
    let folders: BTreeSet<_> = fs::read_dir(root().join("crates"))
        .expect("a directory of ours")
        .map(|entry| entry.expect("a directory of ours").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let listed = CRATES.map(|(name, _)| name.to_owned());
    assert_eq!(folders, BTreeSet::from(listed));
    for (name, allowed) in CRATES {
        let manifest = root().join(format!("crates/{name}/Cargo.toml"));
        let text = fs::read_to_string(manifest).expect("a manifest is text");
        let named = text
            .lines()
            .filter_map(|line| line.strip_prefix("footbridge-"));
        let named: Vec<_> = named.filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(named.join(" "), allowed, "crates/{name}");
    }
}

#[test]
fn every_crate_stays_in_its_room() {
    let mut wrong = BTreeSet::new();
    for (place, text) in all_sources() {
        for path in paths(&text) {
            for (kept, places) in KEPT {
                let inside = places.split(' ').any(|p| !p.is_empty() && is_in(&place, p));
                if begins(&path, kept) && !inside {
                    wrong.insert(format!("{place} names {path}, which is for: {places}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What seeded bits make is no secret.
#[test]
fn only_tests_seed_random_bits() {
    let tests = "#[cfg(test)]\nmod tests";
    for (place, text) in all_sources() {
        let modules = text.matches("\nmod tests").count();
        let is_marked = modules == text.matches(&format!("\n{tests}")).count();
        assert!(
            is_marked,
            "{place}: a module of tests that is compiled always"
        );
        let of_tests = place.split('/').any(|part| part == "tests");
        let shipped = text.split(&format!("{tests} {{")).next().unwrap_or(&text);
        assert!(
            of_tests || !shipped.contains("::seeded("),
            "{place} seeds random bits"
        );
    }
}

#[test]
fn no_file_is_too_long_and_none_has_what_is_forbidden() {
    let mut wrong = vec![];
    for file in ["src", "crates", "tests"].into_iter().flat_map(files) {
        let text = fs::read_to_string(&file).expect("a source is text");
        let lines = text.lines().count();
        if !file.starts_with(root().join("tests")) && lines > LONGEST_FILE {
            wrong.push(format!("{} has {lines} lines", file.display()));
        }
        for (one, two) in FORBIDDEN {
            if text.contains(&format!("{one}{two}")) {
                wrong.push(format!("{} contains {one}{two}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_has_a_row() {
    for (place, _) in sources("src") {
        row(&place);
    }
    for (place, allowed) in ROOMS {
        let exists = ["", ".rs"].map(|end| root().join(format!("src/{place}{end}")).exists());
        assert!(exists.contains(&true), "there is no src/{place} any more");
        for name in allowed.split(' ').filter(|name| !name.is_empty()) {
            assert!(is_room(name), "no room {name}");
        }
    }
}

#[test]
fn no_files_and_no_sub_rooms_import_one_another() {
    let program = Modules::read("", &sources("src"));
    let rooms = ROOMS.iter().filter_map(|(room, _)| room.split('/').next());
    for room in rooms.collect::<BTreeSet<_>>() {
        check_knots(&program, room);
    }
    for (name, _) in CRATES {
        check_knots(&Modules::read(name, &sources_of_crate(name)), name);
    }
}

fn check_knots(modules: &Modules, room: &str) {
    let (files, sub_rooms) = (modules.files(room), modules.sub_rooms(room));
    let knots = [knots(&files), knots(&sub_rooms)].concat();
    if KNOTTED.contains(&room) {
        assert!(
            !knots.is_empty(),
            "{room} has no cycle any more: take it off KNOTTED"
        );
    } else {
        assert!(knots.is_empty(), "{room}: {knots:#?}");
    }
}

#[test]
fn flows_import_one_another_by_the_table() {
    let mut wrong = vec![];
    let graph = Modules::read("", &sources("src")).sub_rooms("flows");
    for (sub_room, allowed) in FLOWS {
        let targets = graph.get(&format!("flows/{sub_room}"));
        for target in targets.unwrap_or_else(|| panic!("there is no src/flows/{sub_room}")) {
            let target = target.trim_start_matches("flows/");
            if !allowed
                .split(' ')
                .chain(["ctx", "failure"])
                .any(|name| name == target)
            {
                wrong.push(format!(
                    "flows/{sub_room} imports {target}; it may: {allowed}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_import_is_of_the_file_that_defines_the_name() {
    let sources = [
        (
            "r/mod",
            "pub mod a; pub mod b; mod c;\npub use c::{Shared, go};\n",
        ),
        (
            "r/a",
            "use super::{Shared, b};\nfn f(s: Shared) { b::g() }\n#[cfg(test)]\nmod tests { use crate::r::c::x; }\n",
        ),
        (
            "r/b",
            "use crate::r::c::go as run;\nuse std::fmt;\npub fn g() { run() }\n",
        ),
        (
            "r/c",
            "use super::a;\npub struct Shared;\npub fn go() { a::f(Shared) }\n",
        ),
    ];
    let sources = sources.map(|(place, text)| (place.to_owned(), text.to_owned()));
    let modules = Modules::read("", &sources);
    let graph = modules.files("r");
    let targets = |place: &str| graph[place].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(targets("r/a"), ["r/b", "r/c"]);
    assert_eq!(targets("r/b"), ["r/c"]);
    assert_eq!(targets("r/c"), ["r/a"]);
    let knot = ["r/a", "r/b", "r/c"].map(str::to_owned);
    assert_eq!(knots(&graph), [BTreeSet::from(knot)]);
}

/// The road that `docs/architecture.md` lists: `file.rs`: `function`, one a line.
#[test]
fn the_road_of_a_transfer_is_short_and_runs_one_way() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("the document");
    let (_, road) = text
        .split_once("## The road of a transfer")
        .expect("the section");
    let road = road.split("\n## ").next().expect("its end");
    let stop = |line: &str| {
        let line = line.split_once(". `")?.1;
        let (file, rest) = line.split_once("`: `")?;
        Some((file.to_owned(), rest.split_once('`')?.0.to_owned()))
    };
    let stops: Vec<(String, String)> = road.lines().filter_map(stop).collect();
    let files: BTreeSet<&str> = stops.iter().map(|(file, _)| file.as_str()).collect();
    assert!((8..=LONGEST_ROAD).contains(&files.len()), "{files:#?}");
    let modules = Modules::read("", &sources("src"));
    let mut graph = Graph::new();
    for (file, function) in &stops {
        let source = fs::read_to_string(root().join(file));
        let source = source.unwrap_or_else(|e| panic!("{file}: {e}"));
        let is_there = source.contains(&format!("fn {function}("));
        assert!(is_there, "{file} has no function {function}");
        // A crate imports nothing of the program's.
        if let Some(place) = file.strip_prefix("src/") {
            let place = place.strip_suffix(".rs").expect("a source");
            graph.insert(place.to_owned(), modules.imports_of(place));
        }
    }
    assert_eq!(knots(&graph), [], "the road turns back");
}

#[test]
fn nested_imports_are_understood() {
    let text = "use crate::{\n    domain::{self, time::Timestamp},\n    store::{Store, users as people},\n};\n\
        // use crate::http::nothing;\nlet x = crate::flows::Ctx::new(); use super::super::{cli, ids::Id};";
    let found: Vec<_> = paths(text);
    for path in [
        "crate::domain::self",
        "crate::domain::time::Timestamp",
        "crate::store::users",
        "crate::flows::Ctx::new",
        "super::super::cli",
        "super::super::ids::Id",
    ] {
        assert!(found.iter().any(|p| p == path), "{path} in {found:?}");
    }
    assert!(!found.iter().any(|path| path.contains("nothing")));
    let room = |place: &str, path: &str| own_room(place, path);
    assert_eq!(
        room("flows/login/mod", "super::super::http::x").as_deref(),
        Some("http")
    );
    assert_eq!(room("flows/login/submit", "super::super::ctx"), None);
    assert_eq!(room("network", "super::store").as_deref(), Some("store"));
    assert_eq!(room("tokens/mod", "crate::http").as_deref(), Some("http"));
    assert_eq!(
        room("app", "footbridge_store::Store").as_deref(),
        Some("store")
    );
}

/// The row of the longest prefix.
fn row(place: &str) -> (&'static str, &'static str) {
    let rows = ROOMS.into_iter().filter(|(prefix, _)| is_in(place, prefix));
    rows.max_by_key(|(prefix, _)| prefix.len())
        .unwrap_or_else(|| panic!("src/{place} is in no room: add a row"))
}

fn is_in(place: &str, prefix: &str) -> bool {
    place
        .strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn begins(path: &str, with: &str) -> bool {
    path.strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The room of ours that a path leads to, if it leaves its own file's module that far. A module of tests inside of a file
/// is one deeper, so there one `super` more is needed; the names of rooms tell the two apart.
fn own_room(place: &str, path: &str) -> Option<String> {
    let segments: Vec<&str> = path.split("::").collect();
    let supers = segments.iter().take_while(|s| **s == "super").count();
    let depth = place.split('/').filter(|part| *part != "mod").count();
    let target = match segments.first()? {
        &"crate" | &"footbridge" => segments.get(1)?,
        &"super" if supers >= depth => segments.get(supers)?,
        name => name.strip_prefix("footbridge_")?,
    };
    is_room(target).then(|| target.to_owned())
}

fn is_room(name: &str) -> bool {
    let all = ROOMS.iter().chain(&CRATES).chain(&MODULES);
    all.into_iter().any(|(room, _)| *room == name)
}

/// Every path in a source, those of grouped imports written out.
fn paths(text: &str) -> Vec<String> {
    let mut found = vec![];
    let code: String = text
        .lines()
        .flat_map(|line| [without_comment(line), "\n"])
        .collect();
    let code = code.as_str();
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        let starts = rest.starts_with(is_name) && !code[..at].ends_with(is_name);
        if !starts {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let used = collect(rest, "", &mut found);
        at += used.max(1);
    }
    found
}

/// Reads one path at the beginning of `text`, with a group of paths at its end; gives how much of the text that was.
fn collect(text: &str, prefix: &str, found: &mut Vec<String>) -> usize {
    let name = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let path = format!("{prefix}{}", &text[..name]);
    let Some(more) = text[name..].strip_prefix("::") else {
        if !prefix.is_empty() {
            found.push(path);
        }
        return name;
    };
    let next = name + 2;
    let prefix = format!("{path}::");
    let Some(group) = more.strip_prefix('{') else {
        if !more.starts_with(is_name) {
            found.push(path);
            return next;
        }
        return next + collect(more, &prefix, found);
    };
    let mut at = 0;
    while !group[at..].starts_with('}') && at < group.len() {
        let rest = &group[at..];
        at += if rest.starts_with(is_name) {
            let used = collect(rest, &prefix, found);
            // `name as other`: the other name is no path.
            let renamed = rest[used..].strip_prefix(" as ");
            used + renamed.map_or(0, |other| 4 + other.find(|c| !is_name(c)).unwrap_or(0))
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
    }
    // Both braces belong to it.
    (next + 1 + at + 1).min(text.len())
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A comment begins the line or follows a space; an address in a text does neither.
fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.find(" //").map_or(line, |at| &line[..at])
}

/// Every source in a directory by its place there, `http/oauth/token` for `src/http/oauth/token.rs`.
fn sources(directory: &str) -> Vec<(String, String)> {
    let top = root().join(directory);
    let rust = files(directory)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|e| e == "rs"));
    rust.map(|file| {
        let place = file.strip_prefix(&top).expect("it was found there");
        let place = place.with_extension("").to_string_lossy().into_owned();
        (place, fs::read_to_string(&file).expect("a source is text"))
    })
    .collect()
}

/// The sources of a crate, `store/client/clients` for `crates/store/src/client/clients.rs`.
fn sources_of_crate(name: &str) -> Vec<(String, String)> {
    let found = sources(&format!("crates/{name}/src")).into_iter();
    found
        .map(|(place, text)| (format!("{name}/{place}"), text))
        .collect()
}

/// The sources of the program and of the crates.
fn all_sources() -> Vec<(String, String)> {
    let of_crates = CRATES
        .into_iter()
        .flat_map(|(name, _)| sources_of_crate(name));
    sources("src").into_iter().chain(of_crates).collect()
}

/// The files of a directory of the repository, what is installed there left out.
fn files(directory: &str) -> Vec<PathBuf> {
    let (mut found, mut open) = (vec![], vec![root().join(directory)]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of ours") {
            let path = entry.expect("a directory of ours").path();
            if path.is_dir() && !path.ends_with("node_modules") {
                open.push(path);
            } else if path.is_file() && !path.ends_with("package-lock.json") {
                found.push(path);
            }
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
