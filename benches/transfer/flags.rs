//! What the command line may say.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Measures the server, and beside it the SQL that it cannot do without.
#[derive(Parser)]
#[command(name = "transfer")]
pub struct Flags {
    /// The database under the server.
    #[arg(long, value_enum, default_value_t = Engine::Postgres)]
    pub engine: Engine,
    /// How long each operation is asked for, in every round. A transfer token lives for a minute: what is issued in
    /// one phase has to be redeemed in the next.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=20))]
    pub seconds: u64,
    /// How many connections ask at once.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub connections: u16,
    /// How often everything is measured; the table shows medians.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub rounds: u16,
    /// After the rounds, what issues wait at a steady rate, alone and beside other work.
    #[arg(long)]
    pub tails: bool,
    /// Binds an Action to `post-login`, which then runs in each issue, redemption and refresh.
    #[arg(long)]
    pub action: bool,
    /// The server to measure.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_footbridge"))]
    pub binary: PathBuf,
    /// Where to write every round's figures.
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Said by `cargo bench`, and by nothing else.
    #[arg(long, hide = true)]
    pub bench: bool,
}

/// Which database the server keeps its state in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Postgres,
    Sqlite,
}
