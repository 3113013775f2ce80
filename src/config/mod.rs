//! The configuration: flag, then environment, then file, then default. The only room that reads the environment.
//!
//! An invalid configuration stops the start. The error lists every mistake with its key, the value found and the values
//! allowed.

pub mod advice;
mod database;
mod environment;
mod keys;
mod layers;
mod lifetimes;
mod listen;
mod secret_key;
mod sms;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;

pub use database::Database;
pub use environment::{Environment, own_program};
pub use keys::{CONFIG_VARIABLE, KEYS, Key, KeyKind};
pub use layers::{Flags, Problem, Sources};
pub use lifetimes::LIFETIMES;
pub use listen::Listen;
pub use secret_key::SecretKey;

use crate::domain::device::BindingRules;
use crate::domain::dialect::Dialect;
use crate::domain::origin::Origin;
use crate::domain::settings::{RateLimits, Settings};
use crate::domain::sms::SmsSettings;
use layers::{Layers, Raw};

/// By then a balancer has looked at `/readyz` twice, and sends nothing more.
const DRAIN_DELAY: Duration = Duration::from_secs(5);

/// Everything that the operator configured.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    issuer: Option<Origin>,
    custom_domains: Vec<String>,
    pub listen: Listen,
    pub database: Database,
    pub database_max_connections: u32,
    pub database_statement_timeout: Duration,
    pub auto_migrate: bool,
    pub tenant: Option<PathBuf>,
    /// The file with the values of placeholders in tenant files.
    pub tenant_mappings: Option<PathBuf>,
    pub asn_database: Option<PathBuf>,
    pub city_database: Option<PathBuf>,
    pub trusted_proxies: Vec<IpNet>,
    pub binding: BindingRules,
    dialect: Dialect,
    pub secret_key: Option<SecretKey>,
    /// Opens values that `secret_key` does not open, for `keys reseal`.
    pub old_secret_key: Option<SecretKey>,
    pub tls: Tls,
    pub data_dir: PathBuf,
    /// `dev` may listen beyond loopback.
    pub expose: bool,
    is_dev: bool,
    pub test_mode: bool,
    rate_limits: RateLimits,
    sms: SmsSettings,
    pub log: String,
    pub log_format: LogFormat,
    pub shutdown_grace: Duration,
    pub drain_delay: Duration,
    pub metrics_listen: Option<Listen>,
    /// The collector's URL, without a slash at its end.
    pub otlp_endpoint: Option<String>,
    /// Actions may call addresses that are not public.
    pub actions_allow_private_addresses: bool,
    /// For the placeholders of tenant files.
    pub environment: Environment,
    /// What deserves a warning but is no mistake.
    pub warnings: Vec<String>,
}

/// Whether the server serves HTTPS itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    Off,
    /// Certificate chain and key, PEM files.
    Files {
        cert: PathBuf,
        key: PathBuf,
    },
    /// A local CA under `data_dir`.
    SelfSigned,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
    /// Text on a terminal, JSON elsewhere.
    Automatic,
}

/// All mistakes of a configuration.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(Problem::to_string).collect();
        f.write_str(&all.join("; "))
    }
}

impl std::error::Error for Problems {}

impl Config {
    /// Reads every key.
    pub fn load(sources: Sources) -> Result<Self, Problems> {
        let environment = sources.environment.clone();
        let mut layers = Layers::new(sources);
        let config = Self::read(&mut layers, environment);
        if let Some(config) = &config {
            config.check_test_mode(&mut layers);
        }
        match config {
            Some(mut config) if layers.problems.is_empty() => {
                config.warnings = layers.warnings;
                Ok(config)
            }
            _ => Err(Problems(layers.problems)),
        }
    }

    /// Every key is read before the first `?`, so that every mistake is found.
    fn read(layers: &mut Layers, environment: Environment) -> Option<Self> {
        let issuer = layers.optional("issuer", values::origin);
        let custom_domains = layers.required("custom_domains", values::hosts);
        let listen = layers.required("listen", Listen::read);
        let database = layers.required("database_url", Database::read);
        let connections = layers.required("database_max_connections", values::connections);
        let statement = layers.required("database_statement_timeout", values::statement);
        let auto_migrate = layers.required("auto_migrate", values::switch);
        let tenant = layers.optional("tenant", values::path);
        let tenant_mappings = layers.optional("tenant_mappings", values::path);
        let asn_database = layers.optional("asn_database", values::path);
        let city_database = layers.optional("city_database", values::path);
        let trusted_proxies = layers.required("trusted_proxies", values::networks);
        let binding = binding(layers);
        let dialect = layers.required("protocol.dialect", values::dialect);
        let secret_key = layers.optional("secret_key", SecretKey::read);
        let old_secret_key = layers.optional("old_secret_key", SecretKey::read);
        let tls = tls(layers);
        let data_dir = layers.required("data_dir", values::path);
        let expose = layers.required("expose", values::switch);
        let test_mode = layers.required("test_mode", values::switch);
        let rate_limits = rate_limits(layers, test_mode == Some(true));
        let private = layers.required("actions.allow_private_addresses", values::switch);
        let sms = sms::read(layers, private == Some(true));
        let log = layers.required("log", values::filter);
        let log_format = layers.optional("log_format", log_format);
        let shutdown_grace = layers.required("shutdown_grace", values::duration);
        let drain_delay = layers.optional("drain_delay", values::duration);
        let metrics_listen = layers.optional("metrics_listen", Listen::read);
        let otlp_endpoint = layers.optional("otlp.endpoint", values::collector);
        Some(Self {
            issuer,
            custom_domains: custom_domains?,
            listen: listen?,
            database: database?,
            database_max_connections: connections?,
            database_statement_timeout: statement?,
            auto_migrate: auto_migrate?,
            tenant,
            tenant_mappings,
            asn_database,
            city_database,
            trusted_proxies: trusted_proxies?,
            binding: binding?,
            dialect: dialect?,
            secret_key,
            old_secret_key,
            tls: tls?,
            data_dir: data_dir?,
            expose: expose?,
            is_dev: layers.is_dev(),
            test_mode: test_mode?,
            rate_limits,
            sms: sms?,
            log: log?,
            log_format: log_format.unwrap_or(LogFormat::Automatic),
            shutdown_grace: shutdown_grace?,
            drain_delay: drain_delay.unwrap_or(match test_mode {
                // Nothing balances requests to it.
                Some(true) => Duration::ZERO,
                _ => DRAIN_DELAY,
            }),
            metrics_listen,
            otlp_endpoint,
            actions_allow_private_addresses: private?,
            environment,
            warnings: Vec::new(),
        })
    }

    /// With the test clock and simulated addresses, any caller can pass device binding and lifetimes.
    fn check_test_mode(&self, layers: &mut Layers) {
        let anywhere = layers
            .required("test_mode_anywhere", values::switch)
            .unwrap_or(false);
        let Some(issuer) = self.issuer.as_ref().filter(|i| !i.is_for_tests()) else {
            return;
        };
        if !self.test_mode || anywhere {
            return;
        }
        let issuer_url = issuer.as_str();
        if issuer.is_of_local_network() {
            layers.warnings.push(format!(
                "test_mode is on under the issuer {issuer_url}: every client that resolves this name can set the clock \
                 and its own address"
            ));
        } else {
            layers.problem(format!(
                "test_mode: found true with the issuer {issuer_url}; expected an issuer whose host is loopback, .test, \
                 .localhost, a single label or host.docker.internal, or test_mode_anywhere as well"
            ));
        }
    }

    /// The settings of a server that listens on `port`.
    pub fn settings(&self, port: u16) -> Settings {
        let issuer = self.issuer(port);
        let sibling = |host: &String| {
            issuer
                .sibling(host)
                .expect("hosts were checked when they were read")
        };
        Settings {
            custom_domains: self.custom_domains.iter().map(sibling).collect(),
            relying_parties: BTreeMap::new(),
            binding: self.binding,
            test_mode: self.test_mode,
            lifetimes: LIFETIMES,
            rate_limits: self.rate_limits,
            sms: self.sms.clone(),
            follows_port: self.is_dev && self.issuer.is_none(),
            dialect: self.dialect,
            issuer,
        }
    }

    /// Whether the operator named the issuer.
    pub fn has_issuer(&self) -> bool {
        self.issuer.is_some()
    }

    /// Whether the issuer is https. Unset, it follows TLS.
    fn is_https(&self) -> bool {
        (self.issuer.as_ref()).map_or(self.tls != Tls::Off, Origin::is_https)
    }

    /// The database's URL for the engine.
    pub fn database_url(&self) -> String {
        self.database.url(&self.data_dir)
    }

    /// The directory of the local CA.
    pub fn tls_directory(&self) -> PathBuf {
        Path::join(&self.data_dir, "tls")
    }

    fn issuer(&self, port: u16) -> Origin {
        self.issuer.clone().unwrap_or_else(|| {
            let scheme = if self.tls == Tls::Off {
                "http"
            } else {
                "https"
            };
            Origin::parse(&format!("{scheme}://localhost:{port}/"))
                .expect("a host and a port make a URL")
        })
    }
}

fn binding(layers: &mut Layers) -> Option<BindingRules> {
    let prefix = layers.required("device_binding.ipv6_prefix", values::prefix);
    let dual_stack = layers.required("device_binding.dual_stack", values::dual_stack);
    Some(BindingRules {
        ipv6_prefix: prefix?,
        dual_stack_by_asn: dual_stack?,
    })
}

/// The defaults are those of Auth0's largest public plan; in test mode there is no limit. 0 is no limit.
fn rate_limits(layers: &mut Layers, test_mode: bool) -> RateLimits {
    let mut limit = |name, usual: u32| {
        let usual = if test_mode { 0 } else { usual };
        let most = layers.optional(name, values::limit).unwrap_or(usual);
        (most > 0).then_some(most)
    };
    RateLimits {
        management: limit("rate_limit.management", 50),
        logins: limit("rate_limit.logins", 500),
        events: limit("rate_limit.events", 300),
        transfers: limit("rate_limit.transfers", 20),
    }
}

fn tls(layers: &mut Layers) -> Option<Tls> {
    let cert = layers.optional("tls.cert", values::path);
    let key = layers.optional("tls.key", values::path);
    let self_signed = layers.required("tls.self_signed", values::switch)?;
    match (cert, key, self_signed) {
        (None, None, false) => Some(Tls::Off),
        (None, None, true) => Some(Tls::SelfSigned),
        (Some(cert), Some(key), false) => Some(Tls::Files { cert, key }),
        (cert, key, _) => {
            let given = [
                ("tls.cert", cert.is_some()),
                ("tls.key", key.is_some()),
                ("tls.self_signed", self_signed),
            ];
            let given: Vec<&str> = given
                .iter()
                .filter(|(_, is)| *is)
                .map(|(name, _)| *name)
                .collect();
            layers.problem(format!(
                "tls: found {}; expected tls.cert and tls.key together, or tls.self_signed alone",
                given.join(" and ")
            ));
            None
        }
    }
}

fn log_format(raw: &Raw) -> Option<LogFormat> {
    match values::text(raw)?.as_str() {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}
