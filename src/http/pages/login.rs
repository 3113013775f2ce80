//! The pages that ask who the user is: on one page, or the identifier and then the password.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::look::Screen;
use super::outside_file::OutsideFile;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::domain::passwordless::Channel;
use crate::flows::sign_in::login::LoginPage;
use crate::flows::sign_in::login_error::{Field, LoginError};
use crate::flows::sign_in::organization::ShownOrganization;
use crate::flows::sign_in::passkey_offer::PasskeyOffer;
use crate::flows::sign_in::reply::Page;
use crate::flows::sign_in::upstream::ProviderButton;
use crate::http::page_address::{address, urlencoded, with_state};
use crate::texts::Preferences;

/// The form of one of them: `username`, `password` or both, posted to its own address.
#[derive(Template)]
#[template(path = "login.html")]
pub struct LoginForm {
    page: Page,
    /// The application that the user signs in to.
    client_name: String,
    /// That application's logo.
    logo: Option<OutsideFile>,
    /// The organization that the user signs in to.
    organization: Option<ShownOrganization>,
    /// What the user typed before, or the request's `login_hint`.
    username: String,
    /// Who invites the user; the identifier is then not changed.
    inviter: Option<String>,
    /// Why the last attempt failed.
    error: Option<LoginError>,
    /// By what a code is sent, where no password is asked for.
    sends_by: Option<Channel>,
    /// A code will do in the place of the password.
    offers_code: bool,
    /// The page for new users.
    sign_up: Option<String>,
    /// The page for a forgotten password.
    reset_password: Option<String>,
    /// Whether the user may sign in here.
    asks_identifier: bool,
    /// Where else the user may sign in.
    providers: Vec<ProviderButton>,
    /// What is asked for besides.
    passkey: Option<PasskeyOffer>,
    languages: Preferences,
    /// The handle of the login transaction.
    state: String,
}

impl LoginForm {
    /// The form of a transaction.
    pub fn new(shown: LoginPage, state: String) -> Self {
        let sign_up = shown.offers_sign_up;
        let sign_up = sign_up.then(|| match shown.page {
            Page::Login => address(Page::SignUp, &state),
            _ => address(Page::SignUpIdentifier, &state),
        });
        let reset_password = shown.resets_for.map(|connection| {
            let connection = urlencoded(&connection);
            let path = format!("/u/login/password-reset-start/{connection}");
            with_state(&path, &state)
        });
        Self {
            page: shown.page,
            client_name: shown.client_name,
            logo: application_logo(shown.logo_uri.as_deref(), shown.organization.as_ref()),
            organization: shown.organization,
            username: shown.username,
            inviter: shown.inviter,
            error: shown.error,
            sends_by: shown.sends_by,
            offers_code: shown.offers_code,
            sign_up,
            reset_password,
            asks_identifier: shown.asks_identifier,
            providers: shown.providers,
            passkey: shown.passkey,
            languages: shown.languages,
            state,
        }
    }

    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = match self.error {
            Some(_) => StatusCode::BAD_REQUEST,
            None => StatusCode::OK,
        };
        html(status, &PagePolicy::form().with_script(), self)
    }

    fn screen_name(&self) -> &'static str {
        match self.page {
            Page::Identifier => "login-id",
            Page::Password => "login-password",
            _ => "login",
        }
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        address(self.page, &self.state)
    }

    /// Where the identifier is changed, if it has been asked for already.
    fn edit(&self) -> Option<String> {
        let is_known = self.page == Page::Password;
        is_known.then(|| address(Page::Identifier, &self.state))
    }

    /// The text key of the identifier's label, and what keyboards are for it.
    fn identifier(&self) -> (&'static str, &'static str) {
        match self.sends_by {
            Some(Channel::Email) => ("emailPlaceholder", "email"),
            Some(Channel::Sms) => ("phonePlaceholder", "tel"),
            None => ("usernamePlaceholder", "email"),
        }
    }

    fn asks_password(&self) -> bool {
        self.page != Page::Identifier
    }

    /// The text keys of what stands above the form.
    fn lead(&self) -> (&'static str, &'static str) {
        lead(self.inviter.is_some())
    }

    fn page_error(&self) -> Option<&'static str> {
        self.error_at(Field::Page)
    }

    fn username_error(&self) -> Option<&'static str> {
        self.error_at(Field::Username)
    }

    fn password_error(&self) -> Option<&'static str> {
        self.error_at(Field::Password)
    }

    /// The error's text key, if it is about that.
    fn error_at(&self, field: Field) -> Option<&'static str> {
        let error = self.error.filter(|error| error.field == field);
        error.map(|error| error.key)
    }

    /// The id of the error, by which suites written for Auth0's pages find it.
    fn error_id(&self) -> Option<&'static str> {
        let error = self.error?;
        Some(match error.field {
            Field::Username => "error-element-username",
            Field::Password => "error-element-password",
            Field::Page => "prompt-alert",
        })
    }
}

/// The text keys of title and description: an invitation has its own.
pub(super) fn lead(is_invited: bool) -> (&'static str, &'static str) {
    match is_invited {
        true => ("invitationTitle", "invitationDescription"),
        false => ("title", "description"),
    }
}

/// An application's logo takes the place of the tenant's, but not of an organization's.
pub(super) fn application_logo(
    own: Option<&str>,
    organization: Option<&ShownOrganization>,
) -> Option<OutsideFile> {
    let has_logo = organization.is_some_and(|of| of.branding.logo_url.is_some());
    own.filter(|_| !has_logo).and_then(OutsideFile::parse)
}

/// The screen with the organization of the login, and who invites to it.
pub(super) fn addressed(
    screen: Screen,
    organization: Option<&ShownOrganization>,
    inviter: Option<&String>,
) -> Screen {
    let screen = match organization {
        Some(organization) => screen
            .with("companyName", organization.name.as_str())
            .with("organizationName", organization.name.as_str())
            .of_organization(organization),
        None => screen,
    };
    match inviter {
        Some(name) => screen.with("inviterName", name.as_str()),
        None => screen,
    }
}

impl HostedPage for LoginForm {
    fn screen(&self) -> Screen {
        let screen = Screen::new(self.screen_name())
            .with("clientName", self.client_name.as_str())
            .read_in(&self.languages);
        addressed(screen, self.organization.as_ref(), self.inviter.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::pages::look::Look;

    #[test]
    fn a_failed_attempt_is_told_to_eyes_and_ears() {
        let page = |error: Option<Field>| {
            let shown = LoginPage {
                page: Page::Login,
                client_name: "Photos".to_owned(),
                logo_uri: None,
                organization: None,
                username: "ann@example.com".to_owned(),
                inviter: None,
                error: error.map(|field| LoginError {
                    key: "wrong-credentials",
                    field,
                }),
                sends_by: None,
                offers_code: false,
                offers_sign_up: true,
                resets_for: Some("Users & more".to_owned()),
                asks_identifier: true,
                providers: vec![],
                passkey: None,
                languages: Preferences::default(),
            };
            LoginForm::new(shown, "abc".to_owned())
        };
        let body = |page: &LoginForm| Look::plain(page.screen(), Default::default()).render(page);
        assert_eq!(page(None).response().status(), StatusCode::OK);
        let good = body(&page(None)).unwrap();
        assert!(!good.contains("role=\"alert\"") && !good.contains("aria-invalid"));
        for link in [
            "href=\"/u/signup?state=abc\"",
            "href=\"/u/login/password-reset-start/Users%20%26%20more?state=abc\"",
        ] {
            assert!(good.contains(link), "{good}");
        }
        for (field, id) in [
            (Field::Username, "error-element-username"),
            (Field::Password, "error-element-password"),
            (Field::Page, "prompt-alert"),
        ] {
            let failed = page(Some(field));
            let body = body(&failed).unwrap();
            assert_eq!(failed.response().status(), StatusCode::BAD_REQUEST);
            let alert = format!("id=\"{id}\" role=\"alert\">Wrong email or password.<");
            assert!(body.contains(&alert), "{body}");
            assert_eq!(body.matches("aria-invalid=\"true\"").count(), 2);
            let described = format!("aria-describedby=\"{id}\"");
            assert_eq!(body.matches(&described).count(), 2);
            assert!(body.contains("<title>Error: Sign in"), "{body}");
        }
    }
}
