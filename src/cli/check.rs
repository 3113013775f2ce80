//! `footbridge check`: finds problems before a server runs, and says how to fix them. It changes nothing.

use anyhow::bail;

use super::import::{context, load};
use super::lines::{counted, say, told};
use super::{open, secret_key};
use crate::config::{Config, Tls};
use crate::domain::settings::Settings;
use crate::http::serve::Certificates;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::resources::sections::SECTIONS;
use crate::store::engine::Engine;
use crate::store::seal::Sealer;
use crate::store::{SchemaState, Store, spellings};
use crate::tenant_file::findings::{Finding, Severity};
use crate::tenant_file::lint::lint;
use crate::tenant_file::plan::plan;
use crate::tenant_file::state::State;

/// What was found so far.
#[derive(Default)]
struct Report {
    errors: usize,
    warnings: usize,
}

/// Checks everything and prints the findings.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let mut report = Report::default();
    let settings = config.settings(config.listen.port);
    configuration(config, &settings, &mut report)?;
    tls(config, &mut report).await?;
    networks(config, &mut report)?;
    let store = database(config, &mut report).await?;
    if let Some(store) = &store {
        stored_tenant(config, &settings, store, &mut report).await?;
        identifiers(store, &mut report).await?;
    }
    tenant_file(config, &settings, store, &mut report).await?;
    let errors = counted(report.errors, "error", "errors");
    let warnings = counted(report.warnings, "warning", "warnings");
    say(format_args!("{errors}, {warnings}"))?;
    if report.errors > 0 {
        bail!("the check found {errors}");
    }
    Ok(())
}

impl Report {
    fn fine(&self, about: &str, what: impl std::fmt::Display) -> anyhow::Result<()> {
        say(format_args!("ok: {about}: {what}"))
    }

    fn warn(
        &mut self,
        about: &str,
        problem: impl std::fmt::Display,
        mend: &str,
    ) -> anyhow::Result<()> {
        self.warnings += 1;
        say(format_args!("warning: {about}: {problem}\n    fix: {mend}"))
    }

    fn error(
        &mut self,
        about: &str,
        problem: impl std::fmt::Display,
        mend: &str,
    ) -> anyhow::Result<()> {
        self.errors += 1;
        say(format_args!("error: {about}: {problem}\n    fix: {mend}"))
    }

    fn findings(&mut self, findings: &[Finding]) -> anyhow::Result<()> {
        for finding in findings {
            match finding.severity {
                Severity::Warning => self.warn(&finding.about, &finding.problem, finding.mend)?,
                Severity::Error => self.error(&finding.about, &finding.problem, finding.mend)?,
            }
        }
        Ok(())
    }
}

fn configuration(config: &Config, settings: &Settings, report: &mut Report) -> anyhow::Result<()> {
    let issuer = &settings.issuer;
    report.fine(
        "configuration",
        format_args!("issuer {}, listen {}", issuer.as_str(), config.listen),
    )?;
    for warning in &config.warnings {
        report.warn("configuration", warning, "remove it")?;
    }
    let is_public = !config.listen.is_loopback();
    if !config.has_issuer() && is_public {
        report.warn(
            "issuer",
            "is not set, and the server listens beyond this machine",
            "set it to the public URL",
        )?;
    }
    if !issuer.is_https() && !issuer.is_for_tests() {
        let problem = "is not https: anyone on the network path can read tokens and cookies";
        report.warn(
            "issuer",
            problem,
            "use https, with tls.cert and tls.key or behind a proxy",
        )?;
    }
    if !issuer.is_https() && config.tls != Tls::Off {
        report.error(
            "issuer",
            "is http, but the server serves HTTPS",
            "change the issuer to https",
        )?;
    }
    for advice in config.advice() {
        match advice.is_error {
            true => report.error(advice.key, advice.problem, advice.mend)?,
            false => report.warn(advice.key, advice.problem, advice.mend)?,
        }
    }
    if config.proxies().required && config.metrics_listen.is_none() {
        report.fine(
            "metrics_listen",
            "unset: /metrics is closed, because a proxy terminates TLS and every request appears to come from it",
        )?;
    }
    if config.test_mode {
        let problem = "is on: any caller can set the clock and its own address";
        report.warn("test_mode", problem, "turn it off in production")?;
    }
    Ok(())
}

async fn tls(config: &Config, report: &mut Report) -> anyhow::Result<()> {
    let Tls::Files { cert, key } = &config.tls else {
        return Ok(());
    };
    match Certificates::from_files(cert, key).await {
        Ok(_) => report.fine("tls", cert.display()),
        Err(e) => report.error(
            "tls",
            e,
            "set tls.cert to a PEM chain and tls.key to its key",
        ),
    }
}

fn networks(config: &Config, report: &mut Report) -> anyhow::Result<()> {
    let (asn, city) = (
        config.asn_database.as_deref(),
        config.city_database.as_deref(),
    );
    for (key, asn, city) in [("asn_database", asn, None), ("city_database", None, city)] {
        match Network::open(asn, city) {
            Ok(network) => {
                for db in network.describe() {
                    let built = db
                        .built_at
                        .map_or("an unknown date".to_owned(), |at| at.date().to_string());
                    let path = db.path.display();
                    report.fine(
                        key,
                        format_args!("{path} is {}, built on {built}", db.database_type),
                    )?;
                }
            }
            Err(e) => report.error(key, e, "set it to an .mmdb file that this user can read")?,
        }
    }
    Ok(())
}

/// For how many processes Postgres has connections.
async fn connections(config: &Config, store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let Ok(Some(budget)) = store.engine().budget().await else {
        return Ok(());
    };
    let (key, each) = ("database_max_connections", config.database_max_connections);
    let (all, processes) = (budget.most, budget.most / i64::from(each));
    match processes {
        0 => report.warn(
            key,
            format_args!("is {each}, but Postgres takes only {all} connections"),
            open::TOO_FEW_CONNECTIONS,
        ),
        1 => report.fine(
            key,
            format_args!("{each}: Postgres takes {all} connections, enough for one process"),
        ),
        _ => report.fine(
            key,
            format_args!(
                "{each}: Postgres takes {all} connections, enough for {processes} processes"
            ),
        ),
    }
}

/// The store, where its schema can be read.
async fn database(config: &Config, report: &mut Report) -> anyhow::Result<Option<Store>> {
    let about = config.database.to_string();
    if config
        .database
        .file(&config.data_dir)
        .is_some_and(|file| !file.exists())
    {
        report.fine(
            &about,
            "does not exist yet; `footbridge serve` or `footbridge migrate` creates it",
        )?;
        return Ok(None);
    }
    let key = match secret_key::find(config) {
        Ok(key) => key,
        Err(e) => {
            report.error(
                &about,
                told(&e),
                "give the secret_key that seals the secrets in this database",
            )?;
            return Ok(None);
        }
    };
    let store = match open::connect(config, key).await {
        Ok(store) => store,
        Err(e) => {
            report.error(
                &about,
                told(&e),
                "start the database, or correct database_url",
            )?;
            return Ok(None);
        }
    };
    match store.schema().await? {
        SchemaState::Current => {
            report.fine(&about, "reachable and up to date")?;
            connections(config, &store, report).await?;
            if let Err(e) = open::refuse_unsealed(&store).await {
                report.error(&about, e, "run `footbridge keys reseal`")?;
                return Ok(None);
            }
            return Ok(Some(store));
        }
        schema @ SchemaState::Newer { .. } => {
            report.error(&about, schema, "run the newer version")?
        }
        schema => report.warn(
            &about,
            schema,
            "run `footbridge migrate`, or start `footbridge serve`",
        )?,
    }
    Ok(None)
}

async fn stored_tenant(
    config: &Config,
    settings: &Settings,
    store: &Store,
    report: &mut Report,
) -> anyhow::Result<()> {
    let loaded = async { State::load(&mut store.read().await?).await };
    match loaded.await {
        // The server creates at its start what even an empty tenant has.
        Ok(state) if state.is_empty() => report.fine(
            "tenant",
            "empty; `footbridge serve` creates the Management API, `footbridge import PATH` loads a tenant file",
        ),
        Ok(state) => {
            report.fine("tenant", counted(state.clients.len(), "client", "clients"))?;
            // The tenant file is checked below.
            if config.tenant.is_none() {
                let has_asn_database = config.asn_database.is_some();
                report.findings(&lint(SECTIONS, &state, settings, has_asn_database))?;
            }
            Ok(())
        }
        Err(e) => report.error(
            "tenant",
            e,
            "set secret_key to the key that sealed this database",
        ),
    }
}

/// Users whose identifier matches only if it is typed exactly as stored, because another user's has the same normal form.
async fn identifiers(store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let collisions = spellings::collisions(&mut store.read().await?).await?;
    for group in &collisions {
        let users: Vec<_> = group.iter().map(|one| one.user_id.as_str()).collect();
        let (connection, form) = (&group[0].connection, &group[0].canonical);
        report.warn(
            "users",
            format_args!(
                "{} of {connection} have identifiers that normalise to the same string, {form}",
                users.join(" and ")
            ),
            "change the e-mail address or user name of all but one of them",
        )?;
    }
    Ok(())
}

/// The configured file, as it would change the stored tenant, or an empty tenant without a database.
async fn tenant_file(
    config: &Config,
    settings: &Settings,
    store: Option<Store>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let Some(path) = &config.tenant else {
        return Ok(());
    };
    let about = "tenant file";
    let store = match store {
        Some(store) => store,
        None => empty().await?,
    };
    let file = match load(config, settings, path).await {
        Ok(file) => file,
        Err(e) => return report.error(about, e, "correct the file"),
    };
    for warning in &file.warnings {
        report.warn(about, warning, "remove it; it is not applied")?;
    }
    let (entropy, clock) = (Entropy::system(), Clock::default());
    let plan = plan(
        &mut *store.begin().await?,
        &file,
        &context(settings, &entropy, &clock),
    )
    .await?;
    report.fine(
        about,
        format_args!(
            "{}: {} at the next start",
            path.display(),
            counted(plan.changes.len(), "change", "changes")
        ),
    )?;
    for warning in &plan.warnings {
        report.warn(about, warning, "correct the file")?;
    }
    for left_out in file.left_out.iter().chain(&plan.left_out) {
        let mend = "correct it; until then, imports leave it out";
        report.error(about, left_out, mend)?;
    }
    let has_asn_database = config.asn_database.is_some();
    report.findings(&lint(SECTIONS, &plan.state, settings, has_asn_database))
}

async fn empty() -> anyhow::Result<Store> {
    let engine = Engine::open("sqlite::memory:", 1, Sealer::new(None)).await?;
    engine.migrate().await?;
    Ok(Store::new(engine))
}
