//! What all pages have in common, and no page knows of itself: the tenant's look, and the language of the user.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use askama::{DynTemplate, Values};
use axum::extract::Request;
use axum::http::header;
use tokio::time::timeout;
use url::Url;

use super::brand::Brand;
use crate::app::App;
use crate::domain::origin::Origin;
use crate::domain::prompts::{CustomTexts, is_prompt, prompt_of};
use crate::flows::sign_in::organization::ShownOrganization;
use crate::http::context::authority;
use crate::http::form::Params;
use crate::texts::{Argument, Arguments, Locale, Preferences, Texts};

/// The name of the sentences among the values of a template; the tenant's look is `brand`.
pub const TEXTS: &str = "texts";

/// Every screen that a page is. `tests/compat/lib/pages.mjs` reads this list and looks at each of them.
const SCREENS: [&str; 49] = [
    "account-chooser",
    "brute-force-protection-unblock",
    "brute-force-protection-unblock-failure",
    "brute-force-protection-unblock-success",
    "confirm-callback",
    "consent",
    "email-identifier-challenge",
    "email-verification-result",
    "error",
    "form-post",
    "logged-out",
    "login",
    "login-id",
    "login-password",
    "login-passwordless-email-code",
    "login-passwordless-sms-otp",
    "logout",
    "logout-aborted",
    "lost",
    "mailbox",
    "mfa-begin-enroll-options",
    "mfa-email-challenge",
    "mfa-enroll-result",
    "mfa-login-options",
    "mfa-otp-challenge",
    "mfa-otp-enrollment-code",
    "mfa-otp-enrollment-qr",
    "mfa-recovery-code-challenge",
    "mfa-recovery-code-challenge-new-code",
    "mfa-recovery-code-enrollment",
    "mfa-sms-challenge",
    "mfa-sms-enrollment",
    "mfa-webauthn-change-key-nickname",
    "mfa-webauthn-platform-challenge",
    "mfa-webauthn-platform-enrollment",
    "mfa-webauthn-roaming-challenge",
    "mfa-webauthn-roaming-enrollment",
    "passkey-enrollment",
    "passkey-enrollment-local",
    "redeem-ticket",
    "reset-password",
    "reset-password-email",
    "reset-password-error",
    "reset-password-request",
    "reset-password-success",
    "signup",
    "signup-id",
    "signup-password",
    "welcome",
];
/// What is not seen: the page in a frame that passes an answer on.
const UNSEEN: [&str; 1] = ["web-message"];

/// Which of Auth0's screens a page is, and what its sentences speak of.
#[derive(Debug, Clone)]
pub struct Screen {
    name: &'static str,
    arguments: Arguments,
    languages: Option<Preferences>,
    organization: Option<ShownOrganization>,
}

impl Screen {
    /// A screen by its name.
    pub fn new(name: &'static str) -> Self {
        let is_listed = SCREENS.contains(&name) || UNSEEN.contains(&name);
        debug_assert!(is_listed, "SCREENS lacks {name}");
        Self {
            name,
            arguments: Arguments::none(),
            languages: None,
            organization: None,
        }
    }

    /// The organization whose branding it has.
    pub fn organization(&self) -> Option<&ShownOrganization> {
        self.organization.as_ref()
    }

    /// The same in an organization's branding.
    #[must_use]
    pub fn of_organization(self, organization: &ShownOrganization) -> Self {
        Self {
            organization: Some(organization.clone()),
            ..self
        }
    }

    /// The same with a variable for its sentences.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Argument>) -> Self {
        Self {
            arguments: self.arguments.with(name, value),
            ..self
        }
    }

    /// The same in the languages of the sign-in that it belongs to, not those of the request.
    #[must_use]
    pub fn read_in(self, languages: &Preferences) -> Self {
        Self {
            languages: Some(languages.clone()),
            ..self
        }
    }
}

/// The request that a page answers, as far as every page depends on it.
pub struct PageRequest {
    languages: Preferences,
    host: String,
    /// The host and port that the browser asked.
    authority: Option<String>,
    client_id: Option<String>,
}

impl PageRequest {
    /// Reads a request. `ui_locales` counts wherever it stands: at `/authorize`, and at a logout.
    pub fn read(request: &Request) -> Self {
        let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let query = Params::from_query(request.uri().query().unwrap_or("")).ok();
        let ui_locales = query.as_ref().and_then(|query| query.get("ui_locales"));
        let origin = request.extensions().get::<Origin>();
        let authority = authority(request.uri(), request.headers());
        Self {
            authority: authority.map(str::to_ascii_lowercase),
            languages: Preferences::new(ui_locales, accepted),
            host: origin
                .map(|origin| origin.host().to_owned())
                .unwrap_or_default(),
            client_id: query
                .as_ref()
                .and_then(|query| query.get("client_id"))
                .map(str::to_owned),
        }
    }

    /// Whether the browser that is sent to a page would ask this server again, as far as this request tells.
    pub fn leads_back_from(&self, page: &Url) -> bool {
        self.authority.as_deref() == Some(page.authority())
    }

    /// The client that the request names, if there is one.
    pub async fn client(&self, app: &App) -> Option<String> {
        let client_id = self.client_id.as_deref()?;
        let found = app.parts.store.client(client_id).await.ok()??;
        Some(found.client.client_id.clone())
    }
}

/// The tenant's look, and the sentences of one screen in the user's language.
pub struct Look {
    brand: Brand,
    texts: Texts,
}

impl Look {
    /// Of the page that answers a request. What cannot be read from the store is left out: an error has a page, too.
    /// After `patience`, too.
    pub async fn of(
        app: &App,
        (screen, brand): (Screen, Brand),
        asked: &PageRequest,
        patience: Duration,
    ) -> Self {
        let tenant = timeout(patience, app.parts.store.tenant()).await;
        let tenant = tenant.unwrap_or_else(|_| Ok(Arc::default()));
        let tenant = tenant.unwrap_or_else(|error| {
            tracing::warn!(%error, "a page is shown without the tenant's settings");
            Arc::default()
        });
        let languages = screen.languages.as_ref().unwrap_or(&asked.languages);
        let locale = languages.locale(&tenant.enabled_locales);
        let custom = timeout(patience, custom_texts(app, screen.name, &locale)).await;
        let custom = custom.unwrap_or_default();
        let tenant_name = tenant.friendly_name.clone();
        let tenant_name = tenant_name.unwrap_or_else(|| asked.host.clone());
        let arguments = screen.arguments;
        let arguments = arguments
            .or("companyName", tenant_name.as_str())
            .or("tenantName", tenant_name.as_str());
        Self {
            brand,
            texts: Texts::new(locale, (screen.name, arguments), custom),
        }
    }

    /// The look of a tenant that has set nothing.
    #[cfg(test)]
    pub fn plain(screen: Screen, brand: Brand) -> Self {
        let arguments = screen.arguments.or("companyName", "Example");
        let arguments = arguments.or("tenantName", "Example");
        Self {
            brand,
            texts: Texts::new(Locale::of("en"), (screen.name, arguments), Arc::default()),
        }
    }

    /// The page with this look.
    pub fn render(&self, page: &dyn DynTemplate) -> askama::Result<String> {
        page.dyn_render_with_values(self)
    }

    /// What the page takes from the tenant's settings.
    pub fn brand(&self) -> &Brand {
        &self.brand
    }

    /// The sentences.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The language of the sentences.
    pub fn language(&self) -> &'static str {
        self.texts.locale().language.code()
    }
}

/// The tenant's own texts of a screen's prompt.
async fn custom_texts(app: &App, screen: &'static str, locale: &Locale) -> Arc<CustomTexts> {
    let prompt = prompt_of(screen);
    if !is_prompt(prompt) {
        return Arc::default();
    }
    let read = app.parts.store.custom_texts(prompt, &locale.code).await;
    read.unwrap_or_else(|error| {
        tracing::warn!(%error, "a page is shown without the tenant's own texts");
        Arc::default()
    })
}

/// Templates read them as `brand` and `texts`.
impl Values for Look {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        match key {
            "brand" => Some(&self.brand),
            TEXTS => Some(&self.texts),
            _ => None,
        }
    }
}
