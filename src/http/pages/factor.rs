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

    /// Whether the user is told what to do with a security key.
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
        matches!(self.shown.screen, FactorScreen::EmailChallenge { .. })
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
        self.shown.may_remember && !self.enrolls() && self.is_number()
    }

    /// The text key of an error about the code.
    fn code_error(&self) -> Option<&'static str> {
        self.shown.error.filter(|key| place(key) == Place::Code)
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
            _ => screen,
        };
        addressed(screen, self.shown.organization.as_ref(), None)
    }
}

/// Where an error stands.
#[derive(PartialEq)]
enum Place {
    Code,
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
mod tests {
    use super::*;
    use crate::http::pages::look::Look;
    use crate::texts::Preferences;

    fn page(screen: FactorScreen, error: Option<&'static str>) -> FactorFormPage {
        let shown = FactorPage {
            screen,
            client_name: "Photos".to_owned(),
            logo_uri: None,
            organization: None,
            may_remember: true,
            has_others: true,
            is_resent: true,
            error,
            languages: Preferences::default(),
        };
        FactorFormPage::new(shown, "abc".to_owned())
    }

    fn body(page: &FactorFormPage) -> String {
        let look = Look::plain(page.screen(), Default::default());
        look.render(page).unwrap()
    }

    fn screens() -> [FactorScreen; 8] {
        let code = || "ABCDEFGHJKLMNPQRSTUVWXYZ".to_owned();
        [
            FactorScreen::OtpEnrollmentQr {
                uri: "otpauth://totp/Example:ann?secret=JBSWY3DPEHPK3PXP".to_owned(),
            },
            FactorScreen::OtpEnrollmentCode {
                secret: "JBSWY3DPEHPK3PXPAB".to_owned(),
            },
            FactorScreen::OtpChallenge,
            FactorScreen::EmailChallenge {
                email: "an***@example.com".to_owned(),
            },
            FactorScreen::RecoveryCodeEnrollment { code: code() },
            FactorScreen::RecoveryCodeChallenge,
            FactorScreen::RecoveryCodeNew { code: code() },
            FactorScreen::Options {
                factors: vec![Factor::Otp, Factor::Email, Factor::RecoveryCode],
            },
        ]
    }

    /// The buttons of a page by their values, in the order in which they stand.
    fn buttons(body: &str) -> Vec<&str> {
        let values = body.split("name=\"action\" value=\"").skip(1);
        values.map(|rest| rest.split('"').next().unwrap()).collect()
    }

    #[test]
    fn each_screen_has_the_fields_and_buttons_of_auth0() {
        let code = "name=\"code\"";
        let remember = "name=\"rememberBrowser\" type=\"checkbox\" value=\"true\"";
        let saved = "name=\"saved\" type=\"checkbox\" value=\"on\"";
        let expected: [(&str, &[&str], &[&str]); 8] = [
            (
                "mfa-otp-enrollment-qr",
                &[code],
                &["toggle-view", "default", "pick-authenticator"],
            ),
            (
                "mfa-otp-enrollment-code",
                &[code],
                &["default", "pick-authenticator", "toggle-view"],
            ),
            (
                "mfa-otp-challenge",
                &[code, remember],
                &["default", "pick-authenticator"],
            ),
            (
                "mfa-email-challenge",
                &[code, remember],
                &["default", "resend-code", "pick-authenticator"],
            ),
            ("mfa-recovery-code-enrollment", &[saved], &["default"]),
            (
                "mfa-recovery-code-challenge",
                &[code],
                &["default", "pick-authenticator"],
            ),
            ("mfa-recovery-code-challenge-new-code", &[], &["default"]),
            (
                "mfa-login-options",
                &[],
                &["otp", "email", "recovery-code", "back-action"],
            ),
        ];
        for (screen, (name, fields, actions)) in screens().into_iter().zip(expected) {
            let page = page(screen, None);
            let body = body(&page);
            assert!(body.contains(&format!("<main class=\"card _widget {name}\">")));
            assert!(body.contains(&format!("action=\"/u/{name}?state=abc\"")));
            for field in [code, remember, saved] {
                let is_there = body.contains(field);
                assert_eq!(is_there, fields.contains(&field), "{name}: {field}");
            }
            assert_eq!(buttons(&body), actions, "{name}");
            assert_eq!(page.response().status(), StatusCode::OK);
        }
    }

    #[test]
    fn an_error_is_told_to_eyes_and_ears_where_it_belongs() {
        for (screen, error, id) in [
            (0, "no-code", "error-element-code"),
            (1, "transaction-not-found", "error-element-code"),
            (2, "invalid-code", "error-element-code"),
            (2, "ip-blocked", "prompt-alert"),
            (3, "invalid-otp-code-format", "error-element-code"),
            (3, "too-many-email", "prompt-alert"),
            (4, "no-confirmation", "error-element-saved"),
            (5, "invalid-code-format", "error-element-code"),
            (5, "too-many-failures", "prompt-alert"),
            (7, "authenticator-error", "prompt-alert"),
        ] {
            let page = page(screens()[screen].clone(), Some(error));
            let body = body(&page);
            assert!(body.contains("<title>Error: "), "{error}: {body}");
            let alert = format!("id=\"{id}\" role=\"alert\">");
            assert_eq!(body.matches(&alert).count(), 1, "{error}: {body}");
            assert_eq!(body.matches("role=\"alert\"").count(), 1, "{error}");
            let tied = format!("aria-invalid=\"true\" aria-describedby=\"{id}\"");
            let is_tied = body.contains(&tied);
            assert_eq!(is_tied, id != "prompt-alert", "{error}");
            assert_eq!(page.response().status(), StatusCode::BAD_REQUEST);
        }
    }

    /// The flow gives any of these where a code is typed.
    #[test]
    fn no_page_for_a_code_lacks_a_sentence() {
        let common = [
            "authenticator-error",
            "invalid-code",
            "ip-blocked",
            "no-code",
            "too-many-failures",
            "transaction-not-found",
        ];
        for (screen, format) in [
            (0, "invalid-otp-code-format"),
            (1, "invalid-otp-code-format"),
            (2, "invalid-otp-code-format"),
            (3, "invalid-otp-code-format"),
            (5, "invalid-code-format"),
        ] {
            for error in common.into_iter().chain([format]) {
                let page = page(screens()[screen].clone(), Some(error));
                assert!(body(&page).contains("role=\"alert\""), "{error}");
            }
        }
    }

    #[test]
    fn a_key_is_shown_as_a_picture_or_in_groups_of_four() {
        let [as_picture, to_type, ..] = screens().map(|screen| body(&page(screen, None)));
        let src = "<img class=\"qr-code\" src=\"data:image/svg+xml;base64,";
        let picture = as_picture.split(src).nth(1).unwrap();
        let picture = STANDARD.decode(picture.split('"').next().unwrap());
        let picture = String::from_utf8(picture.unwrap()).unwrap();
        assert!(picture.starts_with("<svg "), "{picture}");
        assert!(!as_picture.contains("JBSW"), "{as_picture}");
        assert!(to_type.contains(">JBSW Y3DP EHPK 3PXP AB</code>"));
        assert_eq!(qr_code(&"x".repeat(3000)), None);
    }

    #[test]
    fn who_cannot_be_remembered_or_choose_is_not_asked_to() {
        for screen in screens() {
            let mut page = page(screen, None);
            page.shown.may_remember = false;
            page.shown.has_others = false;
            page.shown.is_resent = false;
            let body = body(&page);
            for part in [
                "rememberBrowser",
                "pick-authenticator",
                "<p role=\"status\">",
            ] {
                assert!(!body.contains(part), "{}: {part}", page.name());
            }
        }
    }
}
