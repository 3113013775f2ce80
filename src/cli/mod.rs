//! The command line: one file for each command.
//!
//! Exit codes: 0 success, 1 a failure, reported in one line on standard error, 2 wrong usage.

mod bootstrap;
mod check;
mod command;
mod demo;
mod dev;
mod email;
mod export;
mod flags;
mod healthcheck;
mod import;
mod keys;
mod lines;
mod logging;
mod migrate;
mod open;
mod output;
mod secret_key;
mod serve;
mod server;
mod signals;

pub use command::main;
