//! Custom domains: keeping them, and answering for those that are ready.

use serde_json::{Map, Value};

use super::document;
use crate::domain::custom_domain::{CustomDomain, DomainSettings};
use crate::domain::origin::Origin;
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::ApiError;
use crate::store::custom_domains::{self as store, StoredDomain};
use crate::store::engine::Tx;
use crate::store::{resource_servers, tenant};

/// Every custom domain, oldest first.
pub async fn all(ctx: &Ctx) -> Result<Vec<CustomDomain>, ApiError> {
    let found = store::all(&mut ctx.store.read().await?).await?;
    Ok(found.into_iter().map(|stored| stored.domain).collect())
}

/// The custom domain with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<StoredDomain, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| {
        let sentence = format!("The custom domain {id} does not exist");
        ApiError::new(404, sentence).code("inexistent_custom_domain")
    })
}

/// Keeps a new domain. Nothing answers for it until it is verified.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<CustomDomain, ApiError> {
    document::validate(body, Mode::Create)?;
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut settings = DomainSettings::of_type(text("type"));
    let domain = text("domain").to_ascii_lowercase();
    settings.apply(&domain, body)??;
    let made = CustomDomain {
        id: ids::prefixed(&ctx.entropy, "cd_"),
        domain,
        settings,
        created_at: ctx.now,
        verified_at: None,
    };
    let is_issuer = made.domain == ctx.settings.issuer.host();
    let mut tx = ctx.store.begin().await?;
    tenant::lock(&mut tx).await?;
    let origin = ctx.settings.issuer.with_host(&made.domain);
    for identifier in origin.iter().flat_map(Origin::reserved_audiences) {
        let api = resource_servers::by_identifier(&mut tx, &identifier).await?;
        if api.is_some_and(|api| !api.resource_server.is_system) {
            let text = "An API has an identifier that would name the Management API or /userinfo on this domain: delete that API first.";
            return Err(ApiError::exists(text));
        }
    }
    if is_issuer || !store::insert(&mut tx, &made).await? {
        let is_it = |known: &StoredDomain| known.domain.domain == made.domain;
        let is_taken = is_issuer || store::all(&mut tx).await?.iter().any(is_it);
        return Err(ApiError::exists(if is_taken {
            "Custom domain already exists."
        } else {
            "You reached the limit of domains for your account."
        }));
    }
    tx.commit().await?;
    Ok(made)
}

/// Every domain of the tenant, ready or not. None is made until the transaction ends.
pub async fn hold_origins(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<Origin>, ApiError> {
    tenant::lock(tx).await?;
    let stored = store::all(tx).await?.into_iter();
    let kept = stored.filter_map(|kept| ctx.settings.issuer.with_host(&kept.domain.domain));
    Ok(ctx.settings.origins().cloned().chain(kept).collect())
}

/// Answers for the domain from now on. Nothing is looked up: who may call this says that the domain leads here, and where it
/// does not, no request for it comes.
pub async fn verify(ctx: &Ctx, id: &str) -> Result<StoredDomain, ApiError> {
    let mut db = ctx.store.write().await?;
    store::verify(&mut db, id, ctx.now).await?;
    drop(db);
    ctx.refresh_custom_domains().await?;
    get(ctx, id).await
}

/// Deletes a domain; its requests are answered no more. Does nothing if there is no such domain.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut db = ctx.store.write().await?;
    store::delete(&mut db, id).await?;
    drop(db);
    Ok(ctx.refresh_custom_domains().await?)
}

/// The domain that notifications lead to is the issuer. Naming it again changes nothing, and nothing would act upon another.
pub async fn set_default(ctx: &Ctx, domain: &str) -> Result<(), ApiError> {
    if domain.eq_ignore_ascii_case(ctx.settings.issuer.domain()) {
        return Ok(());
    }
    let is_ready =
        |known: &CustomDomain| known.is_ready() && known.domain.eq_ignore_ascii_case(domain);
    if all(ctx).await?.iter().any(is_ready) {
        return Err(ApiError::not_enabled());
    }
    let text = "The domain must be verified before it can be set as default.";
    Err(Invalid::Rule(text.into()).into())
}
