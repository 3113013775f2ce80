//! Attack protection, as far as there is one: against guessing passwords.

use serde_json::{Map, Value};

use super::{AdminError, TRIES};
use crate::domain::brute_force::BruteForce;
use crate::flows::Ctx;
use crate::store::tenant;

/// The settings of brute-force protection.
pub async fn brute_force(ctx: &Ctx) -> Result<BruteForce, AdminError> {
    Ok(tenant::brute_force(&mut ctx.store.read().await?).await?)
}

/// Changes them.
pub async fn set_brute_force(
    ctx: &Ctx,
    body: &Map<String, Value>,
) -> Result<BruteForce, AdminError> {
    for _ in 0..TRIES {
        let mut db = ctx.store.write().await?;
        let (_, version) = tenant::versioned(&mut db).await?;
        let before = tenant::brute_force(&mut db).await?;
        let after = before.patched(body)?;
        after.check(&before)?;
        if after == before {
            return Ok(after);
        }
        if tenant::change_brute_force(&mut db, &after, version).await? {
            drop(db);
            ctx.store.forget_copies();
            return Ok(after);
        }
    }
    Err(AdminError::Contended)
}
