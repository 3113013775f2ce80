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

fn screens() -> [FactorScreen; 12] {
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
        FactorScreen::SmsEnrollment,
        FactorScreen::SmsChallenge {
            number: "XXXXXXX0100".to_owned(),
            is_new: true,
        },
        FactorScreen::SmsChallenge {
            number: "XXXXXXX0100".to_owned(),
            is_new: false,
        },
        FactorScreen::EnrollmentOptions {
            factors: vec![Factor::Otp, Factor::Sms],
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
    let phone = "name=\"phone\"";
    let expected: [(&str, &[&str], &[&str]); 12] = [
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
        (
            "mfa-sms-enrollment",
            &[phone],
            &["default", "pick-authenticator"],
        ),
        (
            "mfa-sms-challenge",
            &[code],
            &["default", "resend-code", "pick-sms", "pick-authenticator"],
        ),
        (
            "mfa-sms-challenge",
            &[code, remember],
            &["default", "resend-code", "pick-authenticator"],
        ),
        (
            "mfa-begin-enroll-options",
            &[],
            &["otp", "sms", "back-action"],
        ),
    ];
    for (screen, (name, fields, actions)) in screens().into_iter().zip(expected) {
        let page = page(screen, None);
        let body = body(&page);
        assert!(body.contains(&format!("<main class=\"card _widget {name}\">")));
        assert!(body.contains(&format!("action=\"/u/{name}?state=abc\"")));
        for field in [code, remember, saved, phone] {
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
        (8, "no-phone", "error-element-phone"),
        (8, "invalid-phone", "error-element-phone"),
        (8, "invalid-phone-format", "error-element-phone"),
        (8, "too-many-sms", "prompt-alert"),
        (8, "send-sms-failed", "prompt-alert"),
        (9, "too-many-sms", "prompt-alert"),
        (10, "send-sms-failed", "prompt-alert"),
    ] {
        let page = page(screens()[screen].clone(), Some(error));
        let body = body(&page);
        assert!(body.contains("<title>Error: "), "{error}: {body}");
        let alert = format!("id=\"{id}\" role=\"alert\">");
        assert_eq!(body.matches(&alert).count(), 1, "{error}: {body}");
        assert_eq!(body.matches("role=\"alert\"").count(), 1, "{error}");
        let tied = format!("aria-invalid=\"true\" aria-describedby=\"{id}");
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
        (9, "invalid-otp-code-format"),
        (10, "invalid-otp-code-format"),
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
