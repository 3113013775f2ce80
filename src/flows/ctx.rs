//! What a flow knows of the request that it serves, and the parts of the server that it may use.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::actions::Workers;
use crate::domain::action::run::Execution;
use crate::domain::client::Client;
use crate::domain::device::{Address, Device};
use crate::domain::dialect::Dialect;
use crate::domain::origin::Origin;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::egress::Egress;
use crate::flows::limits::Limits;
use crate::flows::live_settings::LiveSettings;
use crate::key_ring::KeyRing;
use crate::mail::postbox::Postbox;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::passwords::Passwords;
use crate::store::Store;
use crate::store::engine::{Conn, StoreError};
use crate::store::transfer_attempts::TransferAttempt;
use crate::store::{custom_domains, test_clock};
use crate::telemetry;
use crate::telemetry::metrics as names;
use crate::tenant_log::{Event, EventCode, EventOrigin, LateRow, TenantLog};

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
    /// Messages go out by it.
    pub postbox: Postbox,
}

impl Parts {
    /// Takes over which custom domains are ready, by whatever process they were changed. Called every second.
    pub async fn refresh_custom_domains(&self) -> Result<(), StoreError> {
        let hosts = custom_domains::ready(&mut self.store.read().await?).await?;
        self.settings.set_ready(&hosts);
        Ok(())
    }

    /// The clock of what background work stores and waits for. Leases go by the real one, which goes on in test mode.
    pub async fn now(&self, db: &mut Conn) -> Result<Timestamp, StoreError> {
        let real = self.clock.now();
        if !self.settings.now().test_mode {
            return Ok(real);
        }
        Ok(test_clock::read(db).await?.read(real))
    }

    /// Writes an event that no request caused to the tenant log; never waits.
    pub fn tell(&self, event: Event, now: Timestamp) {
        let settings = self.settings.now();
        let device = Device {
            address: Address::Unreadable,
            asn: None,
            geoip: None,
            user_agent: None,
        };
        let origin = EventOrigin {
            now,
            device: &device,
            peer: None,
            hostname: settings.issuer.domain(),
            auth0_client: None,
        };
        self.write(event, &origin);
    }

    /// Keeps what Actions did; never waits.
    pub fn keep(&self, execution: Execution) {
        self.log.write(LateRow::Execution(execution));
    }

    fn write(&self, event: Event, origin: &EventOrigin<'_>) {
        let id = self.log.next_id(origin.now);
        let (document, stored) = event.stored(id, origin);
        telemetry::emit(stored.code, origin.now.millis(), &document);
        self.log.write(LateRow::Event(stored));
    }
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
    /// A client has proved that the request is its own: its failures are not counted against the network that it calls from.
    pub is_proved: bool,
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
    /// The address by which requests are counted. Behind a proxy that is not trusted it is the proxy's.
    pub fn caller(&self) -> Option<IpAddr> {
        self.device.address.known().or(self.peer)
    }

    /// Writes an event to the tenant log; never waits. Failures beyond what one network may tell are counted and not kept:
    /// false.
    pub fn log(&self, event: Event) -> bool {
        if let Some(reason) = event.refusal() {
            telemetry::reason(reason);
        }
        if event.is_failure() && !self.is_proved {
            return self.log_counted(event);
        }
        self.write(event);
        true
    }

    /// The same for what a caller can cause as often as they like, failure or not: it is counted as a failure is.
    pub fn log_counted(&self, event: Event) -> bool {
        let is_kept = self.may_tell();
        if is_kept {
            self.write(event);
        }
        is_kept
    }

    /// Whether the tenant log keeps another counted event from this network.
    fn may_tell(&self) -> bool {
        let counted = |ip| self.limits.events.count(ip, self.clock.now());
        let Some(allowance) = self.caller().and_then(counted) else {
            return true;
        };
        if allowance.is_first_refusal() {
            let text = "Too many failures, or calls with users' own tokens, from this address: further ones are not kept";
            self.write(Event::new(EventCode::RateLimit, text));
        }
        if allowance.is_used_up() {
            metrics::counter!(names::TENANT_LOG_WITHHELD).increment(1);
        }
        !allowance.is_used_up()
    }

    fn write(&self, event: Event) {
        let origin = EventOrigin {
            now: self.now,
            device: &self.device,
            peer: self.peer,
            hostname: self.origin.domain(),
            auth0_client: self.auth0_client.as_ref(),
        };
        self.parts.write(event, &origin);
    }

    /// The dialect that the client is spoken to in.
    pub fn dialect(&self, client: &Client) -> Dialect {
        client.dialect(self.settings.dialect)
    }

    /// Adds a line to a transfer's trace; never waits.
    pub fn trace(&self, transfer_id: String, document: String) {
        self.parts.log.write(LateRow::Attempt(TransferAttempt {
            id: self.parts.log.next_id(self.now),
            transfer_id,
            document,
        }));
    }
}
