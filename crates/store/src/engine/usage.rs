//! How busy the connections are.

use sqlx::pool::Pool;

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
            Pools::Sqlite(sqlite) => {
                let used = usize::from(sqlite.writer.is_busy());
                let writer = PoolUsage {
                    pool: "writer",
                    used,
                    idle: 1 - used,
                    max: 1,
                };
                let readers = sqlite.readers.iter().map(|pool| usage("readers", pool));
                [writer].into_iter().chain(readers).collect()
            }
        }
    }
}

fn usage<D: sqlx::Database>(name: &'static str, pool: &Pool<D>) -> PoolUsage {
    let idle = pool.num_idle();
    let open = usize::try_from(pool.size()).unwrap_or(usize::MAX);
    PoolUsage {
        pool: name,
        used: open.saturating_sub(idle),
        idle,
        max: pool.options().get_max_connections(),
    }
}
