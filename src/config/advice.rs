//! Risky settings that do not stop the start: reported by `serve` when it starts and by `check`.

use super::{Config, Tls};
use crate::domain::proxies::{Proxies, holds_clients};

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
        all
    }
}
