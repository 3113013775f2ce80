//! No page lets a value become markup.

mod payloads;
mod rules;

use payloads::PAYLOADS;

use super::*;
use crate::domain::branding::Branding;
use crate::domain::connection::PasskeyUi;
use crate::domain::guardian::Factor;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::theme::Looks;
use crate::flows::login_route::LoginRoute;
use crate::flows::sign_in::account::AccountQuestion;
use crate::flows::sign_in::challenge_page::{ChallengePage, LeadsTo};
use crate::flows::sign_in::factor_page::{FactorPage, FactorScreen};
use crate::flows::sign_in::login::LoginPage;
use crate::flows::sign_in::login_error::{Field, LoginError};
use crate::flows::sign_in::organization::ShownOrganization;
use crate::flows::sign_in::passkey_enrollment::{EnrollmentError, EnrollmentPage, Offer};
use crate::flows::sign_in::passkey_offer::PasskeyOffer;
use crate::flows::sign_in::passwordless::CodeError;
use crate::flows::sign_in::recovery::RecoveryPage;
use crate::flows::sign_in::reply::Page as SignInPage;
use crate::flows::sign_in::sign_up::SignUpPage;
use crate::flows::sign_in::sign_up_error::{SignUpError, SignUpField};
use crate::flows::sign_in::upstream::ProviderButton;
use crate::texts::Preferences;

/// Every page with `value` in all its string fields.
fn pages(value: &str) -> Vec<(&'static str, String)> {
    let text = || value.to_owned();
    // If a field is an address, the value is a part of one.
    let address = format!("https://app.example/{value}");
    let callback =
        WebOrigin::of(&address).map_or("https://app.example/".to_owned(), |_| address.clone());
    let scope = |description| RequestedScope::new(text(), description);
    let organization = ShownOrganization {
        name: text(),
        ..ShownOrganization::default()
    };
    let organization = || Some(organization.clone());
    let login = |page, field: Option<Field>| {
        let shown = LoginPage {
            page,
            client_name: text(),
            logo_uri: Some(address.clone()),
            organization: organization(),
            username: text(),
            inviter: (page != SignInPage::Identifier).then(text),
            error: field.map(|field| LoginError {
                key: "wrong-credentials",
                field,
            }),
            sends_by: None,
            offers_code: page == SignInPage::Password,
            offers_sign_up: true,
            resets_for: Some(text()),
            asks_identifier: true,
            providers: vec![ProviderButton {
                connection: text(),
                strategy: "oidc",
                label: text(),
            }],
            passkey: (page == SignInPage::Identifier).then(|| PasskeyOffer {
                options: serde_json::json!({ "rpId": text() }),
                ui: PasskeyUi::Both,
            }),
            languages: Preferences::default(),
        };
        LoginForm::new(shown, text())
    };
    let policy = || PasswordPolicy::of(&serde_json::Map::new());
    let reset = |error| ResetPassword::new((text(), error), policy(), text());
    let sign_up = |page, error| {
        let shown = SignUpPage {
            page,
            client_name: text(),
            logo_uri: Some(address.clone()),
            email: text(),
            username: text(),
            asks_username: true,
            inviter: (page == SignInPage::SignUp).then(text),
            organization: organization(),
            policy: policy(),
            error: Some(error),
            languages: Preferences::default(),
        };
        SignUpFormPage::new(shown, text())
    };
    let wrong_username = || SignUpError::Key("no-username", SignUpField::Username);
    let recovery = |is_sent| {
        let shown = RecoveryPage {
            client_name: text(),
            connection: text(),
            username: text(),
            error: None,
            is_sent,
            by_code: true,
            languages: Preferences::default(),
        };
        RecoveryFormPage::new(shown, text())
    };
    let challenge = |error, leads_to| {
        let shown = ChallengePage {
            client_name: text(),
            logo_uri: Some(address.clone()),
            organization: None,
            email: text(),
            leads_to,
            is_resent: true,
            error: Some(error),
            languages: Preferences::default(),
        };
        ChallengeForm::new(shown, text())
    };
    let code = CodeFormPage::sample(value, &address);
    let factor = |screen, error| {
        let page = FactorPage {
            screen,
            client_name: text(),
            logo_uri: Some(address.clone()),
            organization: organization(),
            may_remember: true,
            has_others: true,
            is_resent: true,
            error,
            languages: Preferences::default(),
        };
        shown(&FactorFormPage::new(page, text()), &address)
    };
    let by_email = || FactorScreen::EmailChallenge { email: text() };
    let redeem = Redeem {
        screen: "redeem-ticket",
        description: "descriptionEmail",
        email: text(),
        action: text(),
    };
    let passkey_enrollment = |offer, error| {
        let shown = EnrollmentPage {
            offer,
            client_name: text(),
            options: serde_json::json!({ "user": { "name": text() } }),
            error: Some(error),
            languages: Preferences::default(),
        };
        PasskeyEnrollment::new(shown, text())
    };
    let consent = Consent {
        client_name: text(),
        user: text(),
        scopes: vec![scope(None), scope(Some(text()))],
        languages: Preferences::default(),
        state: text(),
    };
    let account_chooser = AccountChooser {
        question: AccountQuestion {
            client_name: text(),
            user: text(),
            languages: Preferences::default(),
        },
        state: text(),
    };
    let confirm = ConfirmCallback {
        client_name: text(),
        destination: text(),
        languages: Preferences::default(),
        state: text(),
    };
    let error = ErrorPage {
        status: StatusCode::BAD_REQUEST,
        code: text(),
        description: text(),
        tracking: text(),
    };
    let form_post = FormPost::new(
        callback,
        vec![(text(), text()), ("state".to_owned(), text())],
    );
    let route = || LoginRoute {
        name: text(),
        url: address.clone(),
    };
    let notice = Notice::of_new_password().with(Some(route()));
    let entry = |link| MailboxEntry {
        id: text(),
        to: text(),
        from: text(),
        subject: text(),
        created_at: text(),
        link,
        code: Some(text()),
        text: text(),
    };
    let mailbox = Mailbox {
        entries: vec![entry(Some(address.clone())), entry(None)],
    };
    let message = serde_json::Map::from_iter([(text(), text().into())]);
    let web_message = WebMessage::new(WebOrigin::of("https://app.example").unwrap(), message);
    vec![
        ("login", shown(&login(SignInPage::Login, None), &address)),
        (
            "login with an error",
            shown(&login(SignInPage::Login, Some(Field::Password)), &address),
        ),
        (
            "login-id",
            shown(
                &login(SignInPage::Identifier, Some(Field::Username)),
                &address,
            ),
        ),
        (
            "login-password",
            shown(&login(SignInPage::Password, Some(Field::Page)), &address),
        ),
        ("code", shown(&code, &address)),
        ("account_chooser", shown(&account_chooser, &address)),
        ("consent", shown(&consent, &address)),
        (
            "passkey enrollment",
            shown(
                &passkey_enrollment(Offer::Login, EnrollmentError::Key("invalid-passkey")),
                &address,
            ),
        ),
        (
            "passkey sign-up",
            shown(
                &passkey_enrollment(Offer::SignUp, EnrollmentError::Sentence(text())),
                &address,
            ),
        ),
        ("confirm_callback", shown(&confirm, &address)),
        ("error", shown(&error, &address)),
        ("form_post", shown(&form_post.unwrap(), &address)),
        ("web_message", shown(&web_message, &address)),
        (
            "logout_confirm",
            shown(&LogoutConfirm { state: text() }, &address),
        ),
        ("reset_password", shown(&reset(None), &address)),
        (
            "reset_password with an error",
            shown(&reset(Some("password-too-weak")), &address),
        ),
        (
            "sign_up with an error",
            shown(&sign_up(SignInPage::SignUp, wrong_username()), &address),
        ),
        (
            "signup-id with an error",
            shown(
                &sign_up(SignInPage::SignUpIdentifier, wrong_username()),
                &address,
            ),
        ),
        (
            "signup-password with an Action's sentence",
            shown(
                &sign_up(SignInPage::SignUpPassword, SignUpError::Sentence(text())),
                &address,
            ),
        ),
        ("recovery", shown(&recovery(false), &address)),
        ("recovery, sent", shown(&recovery(true), &address)),
        (
            "email-identifier-challenge",
            shown(
                &challenge(CodeError::Key("invalid-code"), LeadsTo::NewAccount),
                &address,
            ),
        ),
        (
            "email-identifier-challenge of a recovery",
            shown(
                &challenge(CodeError::Key("too-many-otps"), LeadsTo::NewPassword),
                &address,
            ),
        ),
        (
            "email-identifier-challenge of a login",
            shown(
                &challenge(
                    CodeError::Sentence(text()),
                    LeadsTo::Login {
                        offers_password: true,
                    },
                ),
                &address,
            ),
        ),
        (
            "mfa-otp-enrollment-qr",
            factor(FactorScreen::OtpEnrollmentQr { uri: text() }, None),
        ),
        (
            "mfa-otp-enrollment-code",
            factor(FactorScreen::OtpEnrollmentCode { secret: text() }, None),
        ),
        (
            "mfa-otp-challenge",
            factor(FactorScreen::OtpChallenge, Some("ip-blocked")),
        ),
        (
            "mfa-email-challenge",
            factor(by_email(), Some("invalid-code")),
        ),
        (
            "mfa-sms-enrollment",
            factor(FactorScreen::SmsEnrollment, Some("invalid-phone")),
        ),
        (
            "mfa-sms-challenge",
            factor(
                FactorScreen::SmsChallenge {
                    number: text(),
                    is_new: true,
                },
                Some("too-many-sms"),
            ),
        ),
        (
            "mfa-begin-enroll-options",
            factor(
                FactorScreen::EnrollmentOptions {
                    factors: Factor::ALL.to_vec(),
                },
                None,
            ),
        ),
        (
            "mfa-recovery-code-enrollment",
            factor(
                FactorScreen::RecoveryCodeEnrollment { code: text() },
                Some("no-confirmation"),
            ),
        ),
        (
            "mfa-recovery-code-challenge",
            factor(FactorScreen::RecoveryCodeChallenge, None),
        ),
        (
            "mfa-recovery-code-challenge-new-code",
            factor(FactorScreen::RecoveryCodeNew { code: text() }, None),
        ),
        (
            "mfa-webauthn-roaming-challenge",
            factor(
                FactorScreen::Webauthn {
                    page: SignInPage::SecurityKeyChallenge,
                    options: serde_json::json!({ "rpId": text() }),
                    is_offer: false,
                },
                Some("webauthn-challenge-error"),
            ),
        ),
        (
            "mfa-login-options",
            factor(
                FactorScreen::Options {
                    factors: Factor::ALL.to_vec(),
                },
                None,
            ),
        ),
        ("redeem", shown(&redeem, &address)),
        ("notice", shown(&notice, &address)),
        (
            "lost",
            shown(
                &Lost {
                    back: Some(route()),
                },
                &address,
            ),
        ),
        ("mailbox", shown(&mailbox, &address)),
        ("logged_out", shown(&LoggedOutPage, &address)),
    ]
}

/// A page in the look of a tenant whose logo and icon have that address.
fn shown(page: &impl HostedPage, address: &str) -> String {
    let branding = Branding {
        logo_url: Some(address.to_owned()),
        favicon_url: Some(address.to_owned()),
        ..Branding::default()
    };
    let looks = Looks {
        branding,
        ..Looks::default()
    };
    let look = Look::plain(page.screen(), Brand::of(&looks, None));
    look.render(page).unwrap()
}

/// All that a page's structure can be made of: if no value adds to it, no value has become markup.
fn structure(page: &str) -> String {
    page.chars()
        .filter(|c| matches!(c, '<' | '>' | '"' | '\''))
        .collect()
}

#[test]
fn no_value_changes_the_structure_of_a_page() {
    let harmless = pages("value");
    for payload in PAYLOADS {
        for ((name, page), (_, plain)) in pages(payload).into_iter().zip(&harmless) {
            assert_eq!(structure(&page), structure(plain), "{name}: {payload:?}");
        }
    }
}

/// A value must arrive whole as well: cutting it would hide what the user is asked about.
#[test]
fn a_value_is_shown_as_it_was_given() {
    let name = "Tom & Jerry's <app>";
    let shown = "Tom &#38; Jerry&#39;s &#60;app&#62;";
    for (page, body) in pages(name) {
        assert!(
            page == "logged_out" || body.contains(shown),
            "{page}: {body}"
        );
    }
}

#[test]
fn the_message_of_a_web_message_page_survives_escaping() {
    let response = serde_json::json!({ "code": "a\"b'c</p>", "state": "&quot;\u{2028}" });
    let target = WebOrigin::of("https://app.example").unwrap();
    let page = WebMessage::new(target, response.as_object().unwrap().clone());
    let page = shown(&page, "https://app.example/");
    let escaped = page
        .split("data-response=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let read = ["&#34;:\"", "&#39;:'", "&#60;:<", "&#62;:>", "&#38;:&"]
        .iter()
        .fold(escaped.to_owned(), |text, pair| {
            let (entity, character) = pair.split_once(':').unwrap();
            text.replace(entity, character)
        });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&read).unwrap(),
        response
    );
}
