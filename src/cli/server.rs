//! A running server: wired, listening, drained.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::import::TenantSource;
use super::signals::Signals;
use super::{import, open, secret_key};
use crate::app::App;
use crate::app::tasks::Tasks;
use crate::config::{Config, Listen, Tls};
use crate::domain::settings::Settings;
use crate::flows::Parts;
use crate::flows::limits::Limits;
use crate::flows::live_settings::LiveSettings;
use crate::flows::session_transfer;
use crate::http;
use crate::http::serve::{Capacity, Certificates, Door};
use crate::ids;
use crate::key_ring::KeyRing;
use crate::mail::postbox::Postbox;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::passwords::Passwords;
use crate::resources::clients::document as client_document;
use crate::store::{SchemaState, Store, clients};
use crate::telemetry;
use crate::tenant_log::TenantLog;

/// How long each of the last steps may take at most: ending tasks, storing log entries, closing connections.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// What of `shutdown_grace` is kept for them; where it is shorter, a quarter of it.
const KEPT_FOR_LAST_WORDS: Duration = Duration::from_secs(3);
/// What they get where requests have taken more.
const LEAST_FOR_LAST_WORDS: Duration = Duration::from_millis(100);
/// How long a request that was cut off may hold the log.
const CUT_OFF: Duration = Duration::from_millis(200);
/// How often a server that waits for a migration checks the schema.
const MIGRATION_POLL: Duration = Duration::from_secs(1);
/// Seconds, for durations of requests.
const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];
const BUCKETS_OF_ROWS: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
const WAITING: &str = "the database has not been migrated: run `footbridge migrate`";

/// A running server, and what has to be shut down in order.
pub struct Server {
    app: App,
    door: Door,
    serving: JoinHandle<io::Result<()>>,
    metrics_door: Door,
    tasks: Tasks,
    log_writer: JoinHandle<()>,
    drain_delay: Duration,
    shutdown_grace: Duration,
}

impl Server {
    /// Opens everything and begins to serve.
    pub async fn start(config: &Config, tenant: TenantSource<'_>) -> anyhow::Result<Self> {
        for advice in config.advice() {
            tracing::warn!(fix = advice.mend, "{} {}", advice.key, advice.problem);
        }
        let key = secret_key::find(config)?;
        let capacity = Capacity::of_process(config.trusted_proxies.clone());
        let (listener, address) = bind("listen", &config.listen)?;
        let metrics_listener = config
            .metrics_listen
            .as_ref()
            .map(|l| bind("metrics_listen", l))
            .transpose()?;
        let settings = config.settings(address.port());
        let certificates = certificates(config, &settings).await?;
        let store = open::connect_at_start(config, key).await?;
        let waiting = Door::new(capacity.clone());
        migrate(
            config,
            &store,
            (&waiting, &listener),
            certificates.as_deref(),
        )
        .await?;
        open::tell_budget(config, &store).await;
        let clock = open::clock(&store).await?;
        if store.schema().await? == SchemaState::Current {
            open::refuse_unsealed(&store).await?;
        }
        make_global_client(&store, &clock).await?;
        import::at_start(config, &settings, (&store, &clock), tenant).await?;
        announce_empty(&store).await?;
        let (app, log_writer) = wire(config, settings, store, clock).await?;
        if let Err(error) = app.parts.refresh_custom_domains().await {
            tracing::warn!(%error, "cannot read the custom domains yet");
        }
        let tasks = Tasks::start(&app);
        if let Some(certificates) = &certificates {
            let renewal = Arc::new(Renewal {
                certificates: certificates.clone(),
                parts: app.parts.clone(),
            });
            tasks.every("certificate", certificates.period(), &renewal, renew);
        }
        let (door, metrics_door) = (Door::new(capacity.clone()), Door::new(capacity));
        if let Some((listener, _)) = metrics_listener {
            let (door, router) = (
                metrics_door.clone(),
                http::serve::metrics_router(app.clone()),
            );
            tokio::spawn(async move {
                if let Err(error) = door.serve(listener, router, None).await {
                    tracing::error!(%error, "the listener for metrics failed");
                }
            });
        }
        let (inner, router) = (door.clone(), http::router(app.clone()));
        let serving =
            tokio::spawn(
                async move { inner.serve(listener, router, certificates.as_deref()).await },
            );
        tracing::info!(addr = %address, issuer = app.parts.settings.now().issuer.as_str(), "listening");
        Ok(Self {
            app,
            door,
            serving,
            metrics_door,
            tasks,
            log_writer,
            drain_delay: config.drain_delay,
            shutdown_grace: config.shutdown_grace,
        })
    }

    /// The settings in force.
    pub fn settings(&self) -> Arc<Settings> {
        self.app.parts.settings.now()
    }

    /// Serves until a signal, then drains. A second signal cuts the drain short.
    pub async fn run(mut self, signals: &mut Signals) -> anyhow::Result<()> {
        tokio::select! {
            () = signals.next() => {}
            ended = &mut self.serving => {
                ended.context("the listener failed")?.context("the listener failed")?;
                bail!("the listener ended unexpectedly");
            }
        }
        self.app.start_draining();
        tracing::info!("draining");
        tokio::select! {
            () = tokio::time::sleep(self.drain_delay) => {}
            () = signals.next() => {}
        }
        let grace = self.shutdown_grace;
        let until = Instant::now() + grace;
        let for_requests = grace - KEPT_FOR_LAST_WORDS.min(grace / 4);
        self.door.close(for_requests);
        tokio::select! {
            // The door cuts them by itself; if it does not, this does.
            _ended = timeout(for_requests + LEAST_FOR_LAST_WORDS, &mut self.serving) => {}
            () = signals.next() => self.door.slam(),
        }
        self.metrics_door.slam();
        self.end(until).await
    }

    /// The last steps. Whatever does not end, a database that hangs or a receiver, is left behind.
    async fn end(self, until: Instant) -> anyhow::Result<()> {
        let left = || {
            let left = until.saturating_duration_since(Instant::now());
            left.clamp(LEAST_FOR_LAST_WORDS, LAST_WORDS)
        };
        if timeout(left() / 2, self.tasks.stop()).await.is_err() {
            tracing::warn!("a background task did not end in time");
        }
        let store = self.app.parts.store.clone();
        let flushed = timeout(left() * 2 / 3, self.app.parts.log.flush()).await;
        drop(self.app);
        // A request that was cut off may hold the log briefly after its last entry was stored.
        if timeout(left().min(CUT_OFF), self.log_writer).await.is_err() {
            tracing::debug!("a request was cut off");
        }
        let closed = timeout(left(), store.engine().close()).await;
        if flushed.is_err() {
            bail!("the last events of the tenant log are lost: the database does not respond");
        }
        if closed.is_err() {
            tracing::warn!("connections to the database did not close in time");
        }
        tracing::info!("ended");
        Ok(())
    }
}

fn bind(key: &str, listen: &Listen) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let bound = TcpListener::bind((listen.host.as_str(), listen.port));
    let bound = bound.and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = bound.map_err(|error| {
        let mend = if error.kind() == io::ErrorKind::AddrInUse {
            let flag = key.replace('_', "-");
            format!("; stop the program that uses it, or choose another port with --{flag}")
        } else {
            String::new()
        };
        anyhow!("{key}: cannot bind to {listen}: {error}{mend}")
    })?;
    Ok((listener, address))
}

async fn certificates(
    config: &Config,
    settings: &Settings,
) -> anyhow::Result<Option<Arc<Certificates>>> {
    let certificates = match &config.tls {
        Tls::Off => return Ok(None),
        Tls::Files { cert, key } => Certificates::from_files(cert, key).await?,
        Tls::SelfSigned => {
            let directory = config.tls_directory();
            let made =
                Certificates::local(&directory, hosts(settings), Clock::default().process_now())
                    .await?;
            let ca = directory.join("ca.pem");
            tracing::info!(ca = %ca.display(), "serving HTTPS with a certificate of the local CA: clients have to trust this file");
            made
        }
    };
    Ok(Some(Arc::new(certificates)))
}

/// The names in a self-signed certificate.
fn hosts(settings: &Settings) -> Vec<String> {
    let own = settings
        .origins()
        .map(|o| o.host().trim_matches(['[', ']']).to_owned());
    let here = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut hosts: Vec<String> = own.chain(here).collect();
    hosts.sort();
    hosts.dedup();
    hosts
}

/// The certificate in use, and the source of its host names.
struct Renewal {
    certificates: Arc<Certificates>,
    parts: Arc<Parts>,
}

async fn renew(renewal: Arc<Renewal>) -> Result<(), String> {
    let now = Clock::default().process_now();
    let hosts = hosts(&renewal.parts.settings.now());
    let renewed = renewal.certificates.refresh(now, hosts).await;
    if renewed.map_err(|e| e.to_string())? {
        tracing::info!("a new certificate is in use");
    }
    Ok(())
}

/// Migrates; without `auto_migrate`, serves only readiness until another process has created the schema.
async fn migrate(
    config: &Config,
    store: &Store,
    (door, listener): (&Door, &TcpListener),
    tls: Option<&Certificates>,
) -> anyhow::Result<()> {
    if config.auto_migrate {
        return open::migrate(store).await;
    }
    match store.schema().await? {
        schema @ SchemaState::Newer { .. } => bail!("{schema}"),
        SchemaState::Older { .. } | SchemaState::Current => return Ok(()),
        SchemaState::Empty => tracing::warn!("{WAITING}"),
    }
    let router = http::serve::waiting_router(WAITING);
    let migrated = async {
        while store
            .schema()
            .await
            .map_or(true, |schema| schema == SchemaState::Empty)
        {
            tokio::time::sleep(MIGRATION_POLL).await;
        }
    };
    tokio::select! {
        ended = door.serve(listener.try_clone()?, router, tls) => ended.context("the listener failed")?,
        () = migrated => door.slam(),
    }
    Ok(())
}

/// Creates the global client if the tenant has none yet.
async fn make_global_client(store: &Store, clock: &Clock) -> anyhow::Result<()> {
    // Another process migrates an older schema.
    if store.schema().await? == SchemaState::Current {
        let document = client_document::global(&ids::client_id(&Entropy::system()));
        let mut db = store.write().await?;
        clients::ensure_global(&mut db, &document, clock.now()).await?;
    }
    Ok(())
}

async fn announce_empty(store: &Store) -> anyhow::Result<()> {
    if clients::count(&mut store.read().await?).await? == 0 {
        tracing::info!(
            "the tenant is empty: `footbridge bootstrap` creates a client for the Management API, \
             `footbridge import PATH` loads a tenant file"
        );
    }
    Ok(())
}

async fn wire(
    config: &Config,
    settings: Settings,
    store: Store,
    clock: Clock,
) -> anyhow::Result<(App, JoinHandle<()>)> {
    let keys = KeyRing::open(&store, settings.issuer.host(), clock.now()).await?;
    let network = Network::open(
        config.asn_database.as_deref(),
        config.city_database.as_deref(),
    )?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (log, writer) = TenantLog::new(store.clone());
    let egress = open::egress(config)?;
    let parts = Parts {
        limits: Limits::new(settings.rate_limits),
        settings: LiveSettings::new(settings),
        clock,
        entropy: Entropy::system(),
        store,
        keys,
        log,
        network,
        passwords: Passwords::new(cores).context("cannot start a thread for passwords")?,
        workers: open::workers(egress.clone())?,
        egress,
        postbox: Postbox::default(),
    };
    let rows = Matcher::Full(telemetry::metrics::LANE_BATCH_ROWS.to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets(&BUCKETS)
        .and_then(|recorder| recorder.set_buckets_for_metric(rows, &BUCKETS_OF_ROWS))
        .context("cannot configure metrics")?;
    let metrics = recorder
        .install_recorder()
        .context("cannot record metrics")?;
    telemetry::metrics::describe();
    session_transfer::show_reasons();
    let app = App::new(
        parts,
        config.proxies(),
        metrics,
        config.metrics_listen.is_some(),
    );
    Ok((app, tokio::spawn(writer)))
}
