//! How busy the connections are.

use super::{Conn, Engine, Pools, StoreError, fetch_one, on_engine, postgres_statements};

postgres_statements! {
    BUDGET: "SELECT CAST(current_setting('max_connections') AS BIGINT)
                  - CAST(current_setting('superuser_reserved_connections') AS BIGINT)
                  - COALESCE(CAST(current_setting('reserved_connections', TRUE) AS BIGINT), 0),
                    (SELECT COUNT(*) FROM pg_stat_activity WHERE datid IS NOT NULL AND pid <> pg_backend_pid())";
}

/// How many connections Postgres takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// From users who are not superusers.
    pub most: i64,
    /// By whomever they are used.
    pub used: i64,
}

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

    /// How many connections the database takes; `None` where that is not its own to say: SQLite, and what lies behind a
    /// pooler.
    pub async fn budget(&self) -> Result<Option<Budget>, StoreError> {
        match &self.0.pools {
            Pools::Postgres(keeper) if !keeper.lends() => {
                let mut db: Conn = self.read().await?;
                let (most, used) = fetch_one!((i64, i64), db, BUDGET)?;
                Ok(Some(Budget { most, used }))
            }
            Pools::Postgres(_) | Pools::Sqlite(_) => Ok(None),
        }
    }
}
