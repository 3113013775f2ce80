//! A user name and a password against a database connection, wherever they come from.

use std::time::Duration;

use super::unblock;
use crate::domain::brute_force::{BruteForce, Counting};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::networks::{name, networks_of};
use crate::domain::protection::Protection;
use crate::domain::suspicious_ip::Stage;
use crate::domain::user::User;
use crate::flows::throttle::Throttle;
use crate::flows::users::{Unavailable, may_sign_in, whom};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::passwords::{MAX_LENGTH, Overloaded};
use crate::store::engine::{StoreError, Tx};
use crate::store::login_attempts::AttemptLimit;
use crate::store::users::SignInIdentity;
use crate::store::{login_attempts, spellings, users};
use crate::telemetry::metrics as names;
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;

/// How long failures in a row count.
pub const FAILURE_WINDOW: Duration = Duration::from_secs(30 * 24 * 3600);

/// Where attempts are counted that come from nowhere in particular.
pub const UNKNOWN_ADDRESS: &str = "unknown";
/// The address of those who are counted wherever they are.
pub const ANYWHERE: &str = "*";

/// What the user typed.
#[derive(Clone, Copy)]
pub struct PasswordAttempt<'a> {
    pub client: &'a Client,
    /// The name of the connection.
    pub connection: &'a str,
    pub username: &'a str,
    pub password: &'a str,
    /// What the caller reads.
    pub languages: &'a Preferences,
}

/// The user whose password it is. An unknown user and a wrong password are told apart in the tenant log only, and take
/// equally long.
pub async fn verify(ctx: &Ctx, attempt: PasswordAttempt<'_>) -> Answer<User> {
    let answer = judge(ctx, attempt).await;
    metrics::counter!(names::PASSWORD_CHECKS, "outcome" => outcome(&answer)).increment(1);
    answer
}

fn outcome(answer: &Answer<User>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(Failure::Refused(refusal)) => match refusal.code {
            Code::InvalidGrant => "wrong",
            Code::UserBlocked => "blocked",
            Code::TooManyAttempts | Code::SuspiciousAddress => "too_many_attempts",
            Code::TooManyRequests => "overloaded",
            _ => "not_enabled",
        },
        Err(Failure::Unavailable(_) | Failure::Broken(_)) => "error",
    }
}

async fn judge(ctx: &Ctx, attempt: PasswordAttempt<'_>) -> Answer<User> {
    let connection = enabled_connection(ctx, attempt).await?;
    let typed = Typed::read(attempt.username).filter(|_| attempt.password.len() <= MAX_LENGTH);
    let Some(typed) = typed else {
        return Err(wrong(ctx, attempt, None).into());
    };
    if ctx.passwords.refuses(ctx.caller()) {
        return Err(overloaded(Overloaded::Full));
    }
    let mut db = ctx.store.read().await?;
    let found = spellings::find(&mut db, &connection.name, &typed).await?;
    drop(db);
    // Counted by user, so that an e-mail address and a user name share one budget.
    let counted = found
        .as_ref()
        .map_or(typed.key(), |c| c.identity.user_id.as_str())
        .to_owned();
    let turn = ctx.passwords.turn(ctx.caller()).await;
    let turn = turn.map_err(overloaded)?;
    let Some(reserved) = reserve(ctx, attempt, &counted).await? else {
        return Err(blocked(ctx, attempt, found.as_ref()).await?.into());
    };
    let hash = found.as_ref().and_then(|c| c.password_hash.as_deref());
    let verdict = turn
        .verify(attempt.password, hash)
        .await
        .map_err(overloaded)?;
    let Some(found) = found else {
        return Err(wrong(ctx, attempt, None).into());
    };
    if !verdict.matches {
        return Err(wrong(ctx, attempt, Some(&found.identity)).into());
    }
    if let Some(old) = found
        .password_hash
        .as_deref()
        .filter(|_| verdict.is_outdated)
    {
        let new = turn.hash(attempt.password).await.map_err(overloaded)?;
        let mut db = ctx.store.write().await?;
        users::rehash(&mut db, &found.identity.user_id, old, &new).await?;
    }
    drop(turn);
    // Read with the hash: a new password since then is another epoch's.
    let password_epoch = found.identity.password_epoch;
    let Some(user) = whom(ctx, found).await? else {
        return Err(wrong(ctx, attempt, None).into());
    };
    if let Some(Unavailable::Blocked) = may_sign_in(ctx, &user, attempt.client).await? {
        return Err(Code::UserBlocked.refuse("user is blocked").into());
    }
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    // The user first, as on every road to a new password, then in the order of the reservation: those that wait for each
    // other's rows would both fail.
    let mut tx = ctx.store.begin().await?;
    let password = (user.user_id.as_str(), password_epoch);
    if !users::record_login(&mut tx, password, ip.as_deref(), ctx.now).await? {
        return Err(wrong(ctx, attempt, Some(&user)).into());
    }
    if let Some(throttle) = &reserved.throttle {
        throttle.give_back(&mut tx).await?;
    }
    for place in &reserved.places {
        login_attempts::forget(&mut tx, &counted, &place.name).await?;
    }
    tx.commit().await?;
    // The login under way counts: the password grant looks at this user.
    Ok(User {
        logins_count: user.logins_count.saturating_add(1),
        password_epoch,
        ..user
    })
}

async fn enabled_connection(ctx: &Ctx, attempt: PasswordAttempt<'_>) -> Answer<Connection> {
    let connections = ctx.store.connections().await?;
    let usable = |c: &&Connection| {
        c.name == attempt.connection
            && c.takes_passwords()
            && c.is_enabled_for(&attempt.client.client_id)
    };
    match connections.iter().find(usable) {
        Some(connection) => Ok(connection.clone()),
        None => Err(Code::AccessDenied
            .refuse("the connection is not enabled")
            .because(format!(
                "connection {:?} is unknown, not enabled for the client, or takes no passwords",
                attempt.connection
            ))
            .into()),
    }
}

/// Where an attempt was counted, to be undone if the password was right.
struct Reserved {
    places: Vec<Place>,
    throttle: Option<Throttle>,
}

/// What beside the user failures are counted by.
struct Place {
    name: String,
    /// How many failures there may be.
    most: i64,
}

/// Counts the attempt before the password is looked at: parallel guesses cannot all be the last one allowed, and parallel
/// logins with the right password, which wait for their turn uncounted, do not lock one another out. What is refused is
/// counted nowhere, so that a blocked caller cannot use up what its neighbours have.
async fn reserve(
    ctx: &Ctx,
    attempt: PasswordAttempt<'_>,
    counted: &str,
) -> Answer<Option<Reserved>> {
    let protection = ctx.store.brute_force().await?;
    let mut reserved = Reserved {
        places: places(ctx, &protection),
        throttle: Throttle::of_caller(ctx, Stage::Login).await?,
    };
    let mut tx = ctx.store.begin().await?;
    if let Some(throttle) = &mut reserved.throttle {
        throttle.spend(ctx, &mut tx, attempt.client).await?;
    }
    if protection.applies_to(ctx.device.address.known())
        && !count(ctx, &mut tx, counted, &reserved.places).await?
    {
        log_too_many(ctx, attempt, protection.blocks());
        if protection.blocks() {
            return Ok(None);
        }
    }
    tx.commit().await?;
    Ok(Some(reserved))
}

/// The refusal of an attempt beyond those allowed. The owner gets an e-mail with a link that ends the block, after
/// the answer: its time does not show whether the account exists.
async fn blocked(
    ctx: &Ctx,
    attempt: PasswordAttempt<'_>,
    found: Option<&SignInIdentity>,
) -> Answer<Refusal> {
    if let Some(found) = found
        && ctx.store.brute_force().await?.notifies_user()
    {
        let owner = (&found.identity, attempt.client);
        unblock::notify_later(ctx, owner, attempt.languages);
    }
    let text = "Your account has been blocked after multiple consecutive login attempts.";
    Ok(Code::TooManyAttempts.refuse(text))
}

/// Counts the attempt in each place, up to one where there have been as many as there may be: then false.
async fn count(
    ctx: &Ctx,
    tx: &mut Tx,
    counted: &str,
    places: &[Place],
) -> Result<bool, StoreError> {
    for place in places {
        let bound = AttemptLimit {
            most: place.most,
            window_start: ctx.now.minus(FAILURE_WINDOW),
        };
        if !login_attempts::reserve(tx, counted, &place.name, ctx.now, bound).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn log_too_many(ctx: &Ctx, attempt: PasswordAttempt<'_>, blocks: bool) {
    let text = match blocks {
        true => "User account blocked after too many failed logins",
        false => "Too many failed logins to a user account, which is not blocked",
    };
    let event = Event::new(tenant_log::EventCode::TooManyFailures, text);
    let event = event.client(attempt.client);
    ctx.log(event.with("user_name", Some(attempt.username)));
}

/// The networks of the caller, the narrowest first: a guesser with a whole network has not as many guesses as it has
/// addresses.
fn places(ctx: &Ctx, protection: &BruteForce) -> Vec<Place> {
    let everywhere = protection.mode == Counting::CountPerIdentifier;
    let one = |name: &str| Place {
        name: name.to_owned(),
        most: protection.max_attempts,
    };
    match ctx.device.address.known() {
        _ if everywhere => vec![one(ANYWHERE)],
        None => vec![one(UNKNOWN_ADDRESS)],
        Some(ip) => networks_of(ip)
            .map(|counted| Place {
                name: name(counted.network),
                most: protection.max_attempts * i64::from(counted.weight),
            })
            .collect(),
    }
}

fn wrong(ctx: &Ctx, attempt: PasswordAttempt<'_>, user: Option<&User>) -> Refusal {
    let event = match user {
        Some(user) => Event::new(
            tenant_log::EventCode::WrongPassword,
            "Wrong email or password.",
        )
        .user(user),
        None => Event::new(
            tenant_log::EventCode::UnknownUser,
            "Wrong email or password.",
        )
        .with(
            "user_name",
            Some(attempt.username.chars().take(320).collect::<String>()),
        )
        .with("connection", Some(attempt.connection))
        .with("strategy", Some("auth0"))
        .with("strategy_type", Some("database")),
    };
    ctx.log(event.client(attempt.client));
    Code::InvalidGrant.refuse("Wrong email or password.")
}

fn overloaded(overloaded: Overloaded) -> Failure {
    match overloaded {
        Overloaded::Full => {
            let refusal = Code::TooManyRequests.refuse("Too many logins at once; try again later");
            refusal.into()
        }
        Overloaded::Late => Failure::not_now("a login waited for too long"),
    }
}
