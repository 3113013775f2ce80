//! What Actions decided, and how the event changes by it for the ones that follow.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use url::Url;

use super::destination::Destination;
use super::revocation::Revoked;
use crate::domain::action::command::ActionCommand;
use crate::domain::action::run::{CustomClaims, Life};
use crate::domain::client::Client;
use crate::domain::guardian::{Factor, FactorCommand, FactorWish};
use crate::domain::saml::wishes::Wish;
use crate::domain::scope::Scope;
use crate::domain::session::{AuthenticationMethod, CookieMode};
use crate::domain::time::Timestamp;
use crate::domain::user::{MAX_METADATA, merged_profile};
use crate::domain::{refresh_token, session};
use crate::flows::access::Access;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::users;
use crate::tenant_log::{self, Event};

/// What a caller learns of an Action that failed.
pub(super) const FAILED: &str = "The request was refused because an Action failed";
/// What is shown to a user is never longer.
const MAX_REASON: usize = 1000;
const MAX_METHOD: usize = 500;
const MOST_FACTOR_COMMANDS: u8 = 4;
const BAD_KEY: &str =
    "Invalid metadata: Metadata keys may only include letters, numbers, underscores, or hyphens";

/// All of it, for the flow to carry out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Effects {
    pub claims: CustomClaims,
    pub session: Life,
    pub refresh_token: Life,
    /// Settings of a SAML response: method and arguments.
    pub saml: Vec<Wish>,
    /// How long the session's cookie is to live.
    pub cookie_mode: Option<CookieMode>,
    /// How else the user has proved who they are.
    pub methods: Vec<AuthenticationMethod>,
    /// What is wanted of a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multifactor: Option<FactorWish>,
    /// The records of the runs.
    pub executions: Vec<String>,
    /// The names of the Actions that have run, while they stand still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ran: Vec<String>,
    /// How many factors Actions have asked for by name.
    #[serde(default)]
    factor_commands: u8,
    /// The factor that is asked for before the next Action runs.
    #[serde(skip)]
    pub(super) factor_command: Option<FactorCommand>,
    /// Where the user has to go first.
    #[serde(skip)]
    pub(super) destination: Option<Destination>,
    added_scopes: Vec<String>,
    removed_scopes: Vec<String>,
    user_metadata: Map<String, Value>,
    app_metadata: Map<String, Value>,
    #[serde(skip)]
    denial: Option<Refusal>,
    #[serde(skip)]
    pub(super) revoked: Option<Revoked>,
}

/// `details` of the event that tells of a request in which Actions ran.
pub fn executions(ids: &[String]) -> Option<Value> {
    (!ids.is_empty()).then(|| json!({"actions": {"executions": ids}}))
}

impl Effects {
    /// Takes over one wish. An error refuses the login.
    pub(super) fn apply(
        &mut self,
        command: ActionCommand,
        event: &mut Map<String, Value>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        match command {
            ActionCommand::Deny {
                reason,
                code,
                message,
            } => self.deny(&reason, code.as_deref(), message.as_deref()),
            ActionCommand::AccessTokenClaim { name, value } => {
                set(&mut self.claims.access_token, name, value)
            }
            ActionCommand::IdTokenClaim { name, value } => {
                set(&mut self.claims.id_token, name, value)
            }
            ActionCommand::AddScope { scope } => {
                self.removed_scopes.retain(|s| *s != scope);
                self.added_scopes.push(scope);
            }
            ActionCommand::RemoveScope { scope } => {
                self.added_scopes.retain(|s| *s != scope);
                self.removed_scopes.push(scope);
            }
            ActionCommand::UserMetadata { key, value } => {
                set(
                    part(event, "user", "user_metadata"),
                    key.clone(),
                    value.clone(),
                );
                self.user_metadata.insert(key, value);
            }
            ActionCommand::AppMetadata { key, value } => {
                set(
                    part(event, "user", "app_metadata"),
                    key.clone(),
                    value.clone(),
                );
                self.app_metadata.insert(key, value);
            }
            ActionCommand::TransactionMetadata { key, value } => {
                set(part(event, "transaction", "metadata"), key, value);
            }
            ActionCommand::RevokeSession {
                reason,
                preserve_refresh_tokens,
            } => {
                self.deny(&reason, None, None);
                self.revoked = Some(Revoked::Session {
                    with_refresh_tokens: !preserve_refresh_tokens,
                });
            }
            ActionCommand::RevokeRefreshToken { reason } => {
                if event["transaction"]["protocol"] == "oauth2-refresh-token" {
                    self.deny(&reason, None, None);
                    self.revoked = Some(Revoked::RefreshToken);
                }
            }
            ActionCommand::SessionExpiresAt { at } => {
                Life::shorten(&mut self.session.expires_at, time(at))
            }
            ActionCommand::SessionIdleExpiresAt { at } => {
                Life::shorten(&mut self.session.idle_expires_at, time(at));
            }
            ActionCommand::RefreshTokenExpiresAt { at } => {
                Life::shorten(&mut self.refresh_token.expires_at, time(at));
            }
            ActionCommand::RefreshTokenIdleExpiresAt { at } => {
                Life::shorten(&mut self.refresh_token.idle_expires_at, time(at));
            }
            ActionCommand::SessionMetadata { key, value } => {
                let metadata = part(event, "session", "metadata");
                self.session.metadata = Some(changed(metadata, ("session", &key), value)?);
            }
            ActionCommand::EvictSessionMetadata {} => {
                part(event, "session", "metadata").clear();
                self.session.metadata = Some(Map::new());
            }
            ActionCommand::RefreshTokenMetadata { key, value } => {
                let metadata = part(event, "refresh_token", "metadata");
                self.refresh_token.metadata =
                    Some(changed(metadata, ("refresh token", &key), value)?);
            }
            ActionCommand::EvictRefreshTokenMetadata {} => {
                part(event, "refresh_token", "metadata").clear();
                self.refresh_token.metadata = Some(Map::new());
            }
            ActionCommand::Redirect { url, query } => {
                let destination = Destination::new(&url, &query).map_err(not_sent)?;
                self.destination = Some(destination);
            }
            ActionCommand::SessionCookieMode { mode } => {
                self.cookie_mode = Some(mode);
                self.show_cookie_mode(event);
            }
            ActionCommand::RecordMethod { url } => self.record(event, url, now)?,
            ActionCommand::Multifactor { provider, remember } => {
                self.multifactor = Some(wish(&provider, remember).map_err(not_sent)?);
            }
            ActionCommand::ChallengeWith { factors } => self.ask_for(false, &factors)?,
            ActionCommand::EnrollWith { factors } => self.ask_for(true, &factors)?,
            ActionCommand::Saml { name, values } => self.saml.push((name, values)),
        }
        Ok(())
    }

    /// What is not offered is left out, as at Auth0.
    fn ask_for(&mut self, enrolls: bool, names: &[String]) -> Result<(), Refusal> {
        self.factor_commands += 1;
        if self.factor_commands > MOST_FACTOR_COMMANDS {
            let why = "Actions may ask four times for a factor in one login";
            return Err(not_sent(why.to_owned()));
        }
        let factors = names.iter().filter_map(|name| Factor::of_api(name));
        self.factor_command = Some(FactorCommand {
            enrolls,
            factors: factors.collect(),
        });
        Ok(())
    }

    /// Notes a way in which the user has proved who they are; the latest time of each counts.
    fn record(
        &mut self,
        event: &mut Map<String, Value>,
        url: String,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if url.len() > MAX_METHOD || Url::parse(&url).is_err() {
            let why = "authentication.recordMethod needs the URL of a method".to_owned();
            return Err(not_sent(why));
        }
        let method = AuthenticationMethod {
            name: url,
            kind: None,
            timestamp: now.to_string(),
        };
        show_method(event, &method);
        self.note(method);
        Ok(())
    }

    /// Adds a way in which the user has proved who they are; the latest time of each counts.
    pub(super) fn note(&mut self, method: AuthenticationMethod) {
        self.methods.retain(|m| !m.is_same_way(&method));
        self.methods.push(method);
    }

    /// The last refusal counts, and the log has the Action's own words.
    fn deny(&mut self, reason: &str, code: Option<&str>, message: Option<&str>) {
        let code = match code {
            Some("invalid_request") => Code::InvalidRequest,
            Some("invalid_scope") => Code::InvalidScope,
            _ => Code::AccessDenied,
        };
        let cut = |text: &str| text.chars().take(MAX_REASON).collect::<String>();
        let refusal = code.refuse(cut(message.unwrap_or(reason)));
        self.denial = Some(refusal.because(cut(reason)));
    }

    pub(super) fn take_denial(&mut self) -> Option<Refusal> {
        self.denial.take()
    }

    /// The scopes of a token after what was added and removed; `offline_access` is not for an Action to give.
    pub fn scope(&self, access: &Access) -> Scope {
        if self.added_scopes.is_empty() && self.removed_scopes.is_empty() {
            return access.scope.clone();
        }
        // Nor are the scopes of the Management API.
        let is_ours = access
            .resource_server
            .as_deref()
            .is_some_and(|r| r.is_system);
        let added = self.added_scopes.iter().map(String::as_str);
        let added: Vec<&str> = added
            .filter(|s| *s != "offline_access" && !is_ours)
            .collect();
        let all = access.scope.union(&Scope::parse(&added.join(" ")));
        all.filtered(|word| !self.removed_scopes.iter().any(|s| s == word))
    }

    /// Puts what the Actions set in the user's metadata into a profile. What would make it too large is left out: a warning
    /// for the tenant log, and no reason to refuse the request.
    pub(super) fn add_metadata(&self, profile: &mut Map<String, Value>) -> Vec<Event> {
        let mut warnings = vec![];
        for (name, set) in [
            ("user_metadata", &self.user_metadata),
            ("app_metadata", &self.app_metadata),
        ] {
            if set.is_empty() {
                continue;
            }
            let changes = Map::from_iter([(name.to_owned(), set.clone().into())]);
            match merged_profile(profile, &changes, MAX_METADATA) {
                Ok(merged) => *profile = merged,
                Err(invalid) => {
                    let text = format!("What Actions set in {name} was not kept. {invalid}");
                    let warning = Event::new(tenant_log::EventCode::Warning, text);
                    warnings.push(warning.with_details(executions(&self.executions)));
                }
            }
        }
        warnings
    }

    /// Puts what the Actions set into the event of those that follow.
    pub(super) fn show_in(&self, event: &mut Map<String, Value>) {
        // What is left out here is told when the rest is kept.
        self.add_metadata(as_object(event.entry("user").or_insert_with(|| json!({}))));
        for (name, life) in [
            ("session", &self.session),
            ("refresh_token", &self.refresh_token),
        ] {
            if let Some(metadata) = &life.metadata {
                *part(event, name, "metadata") = metadata.clone();
            }
        }
        self.show_cookie_mode(event);
        for method in &self.methods {
            show_method(event, method);
        }
    }

    fn show_cookie_mode(&self, event: &mut Map<String, Value>) {
        if let (Some(mode), Some(session)) = (self.cookie_mode, event.get_mut("session")) {
            session["cookie"] = json!({"mode": mode.name()});
        }
    }

    /// Stores what the Actions set in the user's metadata.
    pub(super) async fn keep_metadata(
        &self,
        ctx: &Ctx,
        (client, user_id): (&Client, &str),
    ) -> Answer<()> {
        if self.user_metadata.is_empty() && self.app_metadata.is_empty() {
            return Ok(());
        }
        let mut tx = ctx.store.begin().await?;
        let Some(mut user) = users::by_id(&mut tx, user_id).await? else {
            return Ok(());
        };
        let warnings = self.add_metadata(&mut user.profile);
        user.updated_at = ctx.now;
        users::replace(&mut tx, &user).await?;
        tx.commit().await?;
        for warning in warnings {
            ctx.log(warning.client(client).user(&user));
        }
        Ok(())
    }
}

/// Adds to `event.authentication.methods`; the latest time of each counts.
fn show_method(event: &mut Map<String, Value>, method: &AuthenticationMethod) {
    let known = event
        .get_mut("authentication")
        .and_then(|a| a.get_mut("methods"));
    if let Some(known) = known.and_then(Value::as_array_mut) {
        let kind = json!(method.kind);
        known.retain(|m| m["name"] != method.name.as_str() || m["type"] != kind);
        known.push(json!(method));
    }
}

fn not_sent(why: String) -> Refusal {
    Code::AccessDenied.refuse(FAILED).because(why)
}

fn time(at: i64) -> Timestamp {
    Timestamp::from_millis(at)
}

/// What `api.multifactor.enable` asks for.
fn wish(provider: &str, remember: bool) -> Result<FactorWish, String> {
    let factors = match provider {
        "none" => return Ok(FactorWish::Never),
        "any" | "guardian" => vec![],
        "google-authenticator" => vec![Factor::Otp],
        other => {
            return Err(format!(
                "multifactor.enable: the provider {other:?} is not offered"
            ));
        }
    };
    Ok(FactorWish::Ask { remember, factors })
}

/// `null` takes a key away.
fn set(object: &mut Map<String, Value>, key: String, value: Value) {
    if value.is_null() {
        object.remove(&key);
    } else {
        object.insert(key, value);
    }
}

/// An object in an object of the event, made where it is missing.
fn part<'a>(
    event: &'a mut Map<String, Value>,
    outer: &str,
    inner: &str,
) -> &'a mut Map<String, Value> {
    let outer = as_object(event.entry(outer).or_insert_with(|| json!({})));
    as_object(outer.entry(inner).or_insert_with(|| json!({})))
}

fn as_object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(object) => object,
        _ => unreachable!("it has just been made one"),
    }
}

/// The metadata of a session or refresh token after a change, by the rules that the Management API has for them.
fn changed(
    metadata: &mut Map<String, Value>,
    (whose, key): (&str, &str),
    value: Option<String>,
) -> Result<Map<String, Value>, Refusal> {
    let refuse =
        |why: &str| Code::AccessDenied.refuse(format!("Failed to set {whose} metadata: {why}"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if key.is_empty() || !key.chars().all(is_plain) {
        return Err(refuse(BAD_KEY));
    }
    set(
        metadata,
        key.to_owned(),
        value.map_or(Value::Null, Value::from),
    );
    let (name, checked): (&str, fn(&Map<String, Value>) -> _) = match whose {
        "session" => ("session_metadata", session::validate_update),
        _ => ("refresh_token_metadata", refresh_token::validate_update),
    };
    let body = [(name.to_owned(), Value::Object(metadata.clone()))];
    checked(&body.into_iter().collect()).map_err(|e| refuse(&e.to_string()))?;
    Ok(metadata.clone())
}
