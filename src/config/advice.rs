//! Risky settings that do not stop the start: reported by `serve` when it starts and by `check`.

use std::time::Duration;

use super::{Config, Tls};
use crate::domain::proxies::{Proxies, holds_clients};

/// A request waits 5 s for a connection at most, and 25 s in all.
const LONGEST_STATEMENT: Duration = Duration::from_secs(10);

/// One observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub key: &'static str,
    pub problem: String,
    pub mend: &'static str,
    /// It makes a safeguard worthless.
    pub is_error: bool,
}

impl Config {
    /// The proxies in front of the server.
    pub fn proxies(&self) -> Proxies {
        Proxies {
            trusted: self.trusted_proxies.clone(),
            required: self.is_https() && self.tls == Tls::Off,
        }
    }

    /// Everything that is worth a warning.
    pub fn advice(&self) -> Vec<Advice> {
        let mut all = Vec::new();
        if self.proxies().required && self.trusted_proxies.is_empty() {
            all.push(Advice {
                key: "trusted_proxies",
                problem: "is empty, and the issuer is https while the server speaks HTTP: a request that a proxy forwards, with \
                          a forwarding header or without, has no known address, so ip and asn binding refuse it \
                          (untrusted_proxy)"
                    .to_owned(),
                mend: "list the addresses of the proxies that terminate TLS, and configure them to send X-Forwarded-For",
                is_error: false,
            });
        }
        for net in self.trusted_proxies.iter().filter(|net| holds_clients(net)) {
            let everybody = net.prefix_len() == 0;
            let who = if everybody {
                "every address"
            } else {
                "networks that also contain clients"
            };
            all.push(Advice {
                key: "trusted_proxies",
                problem: format!(
                    "has {net}, which covers {who}: every machine in it can choose its client address"
                ),
                mend: "list only the addresses of your proxies",
                is_error: everybody,
            });
        }
        if self.database_statement_timeout > LONGEST_STATEMENT {
            all.push(Advice {
                key: "database_statement_timeout",
                problem: "is more than 10 s: a request that waits for a connection and for two statements may reach its own \
                          limit of 25 s first, and leaves its connection in the middle of a statement"
                    .to_owned(),
                mend: "set it to 10 s or less",
                is_error: false,
            });
        }
        all
    }
}
