//! What a flow knows of the request that it serves, and the parts of the server that it may use.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::actions::Workers;
use crate::domain::action::run::Execution;
use crate::domain::device::Device;
use crate::domain::origin::Origin;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::egress::Egress;
use crate::flows::limits::Limits;
use crate::flows::live_settings::LiveSettings;
use crate::keys::KeyRing;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::passwords::Passwords;
use crate::store::Store;
use crate::store::transfer_attempts::Attempt;
use crate::telemetry;
use crate::tenant_log::{Entry, Event, EventOrigin, TenantLog};

/// The server's parts, wired once.
#[derive(Debug)]
pub struct Parts {
    pub settings: LiveSettings,
    pub clock: Clock,
    pub entropy: Entropy,
    pub store: Store,
    pub keys: KeyRing,
    pub log: TenantLog,
    pub network: Network,
    pub passwords: Passwords,
    pub limits: Limits,
    /// Requests to where log streams go.
    pub egress: Egress,
    /// They run the tenant's Actions.
    pub workers: Workers,
}

/// A request as Actions see it: without anything that is secret.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    pub method: &'static str,
    /// `Accept-Language`.
    pub language: Option<String>,
    /// The parameters of its body.
    pub body: Arc<Map<String, Value>>,
}

/// One request: its instant, where it came from, and the parts.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The request happens at this instant, all of it.
    pub now: Timestamp,
    /// The settings at that instant.
    pub settings: Arc<Settings>,
    /// The domain that the request came to: the issuer, or a custom domain.
    pub origin: Origin,
    pub device: Device,
    /// The socket's peer.
    pub peer: Option<IpAddr>,
    /// The SDK's own description of itself (`Auth0-Client`).
    pub auth0_client: Option<Value>,
    /// What Actions may see of the request besides.
    pub sent: Sent,
    pub parts: Arc<Parts>,
}

impl Deref for Ctx {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl Ctx {
    /// Writes an event to the tenant log; never waits.
    pub fn log(&self, event: Event) {
        if let Some(reason) = event.refusal() {
            telemetry::reason(reason);
        }
        let origin = EventOrigin {
            now: self.now,
            device: &self.device,
            peer: self.peer,
            hostname: self.origin.domain(),
            auth0_client: self.auth0_client.as_ref(),
        };
        let id = self.parts.log.next_id(self.now.millis());
        self.parts
            .log
            .write(Entry::Event(event.stored(id, &origin)));
    }

    /// Keeps what Actions did; never waits.
    pub fn keep(&self, execution: Execution) {
        self.parts.log.write(Entry::Execution(execution));
    }

    /// Adds a line to a transfer's trace; never waits.
    pub fn trace(&self, attempt: Attempt) {
        self.parts.log.write(Entry::Attempt(attempt));
    }
}
