//! How busy the connections are.

use super::{Engine, Pools};

/// One pool's connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUsage {
    /// `shared`, or on SQLite `writer` and `readers`.
    pub pool: &'static str,
    pub used: usize,
    pub idle: usize,
    pub max: u32,
}

impl Engine {
    /// Every pool and what its connections do.
    pub fn usage(&self) -> Vec<PoolUsage> {
        match &self.0.pools {
            Pools::Postgres(keeper) => vec![keeper.usage()],
            Pools::Sqlite(sqlite) => sqlite.usage(),
        }
    }
}
