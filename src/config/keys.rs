//! Every key: its name, its default, what is allowed, what it means. Flags, their help and the check for unknown keys
//! come from this table.

/// One key of the configuration.
#[derive(Debug)]
pub struct Key {
    /// As the file has it; a table's keys after a dot.
    pub name: &'static str,
    /// As the environment would say it.
    pub default: Option<&'static str>,
    pub allowed: &'static str,
    pub meaning: &'static str,
    pub kind: Kind,
}

/// How a key is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One value.
    Value,
    /// `true` or `false`; the flag alone is `true`.
    Switch,
    /// One value that must not be seen: no flag, because every user of the machine can list the processes.
    Secret,
}

/// The environment name of the configuration file's path.
pub const CONFIG_VARIABLE: &str = "FOOTBRIDGE_CONFIG";

const SWITCH: &str = "true or false";
const LIMIT: &str = "a number up to 1000000; 0 is no limit";
const DURATION: &str = "a number and a unit, ms, s, m, h or d, such as 25s";
const LISTEN: &str = "host:port, such as 127.0.0.1:4000";

const fn key(
    name: &'static str,
    default: Option<&'static str>,
    allowed: &'static str,
    meaning: &'static str,
) -> Key {
    Key {
        name,
        default,
        allowed,
        meaning,
        kind: Kind::Value,
    }
}

const fn switch(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key {
        kind: Kind::Switch,
        ..key(name, Some(default), SWITCH, meaning)
    }
}

/// The table.
pub const KEYS: &[Key] = &[
    key(
        "issuer",
        None,
        "http(s)://host[:port]/ and nothing more",
        "Public base URL; unset, http://localhost with the port that is listened on",
    ),
    key(
        "custom_domains",
        Some(""),
        "a list of hosts, host or host:port",
        "Further hosts under which the server is reached",
    ),
    key(
        "listen",
        Some("127.0.0.1:4000"),
        LISTEN,
        "Where to listen; port 0 picks a free one",
    ),
    key(
        "database_url",
        Some("sqlite://footbridge.db"),
        "sqlite://PATH, sqlite::memory: or postgres://…",
        "The database; a relative path is under data_dir",
    ),
    key(
        "database_max_connections",
        Some("16"),
        "a number from 1 to 1000",
        "How many connections to the database are kept at most",
    ),
    switch(
        "auto_migrate",
        "true",
        "Create and upgrade the database at start",
    ),
    key(
        "tenant",
        None,
        "a path",
        "Tenant file or directory, imported at start when it changed",
    ),
    key(
        "tenant_mappings",
        None,
        "a path",
        "Configuration file of the Deploy CLI whose mappings fill the tenant file's placeholders; unset, config.json beside it",
    ),
    key(
        "asn_database",
        None,
        "a path",
        ".mmdb file with autonomous systems",
    ),
    key("city_database", None, "a path", ".mmdb file with places"),
    key(
        "trusted_proxies",
        Some(""),
        "a list of addresses and networks, such as 10.0.7.4 or 10.0.7.0/28",
        "Proxies whose forwarding headers are believed",
    ),
    key(
        "device_binding.ipv6_prefix",
        Some("64"),
        "a number from 1 to 128",
        "Leading bits of an IPv6 address that ip binding compares",
    ),
    key(
        "device_binding.dual_stack",
        Some("off"),
        "off or asn",
        "What ip binding compares where one side is IPv4 and the other IPv6",
    ),
    Key {
        kind: Kind::Secret,
        ..key(
            "secret_key",
            None,
            "32 bytes, as 64 hexadecimal digits or as base64",
            "Seals private keys and client secrets at rest",
        )
    },
    Key {
        kind: Kind::Secret,
        ..key(
            "old_secret_key",
            None,
            "32 bytes, as 64 hexadecimal digits or as base64",
            "The secret_key before this one, for `footbridge keys reseal`",
        )
    },
    key(
        "tls.cert",
        None,
        "a path",
        "PEM file with the certificate chain, to speak HTTPS",
    ),
    key(
        "tls.key",
        None,
        "a path",
        "PEM file with the certificate's private key",
    ),
    switch(
        "tls.self_signed",
        "false",
        "Speak HTTPS with a certificate of an own CA under data_dir",
    ),
    key(
        "data_dir",
        Some("."),
        "a path",
        "Where the embedded database and self-made certificates live",
    ),
    switch(
        "expose",
        "false",
        "Let dev listen where others can reach it: with the test clock and a known password",
    ),
    key(
        "protocol.dialect",
        Some("auth0"),
        "auth0 or oidc",
        "Whose wire is spoken where Auth0's and the standards' disagree; docs/compatibility.md has the table",
    ),
    switch("test_mode", "false", "Test clock and simulated addresses"),
    switch(
        "test_mode_anywhere",
        "false",
        "Allow test_mode under a public issuer too",
    ),
    key(
        "rate_limit.management",
        None,
        LIMIT,
        "Calls of one client to the Management API in a second; unset, 50, and no limit in test mode",
    ),
    key(
        "rate_limit.logins",
        None,
        LIMIT,
        "Logins that one address begins in a minute; unset, 500, and no limit in test mode",
    ),
    key(
        "rate_limit.events",
        None,
        LIMIT,
        "Failures of one address that the tenant log keeps in a minute; unset, 300, and no limit in test mode",
    ),
    key(
        "rate_limit.transfers",
        None,
        LIMIT,
        "Session transfer tokens for one refresh token in a minute; unset, 20, and no limit in test mode",
    ),
    key(
        "log",
        Some("info"),
        "off, error, warn, info, debug, trace, or a list of target=level",
        "What is logged",
    ),
    key(
        "log_format",
        None,
        "text or json",
        "How; unset, text on a terminal and json elsewhere",
    ),
    key(
        "shutdown_grace",
        Some("25s"),
        DURATION,
        "How long requests under way may take to finish at the end",
    ),
    key(
        "drain_delay",
        Some("0s"),
        DURATION,
        "How long the server goes on accepting after it was told to end",
    ),
    key(
        "metrics_listen",
        None,
        LISTEN,
        "A listener of its own for /metrics",
    ),
    switch(
        "actions.allow_private_addresses",
        "false",
        "Let Actions and log streams call addresses of private networks and of this machine",
    ),
    key(
        "otlp.endpoint",
        None,
        "http(s)://host[:port][/path], without a user, a query or a fragment",
        "OpenTelemetry collector that traces and the tenant log are sent to, by OTLP over HTTP",
    ),
];

/// The table's row for `name`.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

impl Key {
    /// `FOOTBRIDGE_DEVICE_BINDING__DUAL_STACK`.
    pub fn variable(&self) -> String {
        variable(self.name)
    }

    /// `device-binding-dual-stack`, without the dashes before it; none for what must not be on a command line.
    pub fn flag(&self) -> Option<String> {
        let has_one = matches!(self.kind, Kind::Value | Kind::Switch);
        has_one.then(|| self.name.replace(['_', '.'], "-"))
    }
}

fn variable(name: &str) -> String {
    format!("FOOTBRIDGE_{}", name.to_uppercase().replace('.', "__"))
}

/// The key that an environment name is for.
pub(super) fn of_variable(variable: &str) -> Option<String> {
    let name = variable.strip_prefix("FOOTBRIDGE_")?;
    let name = name.to_lowercase().replace("__", ".");
    find(&name).is_some().then_some(name)
}
