//! Log lines on standard error.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Starts logging, and logs what is odd about the configuration.
pub fn start(config: &Config) {
    let filter = EnvFilter::builder().parse_lossy(&config.log);
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    let is_terminal = stderr().is_terminal();
    match config.log_format {
        LogFormat::Text => lines.with_ansi(is_terminal).init(),
        LogFormat::Automatic if is_terminal => lines.init(),
        LogFormat::Json | LogFormat::Automatic => lines.json().init(),
    }
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
}
