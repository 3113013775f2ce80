//! The commands by name, and what happens before and after each.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};

use super::flags::ConfigurationFlags;
use super::lines::told;
use super::output::{self, Output};
use super::{
    bootstrap, check, dev, email, export, healthcheck, import, keys, logging, migrate, serve,
};
use crate::actions;
use crate::config::{Config, Environment, Sources};
use crate::telemetry::Collector;

/// How long work on other threads may take when everything else has ended.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// A self-hosted authorization server that speaks Auth0's wire.
#[derive(Parser)]
#[command(name = "footbridge", version, about)]
pub(super) struct Arguments {
    #[command(flatten)]
    settings: ConfigurationFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default command)
    ///
    /// A balancer in front of several servers asks each for /readyz every second or two, within 2 s, and sends nothing to one
    /// from the first 503 on, or from the second time on that there is no answer. At SIGTERM a server answers 503 there at
    /// once and goes on serving for drain_delay, which has to be longer than the balancer takes to notice; the process is
    /// killed no earlier than drain_delay + shutdown_grace + 2 s later. If every server answers 503, the balancer goes on
    /// sending to all of them: /.well-known/ and /healthz need no database. A request is answered within 30 s.
    /// docs/proxies.md and docs/reliability.md say more.
    #[command(verbatim_doc_comment)]
    Serve,
    /// Run the server on a throw-away demo tenant
    Dev,
    /// Create or upgrade the database
    Migrate,
    /// Load a tenant file or directory into the database
    Import(import::ImportArguments),
    /// Write the tenant, without secrets, to a file or directory
    Export(export::ExportArguments),
    /// Validate the configuration, the database, the network databases and the tenant
    Check,
    /// Create a client with every scope of the Management API
    Bootstrap(bootstrap::BootstrapArguments),
    /// Rotate signing keys, reseal secrets
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Try out how e-mail is sent
    #[command(subcommand)]
    Email(email::EmailCommand),
    /// Check that a running server answers
    Healthcheck,
    /// Run Actions for the server that started this process
    #[command(name = actions::WORKER_ARGUMENT, hide = true)]
    ActionWorker,
}

/// Runs the command that the process was started for.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let line = told(&error)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            output::complain(format!("footbridge: {line}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut sources = Sources {
        flags: arguments.settings.flags,
        file: arguments.settings.config,
        environment: Environment::of_process(),
        dev: None,
    };
    let command = arguments.command.unwrap_or(Command::Serve);
    if matches!(command, Command::ActionWorker) {
        // A worker has no configuration, and no other thread.
        return actions::worker::main().context("the worker failed");
    }
    let demo = match &command {
        Command::Dev => Some(dev::Directory::new(&sources.environment)?),
        _ => None,
    };
    sources.dev = demo.as_ref().map(|directory| directory.path().to_owned());
    let config = Config::load(sources)?;
    // An error means that a provider is in place already.
    let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let runtime =
        tokio::runtime::Runtime::new().context("cannot start the asynchronous runtime")?;
    let serves = matches!(command, Command::Serve | Command::Dev);
    let endpoint = config.otlp_endpoint.as_deref().filter(|_| serves);
    let collector = endpoint
        .map(|endpoint| Collector::open(endpoint, runtime.handle()))
        .transpose()
        .context("cannot use otlp.endpoint")?;
    let output = Output::start().context("cannot use the standard streams")?;
    let lines = serves.then_some(&output.stderr);
    logging::start(&config, collector.as_ref(), lines);
    let ended = runtime.block_on(async {
        match command {
            Command::Serve => serve::run(&config).await,
            Command::Dev => dev::run(&config, &output.stdout).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Import(arguments) => import::run(&config, &arguments).await,
            Command::Export(arguments) => export::run(&config, &arguments).await,
            Command::Check => check::run(&config).await,
            Command::Bootstrap(arguments) => bootstrap::run(&config, &arguments).await,
            Command::Keys(command) => keys::run(&config, &command).await,
            Command::Email(command) => email::run(&config, &command).await,
            Command::Healthcheck => healthcheck::run(&config).await,
            Command::ActionWorker => Ok(()),
        }
    });
    if let Some(collector) = collector {
        collector.close();
    }
    // Work on other threads that does not end is left behind.
    runtime.shutdown_timeout(LAST_WORDS);
    output.finish();
    ended
}
