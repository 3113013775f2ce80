//! One event, from its code to the document that the Management API shows.

use serde_json::{Map, Value, json};

use super::gate;
use crate::domain::client::Client;
use crate::domain::connection::Kind;
use crate::domain::device::{Device, GeoIp};
use crate::domain::guardian::Authenticator;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::tenant_logs::StoredEvent;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal;)+) => {
        /// Auth0's event types, as far as we write them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum EventCode { $($(#[$doc])* $name,)+ }
        impl EventCode {
            /// The `type` on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }
        }
    };
}

codes! {
    /// Users Import: all of a file was gone through
    UsersImport = "sui";
    /// Failed users import
    FailedUsersImport = "fui";
    /// Success Login
    Login = "s";
    /// Failed Login
    FailedLogin = "f";
    /// Failed Login (wrong password)
    WrongPassword = "fp";
    /// Failed Login (invalid email/username)
    UnknownUser = "fu";
    /// Blocked account: too many failed logins from one address
    TooManyFailures = "limit_wc";
    /// Blocked address: too many failed logins or sign-ups
    SuspiciousAddress = "limit_mu";
    /// Success Silent Auth
    SilentAuth = "ssa";
    /// Failed Silent Auth
    FailedSilentAuth = "fsa";
    /// Success Exchange: authorization code
    CodeExchange = "seacft";
    /// Failed Exchange: authorization code
    FailedCodeExchange = "feacft";
    /// Success Exchange: client credentials
    ClientCredentials = "seccft";
    /// Failed Exchange: client credentials
    FailedClientCredentials = "feccft";
    /// Success Exchange: password
    PasswordExchange = "sepft";
    /// Failed Exchange: password
    FailedPasswordExchange = "fepft";
    /// Success Exchange: refresh token
    RefreshExchange = "sertft";
    /// Failed Exchange: refresh token
    FailedRefreshExchange = "fertft";
    /// Failed Exchange: a rotated refresh token was used again
    RefreshReuse = "ferrt";
    /// Success Revocation of a refresh token
    Revocation = "srrt";
    /// Success Exchange: a one-time password of an app, as the second factor
    OtpExchange = "seotpft";
    /// Failed Exchange: a one-time password of an app
    FailedOtpExchange = "feotpft";
    /// Success Exchange: a code that was sent, as the second factor
    OobExchange = "seoobft";
    /// Failed Exchange: a code that was sent
    FailedOobExchange = "feoobft";
    /// Success Exchange: a recovery code, as the second factor
    RecoveryCodeExchange = "sercft";
    /// Failed Exchange: a recovery code
    FailedRecoveryCodeExchange = "fercft";
    /// Failed Exchange: a code that was sent instead of a password
    FailedPasswordlessExchange = "fepotpft";
    /// A code or a link was sent by e-mail
    CodeOrLinkSent = "cls";
    /// A code was sent by SMS
    CodeSent = "cs";
    /// Success Logout
    Logout = "slo";
    /// Failed Logout
    FailedLogout = "flo";
    /// Failed pushed authorization request
    FailedPushedRequest = "fpar";
    /// Success Signup
    Signup = "ss";
    /// Failed Signup
    FailedSignup = "fs";
    /// Success Invite Accept
    InviteAccepted = "si";
    /// Failed Invite Accept
    FailedInvite = "fi";
    /// Success Change Password
    PasswordChanged = "scp";
    /// Failed Change Password
    FailedPasswordChange = "fcp";
    /// Success Change Password Request
    PasswordChangeRequest = "scpr";
    /// Failed Change Password Request
    FailedPasswordChangeRequest = "fcpr";
    /// Success Verification Email Request
    VerificationRequest = "svr";
    /// Failed Verification Email Request
    FailedVerificationRequest = "fvr";
    /// Success Change Email
    EmailChanged = "sce";
    /// Success Change Username
    UsernameChanged = "scu";
    /// Unblocked by the user's own link
    Unblocked = "ublkdu";
    /// Success Verification Email
    EmailVerified = "sv";
    /// Failed Verification Email
    FailedEmailVerification = "fv";
    /// Failed to send an e-mail
    FailedNotification = "fn";
    /// Rate limit of an API
    RateLimit = "api_limit";
    /// Warning during a login
    Warning = "w";
    /// Management API write
    ManagementWrite = "sapi";
    /// Failed Management API write
    FailedManagementWrite = "fapi";
    /// An application has asked for a passkey
    PasskeyChallengeStarted = "passkey_challenge_started";
    /// An application could not ask for a passkey
    PasskeyChallengeFailed = "passkey_challenge_failed";
    /// A passkey or a security key was not enrolled
    WebauthnEnrollmentFailed = "gd_webauthn_enrollment_failed";
    /// Success Exchange: a passkey, and a one-time password of an app
    PasskeyOtpExchange = "sepkotpft";
    /// Success Exchange: a passkey, and a code that was sent
    PasskeyOobExchange = "sepkoobft";
    /// Success Exchange: a passkey, and a recovery code
    PasskeyRecoveryCodeExchange = "sepkrcft";
    /// A second factor was asked for
    FactorRequired = "mfar";
    /// The user began to enroll a factor
    EnrollmentStarted = "gd_start_enroll";
    /// The user could not enroll a factor
    FailedEnrollment = "gd_start_enroll_failed";
    /// A factor was enrolled
    EnrollmentCompleted = "gd_enrollment_complete";
    /// An enrolled factor was taken away
    Unenrolled = "gd_unenroll";
    /// An enrolled factor was changed
    EnrollmentChanged = "gd_update_device_account";
    /// The user was asked for a certain factor
    FactorStarted = "gd_start_auth";
    /// The user has passed a factor
    FactorPassed = "gd_auth_succeed";
    /// The user has not passed a factor
    FactorFailed = "gd_auth_failed";
    /// The user has refused a factor
    FactorRejected = "gd_auth_rejected";
    /// A security key or a device did not answer as it should
    AuthenticatorFailed = "gd_webauthn_challenge_failed";
    /// Too many wrong codes for one user
    TooManyCodes = "gd_otp_rate_limit_exceed";
    /// A recovery code was used
    RecoveryCodePassed = "gd_recovery_succeed";
    /// A recovery code was wrong
    RecoveryCodeFailed = "gd_recovery_failed";
    /// A code was sent by e-mail
    FactorEmailSent = "gd_send_email";
    /// A code was sent to a phone
    FactorSmsSent = "gd_send_sms";
    /// A code could not be sent to a phone
    FailedFactorSms = "gd_send_sms_failure";
    /// The tenant's factors, or when it asks for one, were changed
    FactorsChanged = "gd_tenant_update";
    /// Old refresh tokens were removed
    ResourceCleanup = "resource_cleanup";
}

/// An event to be written, as the flow knows it. [`Event::stored`] adds where the request came from.
#[derive(Debug, Clone)]
pub struct Event {
    code: EventCode,
    fields: Map<String, Value>,
}

/// Where a request came from; a part of every event.
#[derive(Debug, Clone)]
pub struct RequestOrigin<'a> {
    pub now: Timestamp,
    pub device: &'a Device,
    /// The socket's peer.
    pub peer: Option<std::net::IpAddr>,
    pub hostname: &'a str,
    /// The SDK's own description of itself (`Auth0-Client`).
    pub auth0_client: Option<&'a Value>,
}

impl Event {
    /// An event of that type.
    pub fn new(code: EventCode, description: impl Into<String>) -> Self {
        let mut fields = Map::new();
        fields.insert("type".into(), code.as_str().into());
        fields.insert("description".into(), description.into().into());
        Self { code, fields }
    }

    /// Why the request was refused, if the event is a refusal.
    pub fn refusal(&self) -> Option<&str> {
        let tells = self.is_failure() && !self.code.as_str().starts_with("limit_");
        let description = self.fields.get("description").filter(|_| tells)?;
        description.as_str()
    }

    /// Whether a request can cause it without any secret: what failed, was warned about, or ran into a block. A write of the
    /// Management API needs a token, whose kind the audit knows.
    pub fn is_failure(&self) -> bool {
        let code = self.code.as_str();
        let starts = code.starts_with(['f', 'w']) || code.starts_with("limit_");
        let ends = ["_failed", "_failure", "_rejected", "_exceed"];
        let is_failure = starts || ends.iter().any(|end| code.ends_with(end));
        is_failure && self.code != EventCode::FailedManagementWrite
    }

    /// Sets the client that the event concerns.
    #[must_use]
    pub fn client(mut self, client: &Client) -> Self {
        self.fields
            .insert("client_id".into(), client.client_id.as_str().into());
        self.fields
            .insert("client_name".into(), client.name.as_str().into());
        self
    }

    /// The same where there is one.
    #[must_use]
    pub fn with_client(self, client: Option<&Client>) -> Self {
        match client {
            Some(client) => self.client(client),
            None => self,
        }
    }

    /// Sets the user that the event concerns.
    #[must_use]
    pub fn user(mut self, user: &User) -> Self {
        self.fields
            .insert("user_id".into(), user.user_id.as_str().into());
        let name = user.email.as_deref().unwrap_or_else(|| user.display_name());
        self.fields.insert("user_name".into(), name.into());
        self.fields
            .insert("connection".into(), user.connection.as_str().into());
        let kind = Kind::of(user.provider()).unwrap_or(Kind::Database);
        self.fields
            .insert("strategy".into(), kind.strategy().into());
        self.fields
            .insert("strategy_type".into(), kind.strategy_type().into());
        self
    }

    /// Sets the second factor of a user that the event concerns, and the name of the tenant; not what it is proved with.
    #[must_use]
    pub fn authenticator(self, of: &Authenticator, tenant: &str) -> Self {
        let device = of.device_id();
        let mut enrollment = json!({ "_id": device, "user_id": of.user_id, "tenant": tenant });
        if let Some(name) = &of.details.name {
            enrollment["name"] = name.as_str().into();
        }
        let mut authenticator = json!({ "id": of.id, "type": of.kind.name() });
        if let Some(number) = &of.details.phone_number {
            authenticator["phone_number"] = number.hidden().into();
        }
        self.details(json!({ "authenticator": authenticator, "enrollment": enrollment }))
    }

    /// One more field; `None` leaves it out.
    #[must_use]
    pub fn with<V: Into<Value>>(mut self, name: &str, value: Option<V>) -> Self {
        if let Some(value) = value {
            self.fields.insert(name.into(), value.into());
        }
        self
    }

    /// The `details` object; merged into what is there. The gate has to know its members.
    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        debug_assert!(
            details
                .as_object()
                .is_some_and(|d| d.keys().all(|name| gate::has_detail(name))),
            "the gate of the tenant log drops a member of {details}"
        );
        let slot = self.fields.entry("details").or_insert_with(|| json!({}));
        if let (Some(slot), Value::Object(details)) = (slot.as_object_mut(), details) {
            slot.extend(details);
        }
        self
    }

    /// The `details` object, where there is one.
    #[must_use]
    pub fn with_details(self, details: Option<Value>) -> Self {
        match details {
            Some(details) => self.details(details),
            None => self,
        }
    }

    /// The document, under the id `log_id`, and how it is stored: past the gate.
    pub fn stored(
        self,
        log_id: String,
        origin: &RequestOrigin<'_>,
    ) -> (Map<String, Value>, StoredEvent) {
        let mut document = Map::new();
        document.insert("date".into(), origin.now.to_string().into());
        document.extend(self.fields);
        // Some types must have these, empty or not.
        document.entry("client_name").or_insert_with(|| "".into());
        if self.code == EventCode::Warning {
            for name in ["audience", "strategy", "strategy_type"] {
                document.entry(name).or_insert_with(|| "".into());
            }
        }
        let ip = origin
            .device
            .address
            .known()
            .map_or_else(String::new, |ip| ip.to_string());
        document.insert("ip".into(), ip.into());
        document.insert(
            "client_ip".into(),
            origin.peer.map(|ip| ip.to_string()).into(),
        );
        let user_agent = origin.device.user_agent.as_deref().unwrap_or("");
        document.insert("user_agent".into(), user_agent.into());
        document.insert("hostname".into(), origin.hostname.into());
        if let Some(client) = origin.auth0_client {
            document.insert("auth0_client".into(), client.clone());
        }
        if let Some(geo) = &origin.device.geoip {
            document.insert("location_info".into(), location_info(geo));
        }
        let is_mobile = ["Mobile", "Android", "iPhone", "iPad"]
            .iter()
            .any(|m| user_agent.contains(m));
        document.insert("isMobile".into(), is_mobile.into());
        document.insert("log_id".into(), log_id.as_str().into());
        document.insert("_id".into(), log_id.as_str().into());
        let (document, text) = gate::admit(document);
        let column = |name: &str| {
            document
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let stored = StoredEvent {
            log_id,
            code: self.code.as_str(),
            occurred_at: origin.now,
            client_id: column("client_id"),
            user_id: column("user_id"),
            ip: column("ip"),
            connection: column("connection"),
            document: text,
        };
        (document, stored)
    }
}

fn location_info(geo: &GeoIp) -> Value {
    let facts = [
        ("country_code", json!(geo.country_code)),
        ("country_code3", json!(geo.country_code3)),
        ("country_name", json!(geo.country_name)),
        ("city_name", json!(geo.city_name)),
        ("latitude", json!(geo.latitude)),
        ("longitude", json!(geo.longitude)),
        ("time_zone", json!(geo.time_zone)),
        ("continent_code", json!(geo.continent_code)),
    ];
    let known = facts.into_iter().filter(|(_, fact)| !fact.is_null());
    known.map(|(name, fact)| (name.to_owned(), fact)).collect()
}
