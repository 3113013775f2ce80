//! `footbridge import`

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::lines::{counted, say};
use super::open;
use crate::config::Config;
use crate::domain::settings::Settings;
use crate::outside::{Clock, Entropy};
use crate::passwords;
use crate::resources::actions::tenant_file as actions;
use crate::resources::sections::SECTIONS;
use crate::store::Store;
use crate::tenant_file::entry::Entry;
use crate::tenant_file::file::TenantFile;
use crate::tenant_file::import::{ImportMode, Summary, ensure_management_api, import};
use crate::tenant_file::placeholders::Placeholders;
use crate::tenant_file::planner::Context;
use crate::tenant_file::{DEMO, read};

/// The file, and whether to change anything.
#[derive(clap::Args)]
pub struct ImportArguments {
    /// A tenant file, or a directory in the Deploy CLI's layout
    path: PathBuf,
    /// Print what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Import nothing if any entry breaks a rule; without this, the other entries are imported
    #[arg(long)]
    strict: bool,
}

/// The source of a server's tenant.
#[derive(Debug, Clone, Copy)]
pub enum TenantSource<'a> {
    /// Only the database.
    Stored,
    File(&'a Path),
    Demo,
}

/// Loads a tenant file.
pub async fn run(config: &Config, arguments: &ImportArguments) -> anyhow::Result<()> {
    let settings = config.settings(config.listen.port);
    let file = load(config, &settings, &arguments.path).await?;
    let (store, clock) = open::store(config).await?;
    let mode = match (arguments.dry_run, arguments.strict) {
        (true, _) => ImportMode::DryRun,
        (false, true) => ImportMode::Strict,
        (false, false) => ImportMode::Always,
    };
    let entropy = Entropy::system();
    let summary = import(
        &store,
        &file,
        &context(&settings, &entropy, &clock),
        &passwords::hash,
        mode,
    )
    .await?;
    store.engine().close().await;
    for warning in &summary.warnings {
        say(format_args!("warning: {warning}"))?;
    }
    for left_out in &summary.left_out {
        say(format_args!("left out: {left_out}"))?;
    }
    let count = summary.left_out.len();
    if arguments.strict && count > 0 {
        let break_a_rule = counted(count, "entry breaks", "entries break");
        bail!("{break_a_rule} a rule: nothing was imported");
    }
    for change in &summary.changes {
        say(change)?;
    }
    let verb = if arguments.dry_run {
        "would be made"
    } else {
        "made"
    };
    say(format_args!(
        "{} {verb}, {} left out",
        counted(summary.changes.len(), "change", "changes"),
        counted(count, "entry", "entries")
    ))
}

/// Imports the tenant that a starting server is configured with.
pub async fn at_start(
    config: &Config,
    settings: &Settings,
    (store, clock): (&Store, &Clock),
    tenant: TenantSource<'_>,
) -> anyhow::Result<()> {
    let entropy = Entropy::system();
    let context = context(settings, &entropy, clock);
    let file = match tenant {
        TenantSource::Stored => return Ok(ensure_management_api(store, SECTIONS, &context).await?),
        TenantSource::File(path) => load(config, settings, path).await?,
        TenantSource::Demo => {
            let placeholders = placeholders(config, settings)?;
            read::read_text(SECTIONS, "the demo tenant", DEMO, &placeholders)?
        }
    };
    let summary = import(
        store,
        &file,
        &context,
        &passwords::hash,
        ImportMode::WhenChanged,
    )
    .await?;
    log(&summary);
    Ok(())
}

/// Reads a tenant file or directory, and checks that the code in it compiles.
pub async fn load(config: &Config, settings: &Settings, path: &Path) -> anyhow::Result<TenantFile> {
    let mut placeholders = placeholders(config, settings)?;
    match &config.tenant_mappings {
        Some(mappings) => placeholders.add_file(mappings)?,
        None => placeholders.add_file_beside(path)?,
    }
    let mut file = read::read(SECTIONS, path, &placeholders)?;
    check_code(config, &mut file).await?;
    Ok(file)
}

/// Keeps an Action as a draft if the engine cannot compile its code; the Management API would not deploy it either.
async fn check_code(config: &Config, file: &mut TenantFile) -> anyhow::Result<()> {
    let is_deployed = |entry: &&mut Entry| actions::is_deployed(entry);
    let entries = file.of_mut(actions::SECTION.key).iter_mut();
    let mut deployed = entries.filter(is_deployed).peekable();
    if deployed.peek().is_none() {
        return Ok(());
    }
    let mut kept = Vec::new();
    let workers = open::workers(open::egress(config)?)?;
    for entry in deployed {
        let code = entry.text("code").unwrap_or_default();
        if let Err(error) = workers.check(code).await {
            let line = error.line.map(|line| format!(" (line {line})"));
            let problem = format!(
                "cannot be deployed, kept as a draft: {}{}",
                error.message,
                line.unwrap_or_default()
            );
            kept.push(entry.place.key("code").error(problem));
            actions::keep_draft(entry);
        }
    }
    file.left_out.extend(kept);
    Ok(())
}

/// The context of planning and importing.
pub fn context<'a>(settings: &'a Settings, entropy: &'a Entropy, clock: &Clock) -> Context<'a> {
    Context {
        settings,
        entropy,
        now: clock.now(),
    }
}

fn placeholders<'a>(
    config: &'a Config,
    settings: &'a Settings,
) -> anyhow::Result<Placeholders<'a>> {
    let domain = settings.issuer.domain();
    Ok(Placeholders::new(&config.environment.0, domain)?)
}

fn log(summary: &Summary) {
    for warning in &summary.warnings {
        tracing::warn!("{warning}");
    }
    for left_out in &summary.left_out {
        tracing::warn!("left out: {left_out}");
    }
    if summary.skipped {
        tracing::info!("the tenant file has not changed since its last import");
    } else {
        tracing::info!(changes = summary.changes.len(), "tenant file imported");
    }
}
