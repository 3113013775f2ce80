//! A browser's cookies, and the kind of its request.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::cookies::{Cookie, Cookies, SameSite, SetCookie, host_cookie_name};
use crate::domain::digest::digest;
use crate::domain::session::CookieMode;
use crate::flows::sign_in::browser::{Browser, TransferCookie};
use crate::flows::{Answer, Ctx};

const SESSION: &str = "auth0";
/// The cookie of a browser in which no second factor is asked for.
const REMEMBERED: &str = "auth0-mf";
/// The cookie of a browser whose device is not to be offered as a second factor.
const DECLINED: &str = "auth0-mf-device";
/// The cookie of a browser whose user does not want a passkey for a while.
const PASSKEY_PUT_OFF: &str = "auth0_passkey_later";
/// The prefix of the cookies that bind transactions to a browser.
const BINDING: &str = "auth0_login";
/// For how long a passkey is not offered again.
const PASSKEY_PUT_OFF_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long a browser is remembered at most.
const REMEMBERED_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The kind of a browser's request. Only a navigation of the top-level window may redeem a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation {
    /// The user navigates; clients without Fetch metadata count as this.
    TopLevel,
    /// A prefetch or prerender.
    Prefetch,
    /// A frame, an image, a script.
    Embedded,
}

impl Navigation {
    /// Reads the Fetch metadata headers (W3C Fetch Metadata §2) and the ways in which browsers announce prefetches.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name: &str| {
            headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .map(str::to_ascii_lowercase)
        };
        let speculative = headers.contains_key("sec-purpose")
            || ["purpose", "x-purpose", "x-moz"]
                .iter()
                .any(|n| text(n).is_some_and(|v| v.contains("prefetch") || v.contains("preview")));
        if speculative {
            return Self::Prefetch;
        }
        let is = |name: &str, value: &str| text(name).is_none_or(|v| v == value);
        if is("sec-fetch-dest", "document") && is("sec-fetch-mode", "navigate") {
            Self::TopLevel
        } else {
            Self::Embedded
        }
    }
}

/// The browser's cookies that flows read.
pub fn browser(ctx: &Ctx, headers: &HeaderMap) -> Browser {
    of_cookies(ctx, &Cookies::parse(headers))
}

/// The same for cookies that have been read already.
pub fn of_cookies(ctx: &Ctx, cookies: &Cookies) -> Browser {
    let https = ctx.origin.is_https();
    let one = |name: &str| match cookies.get(&host_cookie_name(name, https)) {
        Cookie::One(value) => Some(value.to_owned()),
        Cookie::Absent | Cookie::Conflicting => None,
    };
    let binding = host_cookie_name(BINDING, https);
    let bindings = cookies.beginning_with(&binding);
    Browser {
        session: one(SESSION),
        remembered: one(REMEMBERED),
        declines_device: one(DECLINED).is_some(),
        puts_off_passkey: one(PASSKEY_PUT_OFF).is_some(),
        bindings: bindings.map(str::to_owned).collect(),
        is_embedded: false,
        transfers: Vec::new(),
    }
}

/// The value of the transfer cookie, under one of these names; two different values are a contradiction.
pub fn transfer_cookie<'c>(cookies: &'c Cookies, names: &[&str]) -> TransferCookie<'c> {
    names.iter().fold(TransferCookie::Absent, |offer, name| {
        match (offer, cookies.get(name)) {
            (offer, Cookie::Absent) => offer,
            (TransferCookie::Absent, Cookie::One(value)) => TransferCookie::One(value),
            (TransferCookie::One(known), Cookie::One(value)) if known == value => offer,
            _ => TransferCookie::Conflicting,
        }
    })
}

/// Ends a transfer cookie wherever a native app may have set it.
pub fn clear_transfer_cookie(ctx: &Ctx, response: &mut Response, name: &str) {
    let cookie = cookie(ctx, name.to_owned(), String::new(), None);
    for cleared in cookie.clearing(ctx.origin.host()) {
        append(response, &cleared);
    }
}

/// Sets the session cookie: until the browser closes, or for the session's lifetime, as an Action or the tenant sets it.
pub async fn set_session(
    ctx: &Ctx,
    response: &mut Response,
    (value, mode): (String, Option<CookieMode>),
) -> Answer<()> {
    let tenant = ctx.store.tenant().await?;
    let mode = mode.unwrap_or(tenant.cookie_mode());
    let persists = mode == CookieMode::Persistent;
    let max_age = persists.then(|| tenant.session_lifetimes().absolute);
    append(
        response,
        &cookie(
            ctx,
            host_cookie_name(SESSION, ctx.origin.is_https()),
            value,
            max_age,
        ),
    );
    Ok(())
}

/// Ends the session cookie.
pub fn clear_session(ctx: &Ctx, response: &mut Response) {
    let name = host_cookie_name(SESSION, ctx.origin.is_https());
    append(
        response,
        &cookie(ctx, name, String::new(), Some(Duration::ZERO)),
    );
}

/// Sets the cookie of a browser that is remembered.
pub fn set_remembered(ctx: &Ctx, response: &mut Response, value: String) {
    let name = host_cookie_name(REMEMBERED, ctx.origin.is_https());
    append(response, &cookie(ctx, name, value, Some(REMEMBERED_FOR)));
}

/// Sets the cookie of a browser whose device is not to be offered as a second factor.
pub fn set_declined(ctx: &Ctx, response: &mut Response, lasts: Duration) {
    let name = host_cookie_name(DECLINED, ctx.origin.is_https());
    append(response, &cookie(ctx, name, "1".to_owned(), Some(lasts)));
}

/// Sets the cookie of a browser whose user does not want a passkey for a while.
pub fn set_passkey_put_off(ctx: &Ctx, response: &mut Response) {
    let name = host_cookie_name(PASSKEY_PUT_OFF, ctx.origin.is_https());
    let value = "1".to_owned();
    append(
        response,
        &cookie(ctx, name, value, Some(PASSKEY_PUT_OFF_FOR)),
    );
}

/// Sets a cookie that binds a login transaction to this browser. Each has its own name, so that responses that arrive at
/// the same time do not overwrite each other's cookies.
pub fn set_binding(ctx: &Ctx, response: &mut Response, value: String) {
    let name = format!("{BINDING}_{}", &digest(&value)[..8]);
    let name = host_cookie_name(&name, ctx.origin.is_https());
    append(response, &cookie(ctx, name, value, None));
}

/// Silent authentication in frames needs `SameSite=None`, which browsers accept only over https.
fn cookie(ctx: &Ctx, name: String, value: String, max_age: Option<Duration>) -> SetCookie {
    let secure = ctx.origin.is_https();
    let same_site = if secure {
        SameSite::None
    } else {
        SameSite::Lax
    };
    SetCookie {
        name,
        value,
        max_age,
        secure,
        same_site,
        domain: None,
    }
}

fn append(response: &mut Response, cookie: &SetCookie) {
    match cookie.header() {
        Ok(value) => {
            response.headers_mut().append(header::SET_COOKIE, value);
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        Err(error) => tracing::error!(%error, name = cookie.name, "a cookie could not be written"),
    }
}

/// Whether a form may be posted from its origin (Fetch Metadata, then `Origin`). Pages are sent with `no-referrer`, so
/// browsers send the origin `null` with their forms; the cookie binds the form to the browser.
pub fn is_own_form(ctx: &Ctx, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            origin == "null" || origin == ctx.origin.as_str().trim_end_matches('/')
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn navigation(headers: &[(&'static str, &'static str)]) -> Navigation {
        let pairs = headers
            .iter()
            .map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_static(v)));
        Navigation::of(&pairs.collect())
    }

    #[test]
    fn only_a_navigation_of_the_main_window_is_one() {
        assert_eq!(navigation(&[]), Navigation::TopLevel);
        assert_eq!(
            navigation(&[
                ("sec-fetch-dest", "document"),
                ("sec-fetch-mode", "navigate")
            ]),
            Navigation::TopLevel
        );
        for dest in ["iframe", "image", "empty", "frame", "script"] {
            assert_eq!(
                navigation(&[("sec-fetch-dest", dest)]),
                Navigation::Embedded,
                "{dest}"
            );
        }
        assert_eq!(
            navigation(&[("sec-fetch-mode", "no-cors")]),
            Navigation::Embedded
        );
        assert_eq!(
            navigation(&[("sec-purpose", "prefetch;prerender")]),
            Navigation::Prefetch
        );
        assert_eq!(navigation(&[("purpose", "prefetch")]), Navigation::Prefetch);
        assert_eq!(navigation(&[("x-moz", "prefetch")]), Navigation::Prefetch);
    }
}
