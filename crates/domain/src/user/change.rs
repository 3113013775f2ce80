//! Users as bodies make and change them. What the store alone knows, such as who has an identifier already, is the caller's
//! to check.

use serde_json::{Map, Value};

use super::{User, default_profile, merged_profile};
use crate::identifier;
use crate::passwordless::Channel;
use crate::phone::PhoneNumber;
use crate::request_body::Invalid;
use crate::signup::Rules;
use crate::time::Timestamp;

/// What a body says that is not the profile's.
const NO_PROFILE: [&str; 12] = [
    "connection",
    "user_id",
    "email",
    "email_verified",
    "username",
    "blocked",
    "password",
    "verify_email",
    "verify_phone_number",
    "phone_number",
    "phone_verified",
    "client_id",
];

impl User {
    /// The user that a body makes in the connection of that document.
    pub fn of_body(
        body: &Map<String, Value>,
        connection: &Map<String, Value>,
        (user_id, now): (String, Timestamp),
        max_metadata: usize,
    ) -> Result<Self, Invalid> {
        let email = identifier_of(body, "email")?;
        let username = identifier_of(body, "username")?;
        let phone = phone_of(body, connection)?;
        let rules = Rules::of(connection);
        rules.check_username(username.as_deref())?;
        if email.is_none() && rules.requires_email {
            return Err(missing("email"));
        }
        let named = email
            .as_deref()
            .or(username.as_deref())
            .or(phone.as_deref());
        let named = named.ok_or_else(|| missing("email"))?;
        let mut profile = merged_profile(&default_profile(named), &profile_of(body), max_metadata)?;
        if let Some(phone) = &phone {
            let verified = flag(body, "phone_verified").unwrap_or(false);
            profile.insert("phone_number".to_owned(), phone.as_str().into());
            profile.insert("phone_verified".to_owned(), verified.into());
        }
        note_blocked(&mut profile, body);
        let name = connection.get("name").and_then(Value::as_str);
        Ok(Self {
            user_id,
            connection: name.unwrap_or_default().to_owned(),
            email,
            email_verified: flag(body, "email_verified").unwrap_or(false),
            username,
            blocked: flag(body, "blocked").unwrap_or(false),
            profile,
            created_at: now,
            updated_at: now,
            logins_count: 0,
            password_epoch: 0,
        })
    }

    /// Changes the user by a body, in which absent keys stay. A new address is not verified, unless the body says so.
    pub fn change(
        &mut self,
        body: &Map<String, Value>,
        connection: &Map<String, Value>,
        max_metadata: usize,
    ) -> Result<(), Invalid> {
        if text(body, "username").is_some() {
            let username = identifier_of(body, "username")?;
            Rules::of(connection).check_username(username.as_deref())?;
        }
        if body.contains_key("email") {
            self.email = identifier_of(body, "email")?;
            self.email_verified = false;
        }
        if body.contains_key("username") {
            self.username = identifier_of(body, "username")?;
        }
        let loses_email = || body.contains_key("email") && Rules::of(connection).requires_email;
        if body.contains_key("phone_number")
            && let Some(phone) = phone_of(body, connection)?
        {
            let profile = &mut self.profile;
            profile.insert("phone_number".to_owned(), phone.into());
            profile.insert("phone_verified".to_owned(), false.into());
        }
        if let Some(verified) = flag(body, "phone_verified").filter(|_| is_of_sms(connection)) {
            self.profile
                .insert("phone_verified".to_owned(), verified.into());
        }
        if self.email.is_none()
            && (self.username.is_none() || loses_email())
            && self.sign_in_phone().is_none()
        {
            return Err(missing("email"));
        }
        self.email_verified = flag(body, "email_verified").unwrap_or(self.email_verified);
        self.blocked = flag(body, "blocked").unwrap_or(self.blocked);
        self.profile = merged_profile(&self.profile, &profile_of(body), max_metadata)?;
        note_blocked(&mut self.profile, body);
        Ok(())
    }
}

fn is_of_sms(connection: &Map<String, Value>) -> bool {
    let strategy = connection.get("strategy").and_then(Value::as_str);
    strategy.and_then(Channel::of) == Some(Channel::Sms)
}

/// The telephone number of a user who signs in with it; `None` for users of other connections.
fn phone_of(
    body: &Map<String, Value>,
    connection: &Map<String, Value>,
) -> Result<Option<String>, Invalid> {
    if !is_of_sms(connection) {
        return Ok(None);
    }
    let text = text(body, "phone_number").ok_or_else(|| missing("phone_number"))?;
    let sentence = format!(
        "Payload validation error: 'Object didn't pass validation for format phone_number: {text}' on property phone_number."
    );
    let phone = PhoneNumber::parse(text).ok_or(Invalid::Rule(sentence))?;
    Ok(Some(phone.into()))
}

/// The refusal of a body that lacks a property.
pub fn missing(property: &str) -> Invalid {
    Invalid::Rule(format!(
        "Payload validation error: 'Missing required property: {property}'."
    ))
}

/// What decides is the user's own flag; this one is shown.
fn note_blocked(profile: &mut Map<String, Value>, body: &Map<String, Value>) {
    if let Some(blocked) = flag(body, "blocked") {
        profile.insert("blocked".to_owned(), blocked.into());
    }
}

fn profile_of(body: &Map<String, Value>) -> Map<String, Value> {
    let of_profile = |(name, _): &(&String, &Value)| !NO_PROFILE.contains(&name.as_str());
    let own = body.iter().filter(of_profile);
    own.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The one form of an identifier; `None` where it is absent or `null`.
fn identifier_of(body: &Map<String, Value>, name: &str) -> Result<Option<String>, Invalid> {
    let Some(text) = text(body, name) else {
        return Ok(None);
    };
    let sentence = format!(
        "Payload validation error: 'Object didn't pass validation for format {name}: {text}' on property {name}."
    );
    let form = match name {
        "email" => identifier::email(text),
        _ => identifier::canonical(text),
    };
    form.map(Some).ok_or(Invalid::Rule(sentence))
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str)
}

fn flag(body: &Map<String, Value>, name: &str) -> Option<bool> {
    body.get(name).and_then(Value::as_bool)
}
