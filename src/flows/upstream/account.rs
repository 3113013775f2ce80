//! The user whom a provider has named. The connection and the subject say who it is, and nothing else: two providers, or a
//! provider and a database, that know one e-mail address have two users.

use serde_json::json;

use super::answer::ProvedUser;
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::upstream::{Strategy, Sync};
use crate::domain::user::User;
use crate::flows::users::{self, Unavailable};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::store::engine::Tx;
use crate::store::users::SignInIdentity;
use crate::store::{identities, users as stored};
use crate::tenant_log::{Event, EventCode};

/// The user, with their profile as the connection lets the provider write it; a new one where the provider has not named
/// them before.
pub async fn sign_in(
    ctx: &Ctx,
    client: &Client,
    (connection, strategy): (&Connection, &Strategy),
    proved: &ProvedUser,
    sync: Sync,
) -> Answer<Result<User, Refusal>> {
    let user_id = strategy.user_id(&connection.name, &proved.subject);
    let known = stored::identity(&mut ctx.store.read().await?, &user_id).await?;
    if let Some(known) = known {
        let Some(user) = users::whom(ctx, known).await? else {
            return Ok(Err(Unavailable::Gone.refuse_login()));
        };
        if let Some(why) = users::may_sign_in(ctx, &user, client).await? {
            return Ok(Err(why.refuse_login()));
        }
    } else if sync == Sync::Never {
        let refusal = Code::AccessDenied.refuse("The user does not exist");
        return Ok(Err(refusal.because(
            "the connection makes no users (set_user_root_attributes)",
        )));
    }
    // Of two first logins at once, the later one finds what the earlier one made.
    for _ in 0..2 {
        if let Some(user) = store(ctx, client, (&user_id, connection), (proved, sync)).await? {
            return Ok(user);
        }
    }
    Err(Failure::not_now(
        "the user was made by another request, or the connection is gone",
    ))
}

/// `None` where another request has made the user meanwhile.
async fn store(
    ctx: &Ctx,
    client: &Client,
    (user_id, connection): (&str, &Connection),
    (proved, sync): (&ProvedUser, Sync),
) -> Answer<Option<Result<User, Refusal>>> {
    let mut tx = ctx.store.begin().await?;
    // Changes by others wait, or have been seen: what is merged with is what is replaced.
    identities::hold_one(&mut tx, user_id).await?;
    if let Some(known) = stored::identity(&mut tx, user_id).await? {
        let user = log_in(ctx, &mut tx, known, (proved, sync)).await?;
        tx.commit().await?;
        return Ok(Some(user.ok_or_else(|| Unavailable::Gone.refuse_login())));
    }
    let user = draft(ctx, user_id.to_owned(), connection, proved);
    if !stored::insert(&mut tx, &user, None).await? {
        return Ok(None);
    }
    record(ctx, &mut tx, (&user.user_id, user.password_epoch)).await?;
    tx.commit().await?;
    let event = Event::new(EventCode::Signup, "Successful signup");
    let body = json!({ "body": { "connection": connection.name } });
    ctx.log(event.user(&user).client(client).details(body));
    Ok(Some(Ok(User {
        logins_count: 1,
        ..user
    })))
}

/// A later login of an identity: the user whom it signs in, if they are there.
async fn log_in(
    ctx: &Ctx,
    tx: &mut Tx,
    known: SignInIdentity,
    (proved, sync): (&ProvedUser, Sync),
) -> Answer<Option<User>> {
    let mut identity = known.identity;
    let password_epoch = identity.password_epoch;
    let before = identity.clone();
    proved.profile.update(&mut identity, sync);
    if identity != before {
        identity.updated_at = ctx.now;
        stored::replace(tx, &identity).await?;
    }
    let user = match known.linked_to {
        None => identity,
        Some(owner) => match stored::by_id(tx, &owner).await? {
            Some(user) => user,
            None => return Ok(None),
        },
    };
    if !record(ctx, tx, (&user.user_id, password_epoch)).await? {
        return Ok(None);
    }
    Ok(Some(User {
        logins_count: user.logins_count.saturating_add(1),
        password_epoch,
        ..user
    }))
}

async fn record(ctx: &Ctx, tx: &mut Tx, login: (&str, i64)) -> Answer<bool> {
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    Ok(stored::record_login(tx, login, ip.as_deref(), ctx.now).await?)
}

fn draft(ctx: &Ctx, user_id: String, connection: &Connection, proved: &ProvedUser) -> User {
    User {
        user_id,
        connection: connection.name.clone(),
        email: proved.profile.email.clone(),
        email_verified: proved.profile.email_verified,
        username: None,
        blocked: false,
        profile: proved.profile.first(&proved.subject),
        created_at: ctx.now,
        updated_at: ctx.now,
        logins_count: 0,
        password_epoch: 0,
    }
}
