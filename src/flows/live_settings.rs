//! The settings in force: the operator's, with the custom domains that are ready now.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::domain::origin::Origin;
use crate::domain::settings::Settings;

/// Keeps the newest [`Settings`] at hand.
#[derive(Debug)]
pub struct LiveSettings {
    now: ArcSwap<Settings>,
    /// The custom domains of the configuration.
    configured: Vec<Origin>,
}

impl LiveSettings {
    /// The operator's settings; no custom domain is ready but the configured ones.
    pub fn new(settings: Settings) -> Self {
        Self {
            configured: settings.custom_domains.clone(),
            now: ArcSwap::from_pointee(settings),
        }
    }

    /// The settings now. A request asks once, and goes by the same ones to its end.
    pub fn now(&self) -> Arc<Settings> {
        self.now.load_full()
    }

    /// The settings of a request that came to `origin`, which is a domain of ours in it though a mapped port made it.
    pub fn of_request(&self, origin: &Origin) -> Arc<Settings> {
        let now = self.now();
        if now.origins().any(|own| own == origin) {
            return now;
        }
        let mut settings = Settings::clone(&now);
        settings.custom_domains.push(origin.clone());
        Arc::new(settings)
    }

    /// Answers for these hosts beside the configured domains, on the issuer's scheme and port. The RP ID of a host's passkeys is
    /// the one beside it, if there is any.
    pub fn set_ready(&self, hosts: &[(String, Option<String>)]) {
        let current = self.now();
        let ready = hosts
            .iter()
            .filter_map(|(host, _)| current.issuer.with_host(host));
        let mut domains = self.configured.clone();
        for origin in ready {
            if origin != current.issuer && !domains.contains(&origin) {
                domains.push(origin);
            }
        }
        let named = hosts.iter().cloned();
        let relying_parties = named.filter_map(|(host, id)| Some((host, id?))).collect();
        if domains != current.custom_domains || relying_parties != current.relying_parties {
            self.now.store(Arc::new(Settings {
                custom_domains: domains,
                relying_parties,
                ..Settings::clone(&current)
            }));
        }
    }
}
