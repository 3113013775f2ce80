//! Opens the database for every command.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::time::sleep;

use super::secret_key;
use crate::actions::Workers;
use crate::app::tasks::measure_clock;
use crate::config::{Config, SecretKey, own_program};
use crate::egress::Egress;
use crate::outside::Clock;
use crate::store::engine::{Engine, StoreError};
use crate::store::seal::Sealer;
use crate::store::{SchemaState, Store, sealed_columns, spellings};

/// How long a server waits for its database at start, and between two tries.
const WAIT_AT_START: Duration = Duration::from_secs(30);
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

/// The store, its schema up to date, and a clock that follows it.
pub async fn store(config: &Config) -> anyhow::Result<(Store, Clock)> {
    let store = connect(config, secret_key::find(config)?).await?;
    if config.auto_migrate {
        migrate(&store).await?;
    }
    match store.schema().await? {
        SchemaState::Current => {}
        other => bail!("{other}"),
    }
    let clock = clock(&store).await?;
    Ok((store, clock))
}

/// Refuses a database with an unsealed secret if there is a key to seal it with.
pub async fn refuse_unsealed(store: &Store) -> anyhow::Result<()> {
    match sealed_columns::unsealed(&mut store.read().await?).await? {
        Some(what) => bail!(
            "secret_key: {what} is stored unsealed, because there was no key at the time: run `footbridge keys reseal`"
        ),
        None => Ok(()),
    }
}

/// Upgrades the database: its schema, and the columns that only the program can compute from stored values.
pub async fn migrate(store: &Store) -> anyhow::Result<()> {
    store.engine().migrate().await?;
    spellings::list(store).await?;
    Ok(())
}

/// The client for requests to addresses that the tenant's administrators configure.
pub fn egress(config: &Config) -> anyhow::Result<Egress> {
    Egress::new(config.actions_allow_private_addresses).context("cannot create an HTTP client")
}

/// The pool of processes that run Actions.
pub fn workers(egress: Egress) -> anyhow::Result<Workers> {
    let program = own_program().context("cannot find the path of this program")?;
    Ok(Workers::new(program, egress))
}

/// The store, without a migration.
pub async fn connect(config: &Config, key: Option<SecretKey>) -> anyhow::Result<Store> {
    let file = config.database.file(&config.data_dir);
    if let Some(file) = &file {
        let directory = file.parent().filter(|d| !d.as_os_str().is_empty());
        if let Some(directory) = directory.filter(|d| !d.is_dir()) {
            bail!(
                "database_url: the directory {} does not exist: create it, or set data_dir or database_url to another one",
                directory.display()
            );
        }
    }
    if let Some(file) = &file {
        create_private(file)
            .with_context(|| format!("database_url: cannot create {}", file.display()))?;
    }
    let sealer = Sealer::new(key.map(|key| key.0));
    let url = config.database_url();
    let (most, limit) = (
        config.database_max_connections,
        config.database_statement_timeout,
    );
    let engine = Engine::open_limited(&url, most, sealer, limit)
        .await
        .with_context(|| format!("database_url: cannot open {}", config.database))?;
    Ok(Store::new(engine))
}

/// The same for a server, which may be started together with its database.
pub async fn connect_at_start(config: &Config, key: Option<SecretKey>) -> anyhow::Result<Store> {
    let begun = Instant::now();
    let mut is_told = false;
    loop {
        match connect(config, key).await {
            Err(error) if is_away(&error) && begun.elapsed() < WAIT_AT_START => {
                if !is_told {
                    let error = format!("{error:#}");
                    tracing::warn!(error, "waiting for the database");
                    is_told = true;
                }
                sleep(BETWEEN_TRIES).await;
            }
            other => return other,
        }
    }
}

fn is_away(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::Unavailable(_)))
}

/// Warns of a Postgres that has no room for all connections of this process.
pub async fn tell_budget(config: &Config, store: &Store) {
    let own = i64::from(config.database_max_connections);
    // An engine that does not say so is none that counts.
    let Ok(Some(budget)) = store.engine().budget().await else {
        return;
    };
    let free = budget.most - budget.used;
    if free < own {
        tracing::warn!(
            fix = TOO_FEW_CONNECTIONS,
            "database_max_connections is {own}, but Postgres has room for {free} more connections ({} in all): requests get \
             503 when they are used up",
            budget.most
        );
    }
}

/// What to do about it.
pub const TOO_FEW_CONNECTIONS: &str =
    "lower database_max_connections, raise Postgres' max_connections, or put a pooler in between";

/// Creates the database's file, which contains password hashes, for this user only; SQLite gives its log the same mode.
fn create_private(file: &Path) -> io::Result<()> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

/// A clock that follows the database's, if the database has one.
pub async fn clock(store: &Store) -> anyhow::Result<Clock> {
    let clock = Clock::default();
    if store.engine().is_postgres() {
        measure_clock(store, &clock)
            .await
            .context("cannot read the database's clock")?;
    }
    Ok(clock)
}
