//! What the commands say to mistakes: on the command line, in the configuration, and in tenant files.

use std::fmt::Write as _;
use std::fs;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::transcript::check;
use crate::harness::*;

on_both_engines! {
    tenant_files,
}

/// What `bootstrap` makes.
static SECRET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(client_id|client_secret)=.*").expect("our own expression"));

/// The runs on one database, as one readable text.
pub struct Runs {
    pub setup: Setup,
    text: String,
}

impl Runs {
    pub async fn of(engine: Engine) -> Self {
        let database = Arc::new(Database::create(engine).await);
        Self {
            setup: Setup::on(database)
                .set("LOG", "warn")
                .set("LOG_FORMAT", "text"),
            text: String::new(),
        }
    }

    /// Adds what a command says, on standard output and on standard error.
    pub fn run(&mut self, setup: &Setup, title: &str, arguments: &[&str]) {
        let output = setup.run(arguments);
        let code = output.status.code().unwrap_or_default();
        let said = said(&output);
        let said = SECRET.replace_all(&said, "$1={made}");
        let _infallible = writeln!(self.text, "## {title}\n{code}\n{said}");
    }

    /// Adds what `import` says to a tenant file.
    pub fn import(&mut self, title: &str, file: &str) {
        let setup = self.setup.clone();
        fs::write(self.path("tenant.yaml"), file).expect("our own directory");
        self.run(&setup, title, &["import", "tenant.yaml"]);
    }

    /// The same for a file that does much: without the lines of what was made.
    pub fn import_much(&mut self, title: &str, arguments: &[&str]) {
        let output = self.setup.run(arguments);
        let said = said(&output);
        let lines: Vec<&str> = said.lines().filter(|l| !l.starts_with("create ")).collect();
        let _infallible = writeln!(self.text, "## {title}\n{}\n", lines.join("\n"));
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.setup.database().directory().join(name)
    }

    pub fn check(self, name: &str) {
        let directory = self.setup.database().directory().display().to_string();
        let text = self.text.replace(&directory, "{directory}");
        check(name, &text);
    }
}

/// Each key of the configuration with a value that it cannot have.
const MISTAKES: [(&str, &str); 36] = [
    ("ISSUER", "ftp://x"),
    ("CUSTOM_DOMAINS", "no host"),
    ("LISTEN", "nonsense"),
    ("DATABASE_URL", "mysql://x"),
    ("DATABASE_MAX_CONNECTIONS", "none"),
    ("DATABASE_STATEMENT_TIMEOUT", "soon"),
    ("AUTO_MIGRATE", "maybe"),
    ("TRUSTED_PROXIES", "10.0.0.0/99"),
    ("DEVICE_BINDING__IPV6_PREFIX", "129"),
    ("DEVICE_BINDING__DUAL_STACK", "maybe"),
    ("SECRET_KEY", "cdcd"),
    ("OLD_SECRET_KEY", "cdcd"),
    ("TLS__CERT", "only.pem"),
    ("TLS__SELF_SIGNED", "maybe"),
    ("EXPOSE", "maybe"),
    ("PROTOCOL__DIALECT", "fantasy"),
    ("TEST_MODE", "maybe"),
    ("TEST_MODE_ANYWHERE", "maybe"),
    ("RATE_LIMIT__MANAGEMENT", "many"),
    ("RATE_LIMIT__LOGINS", "many"),
    ("RATE_LIMIT__EVENTS", "many"),
    ("RATE_LIMIT__TRANSFERS", "many"),
    ("SMS__GATEWAY_URL", "http://sms.example/"),
    ("SMS__GATEWAY_URL", "http://127.0.0.1:8080/"),
    ("SMS__ALLOWED_COUNTRIES", "ZZ"),
    ("SMS__HOURLY_LIMIT", "many"),
    ("LOG", "%%"),
    ("LOG_FORMAT", "xml"),
    ("SHUTDOWN_GRACE", "soon"),
    ("DRAIN_DELAY", "soon"),
    ("METRICS_LISTEN", "nonsense"),
    ("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "maybe"),
    ("OTLP__ENDPOINT", "nonsense"),
    ("TENANT", "gone.yaml"),
    ("ASN_DATABASE", "gone.mmdb"),
    ("DATABASE_URL", "sqlite://gone/footbridge.db"),
];

/// All but the last are found before a database is opened.
#[tokio::test]
async fn configuration() {
    let mut runs = Runs::of(Engine::Sqlite).await;
    let setup = runs.setup.clone();
    for arguments in [
        &["--nonsense"][..],
        &["nonsense"],
        &["serve", "--nonsense"],
        &["import"],
    ] {
        runs.run(&setup, &arguments.join(" "), arguments);
    }
    for (name, value) in MISTAKES {
        let setup = setup.clone().set(name, value);
        runs.run(&setup, &format!("{name}={value}"), &["check"]);
    }
    let public = setup.clone().set("ISSUER", "https://login.example.com/");
    runs.run(&public, "test mode at a public issuer", &["check"]);
    for (title, file) in [
        ("an unknown key", "lissten = \"127.0.0.1:0\"\n"),
        ("a wrong type", "listen = 7\n"),
        ("no TOML", "listen = \n"),
    ] {
        fs::write(runs.path("footbridge.toml"), file).expect("our own directory");
        runs.run(&setup, title, &["check", "--config", "footbridge.toml"]);
    }
    runs.run(&setup, "no file", &["check", "--config", "gone.toml"]);
    runs.run(
        &setup,
        "dev for everybody",
        &["dev", "--listen", "0.0.0.0:0"],
    );
    runs.import(
        "an API of a host that is not ours",
        "resourceServers: [{name: Late, identifier: 'https://late.test/api/v2/'}]",
    );
    let late = setup.set("CUSTOM_DOMAINS", "late.test");
    runs.run(&late, "its host becomes a custom domain", &["check"]);
    runs.check("configuration");
}

async fn tenant_files(engine: Engine) {
    let mut runs = Runs::of(engine).await;
    for (title, file) in [
        ("no YAML", "a: ["),
        ("a key twice", "a: 1\na: 2"),
        ("a list", "[]"),
        ("no section", "nonsense: 1"),
        ("a section that is no list", "clients: {}\nroles: []"),
        ("an entry that is no mapping", "clients: [7]"),
        ("a client without a name", "clients: [{client_id: a}]"),
        (
            "a client with a long name",
            &format!("clients: [{{name: {}}}]", "x".repeat(300)),
        ),
        (
            "a client of a wrong type",
            "clients: [{name: A, callbacks: x}]",
        ),
        (
            "a client with an unknown variant",
            "clients: [{name: A, session_transfer: {enforce_device_binding: mac}}]",
        ),
        (
            "a client with a dangerous address",
            "clients: [{name: A, callbacks: ['javascript:x']}]",
        ),
        (
            "a client with a fragment",
            "clients: [{name: A, callbacks: ['https://a.example/#x']}]",
        ),
        (
            "a client with too much metadata",
            "clients: [{name: A, client_metadata: {a: 7}}]",
        ),
        (
            "a client with a long description",
            &format!("clients: [{{name: A, description: {}}}]", "x".repeat(200)),
        ),
        (
            "a client twice",
            "clients: [{name: A, client_id: a}, {name: B, client_id: a}]",
        ),
        (
            "a placeholder without a value",
            "clients: [{name: A, description: ##GONE##}]",
        ),
        (
            "a placeholder for JSON without a value",
            "clients: [{name: A, callbacks: @@GONE@@}]",
        ),
        (
            "what is not understood",
            "clients: [{name: A, client_id: a, zeta: 1, tenant: x}]\nnonsense: 1",
        ),
        (
            "a database of another strategy",
            "databases: [{name: D, strategy: ad}]",
        ),
        (
            "a database for no client",
            "databases: [{name: D, enabled_clients: [Nobody]}]",
        ),
        (
            "a directory that is not there",
            "tenant: {default_directory: D}",
        ),
        (
            "a setting of a wrong type",
            "tenant: {session_lifetime: soon}",
        ),
        (
            "an API without a name for itself",
            "resourceServers: [{name: A}]",
        ),
        (
            "an API with a bad scope",
            "resourceServers: [{name: A, identifier: https://a.example, scopes: 7}]",
        ),
        (
            "a grant for no API",
            "clients: [{name: A}]\nclientGrants: [{client_id: A, audience: https://x.example}]",
        ),
        (
            "a grant with a bad scope",
            "clients: [{name: A}]\nclientGrants: [{client_id: A, audience: https://x.example, scope: ['a b']}]",
        ),
        ("a user of no database", "users: [{email: a@b.example}]"),
        (
            "a user with a bad address",
            "databases: [{name: D}]\nusers: [{email: x, connection: D}]",
        ),
        (
            "a user with a bad name",
            "databases: [{name: D}]\nusers: [{username: 'a b', connection: D}]",
        ),
        (
            "a user with a bad hash",
            "databases: [{name: D}]\nusers: [{email: a@b.c, connection: D, password_hash: $2a$x}]",
        ),
        (
            "a user who is nobody",
            "databases: [{name: D}]\nusers: [{connection: D}]",
        ),
        (
            "a user with metadata of a wrong type",
            "databases: [{name: D}]\nusers: [{email: a@b.example, connection: D, user_metadata: 7}]",
        ),
        (
            "a user without a password",
            "databases: [{name: D}]\nusers: [{email: a@b.example, connection: D, shoe_size: 42}]",
        ),
        (
            "a role with a scope that is not there",
            "roles: [{name: R, zeta: 1, permissions: [{permission_name: a, resource_server_identifier: https://x.example}]}]",
        ),
        (
            "a role with permissions of a wrong type",
            "roles: [{name: R, permissions: 7}]",
        ),
        (
            "an organization with a bad name",
            "organizations: [{name: 'Big Name'}]",
        ),
        (
            "an organization with a connection that is not there",
            "organizations: [{name: acme, connections: [{name: gone}]}]",
        ),
        (
            "an action without a trigger",
            "actions: [{name: A, code: ''}]",
        ),
        (
            "an action that cannot be read",
            "actions: [{name: A, code: '(', deployed: true, supported_triggers: [{id: post-login, version: v3}]}]",
        ),
        (
            "a binding of no action",
            "triggers: {post-login: [{action_name: gone, display_name: gone}]}",
        ),
        ("a trigger of a wrong type", "triggers: {post-login: 7}"),
        (
            "a log stream of a wrong type",
            "logStreams: [{name: L, type: fantasy, sink: {}}]",
        ),
        (
            "protection of a wrong type",
            "attackProtection: {bruteForceProtection: 7}",
        ),
        (
            "sections of other servers",
            "rules: [{name: R, script: x}]\nemailProvider: {name: ms365, credentials: {}}\nhooks: []",
        ),
    ] {
        runs.import(title, file);
    }
    let setup = runs.setup.clone();
    fs::write(
        runs.path("tenant.yaml"),
        "clients: [{name: A, callbacks: x}]",
    )
    .expect("our own directory");
    runs.run(
        &setup,
        "a strict import",
        &["import", "--strict", "tenant.yaml"],
    );
    runs.run(&setup, "no file", &["import", "gone.yaml"]);
    runs.run(
        &setup,
        "an export to nowhere",
        &["export", "gone/export.yaml"],
    );
    runs.run(&setup, "a bootstrap", &["bootstrap"]);
    runs.run(&setup, "another bootstrap", &["bootstrap"]);
    runs.check("tenant_files");
}
