//! The running server's state, as requests see it.

pub mod gauges;
mod purger;
mod readiness;
pub mod tasks;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use metrics_exporter_prometheus::PrometheusHandle;

use crate::domain::proxies::Proxies;
use crate::flows::Parts;
use crate::flows::page_templates::PageTemplates;
use readiness::Readiness;

/// The state that every request may need; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    pub parts: Arc<Parts>,
    /// The proxies in front of this server.
    pub proxies: Proxies,
    pub metrics: PrometheusHandle,
    /// `/metrics` has a separate listener.
    pub metrics_elsewhere: bool,
    /// What the tenant's page template was rendered into.
    pub page_templates: PageTemplates,
    draining: AtomicBool,
    warned_of_proxy: AtomicBool,
    readiness: Arc<Readiness>,
}

impl App {
    /// Combines the parts with the state of the edge.
    pub fn new(
        parts: Parts,
        proxies: Proxies,
        metrics: PrometheusHandle,
        metrics_elsewhere: bool,
    ) -> Self {
        Self(Arc::new(Inner {
            parts: Arc::new(parts),
            proxies,
            metrics,
            metrics_elsewhere,
            page_templates: PageTemplates::default(),
            draining: AtomicBool::new(false),
            warned_of_proxy: AtomicBool::new(false),
            readiness: Arc::default(),
        }))
    }

    /// From then on `/readyz` reports that the server is shutting down.
    pub fn start_draining(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    /// Whether [`App::start_draining`] was called.
    pub fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Whether the store can be read and written; otherwise why not.
    pub async fn readiness(&self) -> Result<(), String> {
        self.readiness.of(&self.parts).await
    }

    /// Whether this is the first request without a known address because of a proxy.
    pub fn is_first_untrusted_proxy(&self) -> bool {
        !self.0.warned_of_proxy.swap(true, Ordering::Relaxed)
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
