//! Every key: its name, default, allowed values and meaning. The flags, their help and the check for unknown keys are made
//! from this table.

/// One key of the configuration.
#[derive(Debug)]
pub struct Key {
    /// The name in the file; a dot separates a table from its key.
    pub name: &'static str,
    /// In the form that an environment variable has.
    pub default: Option<&'static str>,
    pub allowed: &'static str,
    pub meaning: &'static str,
    pub kind: KeyKind,
}

/// How a key is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// One value.
    Value,
    /// `true` or `false`; the flag alone is `true`.
    Switch,
    /// One secret value: it has no flag, because every user of the machine can list the processes.
    Secret,
}

/// The environment variable with the path of the configuration file.
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
        kind: KeyKind::Value,
    }
}

const fn switch(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key {
        kind: KeyKind::Switch,
        ..key(name, Some(default), SWITCH, meaning)
    }
}

/// The table.
pub const KEYS: &[Key] = &[
    key(
        "issuer",
        None,
        "http(s)://host[:port]/ without a path or query",
        "Public base URL; unset, http://localhost with the port of listen",
    ),
    key(
        "custom_domains",
        Some(""),
        "a list of hosts, host or host:port",
        "Further hosts that the server answers for",
    ),
    key(
        "listen",
        Some("127.0.0.1:4000"),
        LISTEN,
        "Address and port to listen on; port 0 picks a free port",
    ),
    key(
        "database_url",
        Some("sqlite://footbridge.db"),
        "sqlite://PATH, sqlite::memory: or postgres://…",
        "The database; a relative path is relative to data_dir",
    ),
    key(
        "database_max_connections",
        Some("16"),
        "a number from 1 to 1000",
        "Maximum number of database connections",
    ),
    key(
        "database_statement_timeout",
        Some("2s"),
        "a number and a unit, ms, s or m, from 100ms to 20s",
        "Time that a statement or a commit on Postgres may take before its request gets 503",
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
        "Tenant file or directory, imported at start if it has changed",
    ),
    key(
        "tenant_mappings",
        None,
        "a path",
        "Configuration file of the Deploy CLI whose mappings fill the tenant file's placeholders; unset, config.json beside the tenant file",
    ),
    key(
        "asn_database",
        None,
        "a path",
        ".mmdb file with autonomous systems",
    ),
    key("city_database", None, "a path", ".mmdb file with locations"),
    key(
        "trusted_proxies",
        Some(""),
        "a list of addresses and networks, such as 10.0.7.4 or 10.0.7.0/28",
        "Proxies whose forwarding headers are trusted",
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
        "What ip binding compares if one side is IPv4 and the other IPv6",
    ),
    Key {
        kind: KeyKind::Secret,
        ..key(
            "secret_key",
            None,
            "32 bytes, as 64 hexadecimal digits or as base64",
            "Seals private keys and client secrets at rest",
        )
    },
    Key {
        kind: KeyKind::Secret,
        ..key(
            "old_secret_key",
            None,
            "32 bytes, as 64 hexadecimal digits or as base64",
            "The previous secret_key, for `footbridge keys reseal`",
        )
    },
    key(
        "tls.cert",
        None,
        "a path",
        "PEM file with the certificate chain, to serve HTTPS",
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
        "Serve HTTPS with a certificate from a local CA in data_dir",
    ),
    key(
        "data_dir",
        Some("."),
        "a path",
        "Directory of the embedded database, secret.key and local CA",
    ),
    switch(
        "expose",
        "false",
        "Let dev listen beyond loopback, although its password is public and any caller can set its clock",
    ),
    key(
        "protocol.dialect",
        Some("auth0"),
        "auth0 or oidc",
        "Which wire to speak where Auth0's and the standards' disagree; see docs/compatibility.md",
    ),
    switch(
        "test_mode",
        "false",
        "Let callers set the test clock and simulate addresses",
    ),
    switch(
        "test_mode_anywhere",
        "false",
        "Allow test_mode under a public issuer too",
    ),
    key(
        "rate_limit.management",
        None,
        LIMIT,
        "Management API calls per client and second; unset, 50, and no limit in test mode",
    ),
    key(
        "rate_limit.logins",
        None,
        LIMIT,
        "Logins started per address and minute; unset, 500, and no limit in test mode",
    ),
    key(
        "rate_limit.events",
        None,
        LIMIT,
        "Failures per address and minute that the tenant log keeps; unset, 300, and no limit in test mode",
    ),
    key(
        "rate_limit.transfers",
        None,
        LIMIT,
        "Session transfer tokens per refresh token and minute; unset, 20, and no limit in test mode",
    ),
    key(
        "sms.gateway_url",
        None,
        "an https:// URL, or an http:// one of this machine with actions.allow_private_addresses",
        "Gateway that text messages are posted to, as Auth0 posts to a custom SMS gateway",
    ),
    Key {
        kind: KeyKind::Secret,
        ..key(
            "sms.gateway_secret",
            None,
            "a string of at most 5120 characters",
            "Signs the bearer token (HS256) of requests to the gateway; unset, they have none",
        )
    },
    switch(
        "sms.gateway_secret_base64",
        "false",
        "sms.gateway_secret is base64",
    ),
    key(
        "sms.gateway_subject",
        Some("urn:Auth0"),
        "a string of at most 128 characters",
        "sub of the gateway's token",
    ),
    key(
        "sms.gateway_audience",
        None,
        "a string of at most 128 characters",
        "aud of the gateway's token; unset, sms.gateway_url",
    ),
    key(
        "sms.from",
        None,
        "a string of at most 128 characters",
        "Sender of text messages",
    ),
    key(
        "sms.allowed_countries",
        Some(""),
        "a list of countries such as DE, of prefixes such as +49, or *",
        "Where text messages may be sent; nowhere else",
    ),
    key(
        "sms.hourly_limit",
        Some("1000"),
        LIMIT,
        "Text messages of the tenant in an hour, of all processes together",
    ),
    key(
        "log",
        Some("info"),
        "off, error, warn, info, debug, trace, or a list of target=level",
        "Which log lines to print",
    ),
    key(
        "log_format",
        None,
        "text or json",
        "Format of log lines; unset, text on a terminal and json elsewhere",
    ),
    key(
        "shutdown_grace",
        Some("25s"),
        DURATION,
        "Time that requests in progress have to finish at shutdown",
    ),
    key(
        "drain_delay",
        None,
        DURATION,
        "Time that the server keeps accepting connections at shutdown, while /readyz answers 503; unset, 5s, and 0s in test mode",
    ),
    key(
        "metrics_listen",
        None,
        LISTEN,
        "Separate address and port for /metrics",
    ),
    switch(
        "actions.allow_private_addresses",
        "false",
        "Let Actions and log streams call addresses in private networks and on this machine",
    ),
    key(
        "otlp.endpoint",
        None,
        "http(s)://host[:port][/path], without a user, a query or a fragment",
        "OpenTelemetry collector for traces and the tenant log, by OTLP over HTTP",
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

    /// `device-binding-dual-stack`, without the leading dashes; none for a secret.
    pub fn flag(&self) -> Option<String> {
        let has_one = matches!(self.kind, KeyKind::Value | KeyKind::Switch);
        has_one.then(|| self.name.replace(['_', '.'], "-"))
    }
}

/// What a name that is no key's was meant to be, if a slip or two make the difference. `spelled` is how a key is spelled there.
pub(super) fn nearest(name: &str, spelled: fn(&Key) -> String) -> Option<String> {
    let near = KEYS.iter().map(|key| {
        let key = spelled(key);
        (strsim::damerau_levenshtein(name, &key), key)
    });
    let (slips, key) = near.min_by_key(|(slips, _)| *slips)?;
    (slips <= 2).then_some(key)
}

fn variable(name: &str) -> String {
    format!("FOOTBRIDGE_{}", name.to_uppercase().replace('.', "__"))
}

/// The key that an environment variable sets.
pub(super) fn of_variable(variable: &str) -> Option<String> {
    let name = variable.strip_prefix("FOOTBRIDGE_")?;
    let name = name.to_lowercase().replace("__", ".");
    find(&name).is_some().then_some(name)
}
