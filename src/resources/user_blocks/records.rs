//! Who may not try passwords from where, after too many wrong ones.

use crate::domain::brute_force::Counting;
use crate::domain::identifier::Typed;
use crate::domain::networks;
use crate::domain::protection::Protection;
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::login::password::{ANYWHERE, FAILURE_WINDOW, UNKNOWN_ADDRESS};
use crate::resources::api::error::ApiError;
use crate::resources::users::records::get;
use crate::store::login_attempts::{self, AttemptLimit};
use crate::store::spellings;

/// An identifier, and an address, or a network, from which it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub identifier: String,
    pub ip: Option<String>,
    /// Absent where no user has the identifier.
    pub connection: Option<String>,
}

/// What failures are counted under, and who that is.
struct Counted {
    key: String,
    identifier: String,
    connection: Option<String>,
}

impl Counted {
    fn of(identity: &User) -> Self {
        let identifier = identity.email.as_ref().or(identity.username.as_ref());
        Self {
            key: identity.user_id.clone(),
            identifier: identifier.unwrap_or(&identity.user_id).clone(),
            connection: Some(identity.connection.clone()),
        }
    }
}

/// The blocks of a user, of every identity.
pub async fn of_user(ctx: &Ctx, user_id: &str) -> Result<Vec<Block>, ApiError> {
    blocks(ctx, by_id(ctx, user_id).await?).await
}

/// The blocks of the user with that e-mail address or user name.
pub async fn of_identifier(ctx: &Ctx, identifier: &str) -> Result<Vec<Block>, ApiError> {
    blocks(ctx, by_identifier(ctx, identifier).await?).await
}

/// Lets a user try again from everywhere.
pub async fn lift_user(ctx: &Ctx, user_id: &str) -> Result<(), ApiError> {
    lift(ctx, by_id(ctx, user_id).await?).await
}

/// Lets the user with that e-mail address or user name try again from everywhere.
pub async fn lift_identifier(ctx: &Ctx, identifier: &str) -> Result<(), ApiError> {
    lift(ctx, by_identifier(ctx, identifier).await?).await
}

async fn by_id(ctx: &Ctx, user_id: &str) -> Result<Vec<Counted>, ApiError> {
    let found = get(ctx, user_id).await?;
    let identities = std::iter::once(&found.user).chain(&found.linked);
    Ok(identities.map(Counted::of).collect())
}

async fn by_identifier(ctx: &Ctx, identifier: &str) -> Result<Vec<Counted>, ApiError> {
    let Some(typed) = Typed::read(identifier) else {
        return Ok(Vec::new());
    };
    let identifier = typed.key().to_owned();
    let mut counted = vec![Counted {
        key: identifier.clone(),
        identifier: identifier.clone(),
        connection: None,
    }];
    let connections = ctx.store.connections().await.map_err(ApiError::from)?;
    let mut db = ctx.store.read().await?;
    for connection in connections.iter() {
        let found = spellings::find(&mut db, &connection.name, &typed).await?;
        counted.extend(found.map(|found| Counted {
            identifier: identifier.clone(),
            ..Counted::of(&found.identity)
        }));
    }
    Ok(counted)
}

async fn blocks(ctx: &Ctx, counted: Vec<Counted>) -> Result<Vec<Block>, ApiError> {
    let protection = ctx.store.brute_force().await?;
    if !protection.blocks() {
        return Ok(Vec::new());
    }
    let is_everywhere = protection.mode == Counting::CountPerIdentifier;
    let least = AttemptLimit {
        most: protection.max_attempts,
        window_start: ctx.now.minus(FAILURE_WINDOW),
    };
    let holds = |(place, failures): &(String, i64)| {
        let network = networks::parse(place);
        let weight = network.map_or(1, networks::weight_of);
        (place == ANYWHERE) == is_everywhere
            && *failures >= protection.max_attempts * i64::from(weight)
            && protection.applies_to(network.map(|network| network.addr()))
    };
    let mut db = ctx.store.read().await?;
    let mut blocks = Vec::new();
    for one in counted {
        let from = login_attempts::blocked(&mut db, &one.key, least).await?;
        blocks.extend(from.into_iter().filter(holds).map(|(place, _)| Block {
            identifier: one.identifier.clone(),
            ip: Some(place).filter(|p| ![UNKNOWN_ADDRESS, ANYWHERE].contains(&p.as_str())),
            connection: one.connection.clone(),
        }));
    }
    Ok(blocks)
}

async fn lift(ctx: &Ctx, counted: Vec<Counted>) -> Result<(), ApiError> {
    let mut db = ctx.store.write().await?;
    for one in counted {
        login_attempts::forget_all(&mut db, &one.key).await?;
    }
    Ok(())
}
