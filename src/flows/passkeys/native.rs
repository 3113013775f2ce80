//! Passkeys of applications that show them by themselves: a challenge is given out under an `auth_session`, which is good once,
//! for its client and what it was begun for.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Proved, ask, connection, creation, new, prove, request};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::grant_type::PASSKEY;
use crate::domain::organization::EnabledConnection;
use crate::domain::suspicious_ip::Stage;
use crate::domain::user::User;
use crate::flows::accounts::sign_up::{self, Declined, NewPasskey, SignUp, sign_up};
use crate::flows::throttle::{Throttle, allow_login};
use crate::flows::webauthn::{Asked, bytes, page_origin, user_handle};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, organizations};
use crate::ids;
use crate::store::{organization_connections, passkey_challenges};
use crate::tenant_log::{Event, EventCode};
use crate::texts::Preferences;
use crate::tokens::opaque::{self, OpaqueKind};
use crate::webauthn::{self, UserEntity};

/// How long a challenge can be answered.
const LIFETIME: Duration = Duration::from_secs(300);
/// What an account is made of.
const PROFILE: [&str; 8] = [
    "email",
    "phone_number",
    "username",
    "name",
    "given_name",
    "family_name",
    "nickname",
    "picture",
];

/// What waits for an answer.
#[derive(Serialize, Deserialize)]
struct Begun {
    asked: Asked,
    /// The name of the database.
    connection: String,
    /// The id of the organization that the user signs in to.
    #[serde(default)]
    organization: Option<String>,
    /// The account that will be made.
    new: Option<NewAccount>,
}

#[derive(Serialize, Deserialize)]
struct NewAccount {
    user_id: String,
    /// As `/dbconnections/signup` takes it.
    body: Map<String, Value>,
}

/// Who the new user is to be.
#[derive(Clone, Copy)]
pub struct WantedAccount<'a> {
    pub profile: &'a Map<String, Value>,
    pub metadata: Option<&'a Map<String, Value>>,
}

/// What an application answers with. Not `Debug`: it is what a user signs in with.
#[derive(Clone)]
pub struct ShownPasskey {
    pub auth_session: String,
    /// The JSON of a credential.
    pub response: String,
    /// The name of the database, if the application repeats it.
    pub realm: Option<String>,
    /// The same of the organization.
    pub organization: Option<String>,
}

/// Where the users are that an application asks for.
#[derive(Clone, Copy, Default)]
pub struct Place<'a> {
    /// The name of the database; the tenant's default directory without it.
    pub realm: Option<&'a str>,
    /// The organization to sign in to, by its id or its name.
    pub organization: Option<&'a str>,
}

/// Asks for a passkey.
pub async fn challenge(ctx: &Ctx, client: &Client, place: Place<'_>) -> Answer<Value> {
    told(
        ctx,
        client,
        "login",
        challenge_for(ctx, client, place).await,
    )
}

async fn challenge_for(ctx: &Ctx, client: &Client, place: Place<'_>) -> Answer<Value> {
    let connection = usable(ctx, client, place.realm).await?;
    let entered = organization(ctx, client, (place, &connection)).await?;
    let begun = Begun {
        asked: ask(ctx, origins(ctx, client)),
        connection: connection.name,
        organization: entered.map(|(id, _)| id),
        new: None,
    };
    let options = request(&begun.asked);
    begin(ctx, client, &begun, options).await
}

/// Asks for a new passkey, with which an account is made once it answers.
pub async fn register(
    ctx: &Ctx,
    client: &Client,
    place: Place<'_>,
    wanted: WantedAccount<'_>,
) -> Answer<Value> {
    let begun = register_for(ctx, client, place, wanted).await;
    told(ctx, client, "register", begun)
}

async fn register_for(
    ctx: &Ctx,
    client: &Client,
    place: Place<'_>,
    wanted: WantedAccount<'_>,
) -> Answer<Value> {
    let connection = usable(ctx, client, place.realm).await?;
    let organization = open_to_new(ctx, client, (place, &connection)).await?;
    let account = NewAccount {
        user_id: ids::user_id(&ctx.entropy),
        body: body(client, &connection, wanted)?,
    };
    let passkey = NewPasskey {
        user_id: &account.user_id,
        stored: None,
    };
    let languages = languages(ctx);
    let request = SignUp {
        organization_id: organization.as_deref(),
        ..request_of(client, &account, passkey, &languages)
    };
    let checked = sign_up::check(ctx, request).await?;
    let user = checked.map_err(|declined| declined_by(&declined))?;
    let name = user.email.as_deref().or(user.username.as_deref());
    let name = name.unwrap_or_default();
    let display_name = user.profile.get("name").and_then(Value::as_str);
    let asked = ask(ctx, origins(ctx, client));
    let handle = user_handle(&account.user_id);
    let entity = UserEntity {
        handle: &bytes(&handle),
        name,
        display_name: display_name.unwrap_or(name),
    };
    let options = creation(&asked, entity);
    let begun = Begun {
        asked,
        connection: connection.name,
        organization,
        new: Some(account),
    };
    begin(ctx, client, &begun, options).await
}

/// The body of a sign-up.
fn body(
    client: &Client,
    connection: &Connection,
    wanted: WantedAccount<'_>,
) -> Result<Map<String, Value>, Refusal> {
    let is_known = |name: &&String| PROFILE.contains(&name.as_str());
    if let Some(name) = wanted.profile.keys().find(|name| !is_known(name)) {
        let name: String = name.chars().take(100).collect();
        let sentence = format!("user_profile has an unknown member: {name:?}");
        return Err(Code::InvalidRequest.refuse(sentence.replace(['"', '\\'], "'")));
    }
    let mut body = wanted.profile.clone();
    body.insert("client_id".into(), client.client_id.as_str().into());
    body.insert("connection".into(), connection.name.as_str().into());
    if let Some(metadata) = wanted.metadata {
        body.insert("user_metadata".into(), metadata.clone().into());
    }
    Ok(body)
}

fn request_of<'a>(
    client: &'a Client,
    account: &'a NewAccount,
    passkey: NewPasskey<'a>,
    languages: &'a Preferences,
) -> SignUp<'a> {
    SignUp {
        client,
        body: &account.body,
        is_verified: false,
        organization_id: None,
        invitation: None,
        passkey: Some(passkey),
        languages,
    }
}

fn languages(ctx: &Ctx) -> Preferences {
    Preferences::new(None, ctx.sent.language.as_deref())
}

/// The database, if the client may let users sign in with passkeys of it.
async fn usable(ctx: &Ctx, client: &Client, realm: Option<&str>) -> Answer<Connection> {
    if !client.is_first_party || !client.may_use(&PASSKEY) {
        let text = format!("Grant type '{}' not allowed for the client.", PASSKEY.name);
        return Err(Code::UnauthorizedClient.refuse(text).into());
    }
    allow_login(ctx)?;
    let tenant = ctx.store.tenant().await?;
    let realm = realm.or(tenant.default_directory.as_deref());
    let found = connection(ctx, client, realm.unwrap_or_default()).await?;
    let missing = || {
        let refusal = Code::NotFound.refuse("Passkeys are not enabled for the connection");
        refusal.because("options.authentication_methods.passkey.enabled is off, or the connection is not enabled for the client")
    };
    Ok(found.ok_or_else(missing)?)
}

/// The organization that is named, and what it has set of the database; `None` where none is named.
async fn organization(
    ctx: &Ctx,
    client: &Client,
    (place, connection): (Place<'_>, &Connection),
) -> Answer<Option<(String, EnabledConnection)>> {
    organizations::may_name(client, place.organization)?;
    let Some(named) = place.organization else {
        return Ok(None);
    };
    let found = organizations::find(ctx, named).await?;
    let id = found.ok_or_else(organizations::unknown)?.id;
    let mut db = ctx.store.read().await?;
    let of_it = organization_connections::of_organization(&mut db, &id).await?;
    let settings = of_it.into_iter().find(|(of, _)| *of == connection.id);
    let settings = settings.map(|(_, settings)| settings);
    match settings.filter(|settings| settings.is_enabled) {
        Some(settings) => Ok(Some((id, settings))),
        None => Err(organizations::not_enabled(Code::InvalidRequest, &id).into()),
    }
}

/// The id of the organization in which new users may sign up, if one is named, and by a passkey alone. It may be otherwise once
/// the passkey is made.
async fn open_to_new(
    ctx: &Ctx,
    client: &Client,
    (place, connection): (Place<'_>, &Connection),
) -> Answer<Option<String>> {
    let entered = organization(ctx, client, (place, connection)).await?;
    // A user whom it does not make a member could not sign in to it.
    let is_closed =
        |of: &EnabledConnection| !of.is_signup_enabled || !of.assign_membership_on_login;
    if entered.as_ref().is_some_and(|(_, of)| is_closed(of)) {
        return Err(declined_by(&Declined::Closed));
    }
    if connection.proves_addresses_by_code() {
        return Err(Code::InvalidRequest
            .refuse("The connection verifies addresses by a code")
            .because("the application cannot ask for the code")
            .into());
    }
    Ok(entered.map(|(id, _)| id))
}

/// Which origins a client's answers may have: those of the pages, of its own sites, and of its Android apps.
fn origins(ctx: &Ctx, client: &Client) -> Vec<String> {
    let mut origins = vec![page_origin(ctx)];
    let sites = client.web_origins.iter().chain(&client.allowed_origins);
    origins.extend(sites.filter(|site| !site.contains('*')).cloned());
    origins.extend(client.android_origins());
    origins
}

async fn begin(ctx: &Ctx, client: &Client, begun: &Begun, options: Value) -> Answer<Value> {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::AuthSession);
    let key = (minted.digest.as_str(), client.client_id.as_str());
    let mut db = ctx.store.write().await?;
    passkey_challenges::insert(&mut db, key, begun, ctx.now.plus(LIFETIME)).await?;
    Ok(json!({ "auth_session": minted.secret, "authn_params_public_key": options }))
}

/// Tells the tenant log what was begun, or why not.
fn told(ctx: &Ctx, client: &Client, purpose: &str, begun: Answer<Value>) -> Answer<Value> {
    let event = match &begun {
        Ok(_) => Event::new(
            EventCode::PasskeyChallengeStarted,
            "A passkey was asked for",
        ),
        Err(failure) => Event::new(EventCode::PasskeyChallengeFailed, failure.reason()),
    };
    ctx.log_counted(event.client(client).details(json!({ "purpose": purpose })));
    begun
}

/// The user who answers, whose account is made if that is what was begun, and the id of the organization to sign in to.
pub async fn sign_in(
    ctx: &Ctx,
    client: &Client,
    shown: &ShownPasskey,
) -> Answer<(User, Option<String>)> {
    let digest = opaque::recognise(OpaqueKind::AuthSession, &shown.auth_session);
    let digest = digest.ok_or_else(unknown_session)?;
    let throttle = Throttle::spend_one(ctx, Stage::Login, client).await?;
    let key = (digest.as_str(), client.client_id.as_str());
    let begun: Option<Begun> =
        passkey_challenges::take(&mut ctx.store.write().await?, key, ctx.now).await?;
    let begun = begun.ok_or_else(unknown_session)?;
    if shown
        .realm
        .as_ref()
        .is_some_and(|realm| *realm != begun.connection)
    {
        return Err(unknown_session().into());
    }
    if let Some(named) = &shown.organization {
        let found = organizations::find(ctx, named).await?;
        if found.map(|found| found.id) != begun.organization {
            return Err(unknown_session().into());
        }
    }
    organizations::may_name(client, begun.organization.as_deref())?;
    let connection = usable(ctx, client, Some(&begun.connection)).await?;
    let answer = webauthn::Answer::read(&shown.response).map_err(wrong)?;
    let proved = match &begun.new {
        None => {
            let ceremony = (&begun.asked, &answer);
            let proved = prove(ctx, (client, &connection), ceremony).await?;
            proved.map_err(wrong)?
        }
        Some(account) => {
            let place = Place {
                realm: None,
                organization: begun.organization.as_deref(),
            };
            open_to_new(ctx, client, (place, &connection)).await?;
            make(ctx, client, (&begun, account), &answer).await?
        }
    };
    let mut tx = ctx.store.begin().await?;
    let user = proved.take(ctx, &mut tx).await?.map_err(wrong)?;
    tx.commit().await?;
    Throttle::give_one_back(ctx, throttle).await?;
    Ok((user, begun.organization))
}

/// Makes the account, with its passkey.
async fn make(
    ctx: &Ctx,
    client: &Client,
    (begun, account): (&Begun, &NewAccount),
    answer: &webauthn::Answer,
) -> Answer<Proved> {
    let asked = &begun.asked;
    let made = asked.registered(answer).map_err(|refusal| {
        let text = format!("A passkey was not enrolled: {refusal}");
        let event = Event::new(EventCode::WebauthnEnrollmentFailed, text);
        ctx.log_counted(event.client(client));
        wrong(refusal)
    })?;
    let user_id = account.user_id.as_str();
    let stored = new(ctx, (asked, made), (user_id, user_id));
    let passkey = NewPasskey {
        user_id,
        stored: Some(&stored),
    };
    let languages = languages(ctx);
    let request = SignUp {
        organization_id: begun.organization.as_deref(),
        ..request_of(client, account, passkey, &languages)
    };
    let made = sign_up(ctx, request).await?;
    let user = made.map_err(|declined| declined_by(&declined))?;
    Ok(Proved::new_account(user))
}

fn declined_by(declined: &Declined) -> Failure {
    Code::InvalidRequest
        .refuse(declined.sentence().to_owned())
        .into()
}

fn unknown_session() -> Refusal {
    Code::InvalidGrant
        .refuse("Invalid or expired auth_session")
        .because("it is unknown, was used, has expired, or belongs to another client or connection")
}

fn wrong(refusal: webauthn::Refusal) -> Refusal {
    Code::InvalidGrant
        .refuse("Invalid passkey")
        .because(refusal.to_string())
}
