//! The pages of a second factor: an app to be added, codes to be typed or kept, and the factors to choose from.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

use super::login::{addressed, application_logo};
use super::look::Screen;
use super::outside_file::OutsideFile;
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::domain::guardian::Factor;
use crate::flows::sign_in::factor_page::{FactorPage, FactorScreen};
use crate::flows::sign_in::reply::Page;
use crate::http::page_address::{address, path};

/// One of them. Its form is posted to its own address.
#[derive(Template)]
#[template(path = "factor.html")]
pub struct FactorFormPage {
    shown: FactorPage,
    /// The application's logo.
    logo: Option<OutsideFile>,
    /// The key of a new app, as the address of a picture.
    qr_code: Option<String>,
    action: String,
    /// The handle of the login transaction.
    state: String,
}

impl FactorFormPage {
    /// The page of a transaction.
    pub fn new(shown: FactorPage, state: String) -> Self {
        Self {
            logo: application_logo(shown.logo_uri.as_deref(), shown.organization.as_ref()),
            qr_code: match &shown.screen {
                FactorScreen::OtpEnrollmentQr { uri } => qr_code(uri),
                _ => None,
            },
            action: address(shown.screen.page(), &state),
            shown,
            state,
        }
    }

    /// 200, or 400 when there is an error to show.
    pub fn response(self) -> Response {
        let status = match self.shown.error {
            Some(_) => StatusCode::BAD_REQUEST,
            None => StatusCode::OK,
        };
        html(status, &PagePolicy::form().with_script(), self)
    }

    /// The screen's name, which is also the last part of most addresses.
    fn name(&self) -> &'static str {
        match self.shown.screen.page() {
            Page::SecurityKeyEnrollment => "mfa-webauthn-roaming-enrollment",
            Page::SecurityKeyChallenge => "mfa-webauthn-roaming-challenge",
            page => path(page).trim_start_matches("/u/"),
        }
    }

    /// What the script asks of the authenticator.
    fn ceremony(&self) -> &'static str {
        match self.shown.screen.page() {
            Page::SecurityKeyEnrollment | Page::DeviceEnrollment => "create",
            _ => "get",
        }
    }

    /// Whether the page has instructions for a security key.
    fn instructs(&self) -> bool {
        self.shown.screen.page() == Page::SecurityKeyEnrollment
    }

    /// The text keys of title and description.
    fn lead(&self) -> (&'static str, &'static str) {
        ("title", "description")
    }

    /// Whether the user adds an app, and has more to do than to type a code.
    fn enrolls(&self) -> bool {
        matches!(
            self.shown.screen,
            FactorScreen::OtpEnrollmentQr { .. }
                | FactorScreen::OtpEnrollmentCode { .. }
                | FactorScreen::Webauthn {
                    page: Page::SecurityKeyEnrollment | Page::DeviceEnrollment,
                    ..
                }
        )
    }

    /// Whether the code is a number, and used only once.
    fn is_number(&self) -> bool {
        !matches!(self.shown.screen, FactorScreen::RecoveryCodeChallenge)
    }

    /// Whether the code was sent, and can be sent again.
    fn is_sent(&self) -> bool {
        matches!(
            self.shown.screen,
            FactorScreen::EmailChallenge { .. } | FactorScreen::SmsChallenge { .. }
        )
    }

    /// Whether it was sent to a number that is being enrolled, and another one can be typed.
    fn is_new_number(&self) -> bool {
        matches!(
            self.shown.screen,
            FactorScreen::SmsChallenge { is_new: true, .. }
        )
    }

    fn is_resent(&self) -> bool {
        self.is_sent() && self.shown.is_resent
    }

    /// Whether the user has to say that the recovery code is written down.
    fn asks_whether_saved(&self) -> bool {
        matches!(
            self.shown.screen,
            FactorScreen::RecoveryCodeEnrollment { .. }
        )
    }

    /// Whether the browser may be remembered: not with a recovery code, which stands in for something lost.
    fn may_remember(&self) -> bool {
        self.shown.may_remember && !self.enrolls() && !self.is_new_number() && self.is_number()
    }

    /// The text key of an error about the code.
    fn code_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Code)
    }

    /// The text key of an error about the number of a phone.
    fn phone_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Phone)
    }

    /// The text key of an error about the box below a recovery code.
    fn saved_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Saved)
    }

    /// The text key of an error about the name of a security key.
    fn name_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Name)
    }

    /// The text key of any other.
    fn page_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Page)
    }
}

impl HostedPage for FactorFormPage {
    fn screen(&self) -> Screen {
        let screen = Screen::new(self.name())
            .with("clientName", self.shown.client_name.as_str())
            .read_in(&self.shown.languages);
        let screen = match &self.shown.screen {
            FactorScreen::EmailChallenge { email } => screen.with("email", email.as_str()),
            FactorScreen::SmsChallenge { number, .. } => {
                screen.with("phoneNumber", number.as_str())
            }
            _ => screen,
        };
        addressed(screen, self.shown.organization.as_ref(), None)
    }
}

/// Where an error stands.
#[derive(PartialEq)]
enum Place {
    Code,
    Phone,
    Saved,
    Name,
    Page,
}

fn place(error: &str) -> Place {
    match error {
        "invalid-code"
        | "invalid-code-format"
        | "invalid-otp-code-format"
        | "no-code"
        | "transaction-not-found" => Place::Code,
        "no-phone" | "invalid-phone" | "invalid-phone-format" => Place::Phone,
        "no-confirmation" => Place::Saved,
        "no-nickname" | "nickname-too-long" => Place::Name,
        _ => Place::Page,
    }
}

/// The text key of a factor's name.
fn text_key(factor: &Factor) -> &'static str {
    match factor {
        Factor::Sms => "authenticatorNamesSMS",
        Factor::PushNotification => "authenticatorNamesPushNotification",
        Factor::Otp => "authenticatorNamesOTP",
        Factor::Email => "authenticatorNamesEmail",
        Factor::Duo => "authenticatorNamesDUO",
        Factor::WebauthnRoaming => "authenticatorNamesWebauthnRoaming",
        Factor::WebauthnPlatform => "authenticatorNamesWebauthnPlatform",
        Factor::RecoveryCode => "authenticatorNamesRecoveryCode",
    }
}

/// A key as it is easy to type: in groups of four. Apps pass over the blanks.
fn grouped(key: &str) -> String {
    let letters = key.chars().filter(|c| !c.is_whitespace());
    let mut grouped = String::new();
    for (at, letter) in letters.enumerate() {
        if at > 0 && at % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(letter);
    }
    grouped
}

/// A QR code as the address of a picture; `None` for more text than one can hold, when the key has to be typed.
fn qr_code(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let picture = SvgBuilder::default().to_str(&code);
    let picture = STANDARD.encode(picture);
    Some(format!("data:image/svg+xml;base64,{picture}"))
}

#[cfg(test)]
mod tests;
