//! The edge: the only room that knows HTTP. A handler reads its request, calls a flow, and chooses the face of the answer.

pub mod accounts;
pub mod address;
pub mod bearer;
pub mod body;
pub mod browser;
mod browser_request;
pub mod client_auth;
pub mod context;
pub mod cookies;
pub mod cors;
pub mod dbconnections;
pub mod enrollment;
pub mod executions;
pub mod faces;
pub mod form;
mod in_time;
pub mod layers;
pub mod login;
mod login_callback;
mod login_code;
pub mod mailbox;
pub mod management;
mod nowhere;
pub mod oauth;
pub mod operations;
mod page_address;
pub mod pages;
mod passkey_enrollment;
mod password_problem;
mod reply;
pub mod samlp;
pub mod second_factor;
pub mod serve;
pub mod tickets;
pub mod transfers;
pub mod wsfed;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{self, MethodFilter, MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::domain::passwordless::Channel;
use crate::flows::Ctx;
use crate::flows::sign_in::reply::Page;
use body::Body;
use oauth::{
    authorize, continuation, cross_origin, discovery, logout, mfa, par, passkey, passwordless,
    revoke, token, userinfo,
};

/// Longest time that a request may take, its page included: `in_time` ends the work behind it earlier.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The URLs of SAML and WS-Federation.
fn federation() -> Router<App> {
    let saml = get(samlp::get)
        .post(samlp::post)
        .on(MethodFilter::HEAD, authorize::head);
    let never_head = |route: MethodRouter<App>| route.on(MethodFilter::HEAD, authorize::head);
    let document = "FederationMetadata/2007-06/FederationMetadata.xml";
    Router::new()
        .route("/samlp/{client_id}", saml.clone())
        .route("/samlp/{client_id}/", saml.clone())
        .route("/samlp/{client_id}/logout", saml)
        .route("/samlp/metadata/{client_id}", get(samlp::metadata))
        .route("/wsfed", never_head(get(wsfed::of_realm)))
        .route("/wsfed/{client_id}", never_head(get(wsfed::of_client)))
        .route(
            &format!("/wsfed/{document}"),
            get(wsfed::federation_metadata),
        )
        .route(
            &format!("/wsfed/{{client_id}}/{document}"),
            get(wsfed::federation_metadata_of_client),
        )
}

/// The second factor of applications with pages of their own.
fn mfa_api() -> Router<App> {
    Router::new()
        .route("/mfa/challenge", post(mfa::post_challenge))
        .route("/mfa/associate", post(mfa::post_associate))
        .route("/mfa/authenticators", get(mfa::list))
        .route("/mfa/authenticators/{id}", routing::delete(mfa::delete))
}

/// The pages that ask who the user is.
fn login_pages() -> Router<App> {
    let pages = [Page::Login, Page::Identifier, Page::Password];
    pages.into_iter().fold(Router::new(), |router, page| {
        let show = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery| {
            login::login_page((ctx, headers, query), page)
        };
        let submit = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
            login::login((ctx, headers, query), body, page)
        };
        router.route(page_address::path(page), get(show).post(submit))
    })
}

/// The pages for a code that was sent in the place of a password.
fn code_pages() -> Router<App> {
    Channel::ALL
        .into_iter()
        .fold(Router::new(), |router, channel| {
            let show = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery| {
                login_code::page((ctx, headers, query), channel)
            };
            let submit =
                move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
                    login_code::submit((ctx, headers, query), body, channel)
                };
            let path = page_address::path(Page::of_code(channel));
            router.route(path, get(show).post(submit))
        })
}

/// The pages on which new users make their account.
fn sign_up_pages() -> Router<App> {
    let pages = [Page::SignUp, Page::SignUpIdentifier, Page::SignUpPassword];
    pages.into_iter().fold(Router::new(), |router, page| {
        let show = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery| {
            accounts::sign_up_page((ctx, headers, query), page)
        };
        let submit = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
            accounts::sign_up((ctx, headers, query), body, page)
        };
        router.route(page_address::path(page), get(show).post(submit))
    })
}

/// The pages of a second factor.
fn second_factor_pages() -> Router<App> {
    let pages = [
        Page::OtpEnrollmentQr,
        Page::OtpEnrollmentCode,
        Page::OtpChallenge,
        Page::FactorEmailChallenge,
        Page::SecurityKeyEnrollment,
        Page::SecurityKeyChallenge,
        Page::SecurityKeyName,
        Page::DeviceEnrollment,
        Page::DeviceChallenge,
        Page::SmsEnrollment,
        Page::SmsChallenge,
        Page::EnrollmentOptions,
        Page::RecoveryCodeEnrollment,
        Page::RecoveryCodeChallenge,
        Page::RecoveryCodeNew,
        Page::FactorOptions,
    ];
    pages.into_iter().fold(Router::new(), |router, page| {
        let show = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery| {
            second_factor::page((ctx, headers, query), page)
        };
        let submit = move |ctx: Ctx, headers: HeaderMap, RawQuery(query): RawQuery, body: Body| {
            second_factor::submit((ctx, headers, query), body, page)
        };
        router.route(page_address::path(page), get(show).post(submit))
    })
}

/// What `auth0.js` asks for on login pages of applications.
fn embedded_pages() -> Router<App> {
    let challenges = [
        "/usernamepassword/challenge",
        "/passwordless/challenge",
        "/dbconnections/signup/challenge",
        "/dbconnections/change_password/challenge",
    ];
    let login = Router::new().route("/co/authenticate", post(cross_origin::post));
    challenges.into_iter().fold(login, |router, path| {
        router.route(path, post(cross_origin::post_challenge))
    })
}

/// Every URL that the server answers.
pub fn router(app: App) -> Router {
    let test_clock = get(operations::clock)
        .put(operations::set_clock)
        .post(operations::advance_clock)
        .delete(operations::free_clock);
    let mailbox = get(mailbox::list).delete(mailbox::empty);
    let with_test_mode = |router: Router<App>| {
        if app.parts.settings.now().test_mode {
            router
                .route("/_footbridge/clock", test_clock)
                .route("/_footbridge/mailbox", mailbox)
                .route("/_footbridge/mailbox/{id}", get(mailbox::one))
        } else {
            router
        }
    };
    let routes = Router::new()
        .route("/", get(pages::welcome::get))
        .route("/favicon.ico", get(pages::assets::favicon))
        // OAuth 2 and OpenID Connect
        .route(
            "/authorize",
            get(authorize::get)
                .post(authorize::post)
                .on(MethodFilter::HEAD, authorize::head),
        )
        .route(
            "/authorize/resume",
            get(authorize::resumed).on(MethodFilter::HEAD, authorize::head),
        )
        .route(
            "/continue",
            get(continuation::get)
                .post(continuation::post)
                .on(MethodFilter::HEAD, authorize::head),
        )
        .route("/oauth/token", post(token::post))
        .route("/oauth/revoke", post(revoke::post))
        .route("/oauth/par", post(par::post))
        .merge(embedded_pages())
        .route("/passwordless/start", post(passwordless::post_start))
        .route("/otp/challenge", post(passwordless::post_challenge))
        .route(
            "/passwordless/verify_redirect",
            get(passwordless::verify_redirect).on(MethodFilter::HEAD, authorize::head),
        )
        .route("/passkey/register", post(passkey::register))
        .route("/passkey/challenge", post(passkey::challenge))
        .merge(mfa_api())
        .route("/userinfo", get(userinfo::any).post(userinfo::any))
        .route(
            "/.well-known/openid-configuration",
            get(discovery::configuration),
        )
        .route(
            "/.well-known/oauth-authorization-server",
            get(discovery::configuration),
        )
        .route("/.well-known/jwks.json", get(discovery::jwks))
        .route("/.well-known/assetlinks.json", get(discovery::asset_links))
        .route(
            "/.well-known/apple-app-site-association",
            get(discovery::apple_site_association),
        )
        // Where Apple's systems looked before.
        .route(
            "/apple-app-site-association",
            get(discovery::apple_site_association),
        )
        .route(
            "/v2/logout",
            get(logout::v2).on(MethodFilter::HEAD, authorize::head),
        )
        .route(
            "/oidc/logout",
            get(logout::oidc)
                .post(logout::oidc)
                .on(MethodFilter::HEAD, authorize::head),
        )
        .route("/oidc/logout/confirm", post(logout::confirm))
        // SAML 2.0 and WS-Federation
        .merge(federation())
        .route("/dbconnections/signup", post(dbconnections::sign_up))
        .route(
            "/dbconnections/change_password",
            post(dbconnections::change_password),
        )
        // Hosted pages
        .merge(login_pages())
        .merge(code_pages())
        .merge(sign_up_pages())
        .merge(second_factor_pages())
        .merge(enrollment::pages())
        .route(
            "/u/login/password-reset-start/{connection}",
            get(accounts::start_recovery),
        )
        .route(
            "/u/reset-password/request/{connection}",
            get(accounts::recovery_page).post(accounts::recover),
        )
        .route(
            page_address::path(Page::EmailChallenge),
            get(accounts::challenge_page).post(accounts::challenge),
        )
        .route(
            "/u/account-chooser",
            get(login::account_page).post(login::account),
        )
        .route(
            page_address::path(Page::PasskeyEnrollment),
            get(passkey_enrollment::page).post(passkey_enrollment::submit),
        )
        .route("/u/consent", get(login::consent_page).post(login::consent))
        .route("/u/confirm", get(login::confirm_page).post(login::confirm))
        .route("/u/{*page}", get(login::unknown))
        .route("/login", get(login::unknown))
        .route(
            "/login/callback",
            get(login_callback::get)
                .post(login_callback::post)
                .on(MethodFilter::HEAD, authorize::head),
        )
        .merge(tickets::pages())
        .route("/assets/{name}", get(pages::assets::get))
        .route("/assets/brand.css", get(pages::brand::get))
        .route(
            "/assets/organizations/{id}/brand.css",
            get(pages::brand::get_of_organization),
        )
        // Endpoints that Auth0 does not have
        .route("/healthz", get(operations::healthz))
        .route("/readyz", get(operations::readyz))
        .route("/metrics", get(operations::metrics))
        .route("/_footbridge/network", get(operations::network))
        .route("/_footbridge/executions/{id}", get(executions::one))
        .route("/_footbridge/transfers", get(transfers::list))
        .route("/_footbridge/transfers/{id}", get(transfers::one))
        .merge(management::router());
    let inner = with_test_mode(routes)
        .fallback(nowhere::path)
        .method_not_allowed_fallback(nowhere::method)
        .layer(from_fn(in_time::layer))
        .layer(from_fn_with_state(app.clone(), pages::render))
        .layer(DefaultBodyLimit::max(body::MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(from_fn_with_state(app.clone(), cors::share))
        .layer(from_fn_with_state(app.clone(), layers::host))
        .layer(from_fn(layers::observe))
        .with_state(app);
    // Rewriting has to come before routing, so it wraps the whole router.
    Router::new().fallback_service(tower::util::MapRequest::new(inner, layers::rewrite_path))
}
