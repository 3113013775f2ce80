//! A request of a browser to an endpoint that signs users in, whatever protocol it speaks: prefetches are turned away, a
//! session transfer token is taken from where the client lets it come from, and its cookie is cleared.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::browser::{self, Navigation};
use super::cookies::Cookies;
use super::faces::{NoStore, page_error};
use crate::domain::client::Client;
use crate::domain::session_transfer::{COOKIE, COOKIE_OF_SAMPLES};
use crate::flows::sign_in::browser::{Browser, TransferCookie, presented};
use crate::flows::{Answer, Ctx};

/// The transfer cookie at `/authorize`.
pub const ONE_COOKIE: &[&str] = &[COOKIE];
/// The transfer cookies at `/samlp` and `/wsfed`: Auth0's samples have another name there.
pub const BOTH_COOKIES: &[&str] = &[COOKIE, COOKIE_OF_SAMPLES];

/// What came with the request besides its parameters.
pub struct BrowserRequest {
    navigation: Navigation,
    cookies: Cookies,
}

impl BrowserRequest {
    /// Reads the headers. `Err`: the answer to a prefetch, for which nothing is read or done.
    pub fn of(headers: &HeaderMap) -> Result<Self, Box<Response>> {
        let navigation = Navigation::of(headers);
        if navigation == Navigation::Prefetch {
            let soon = [(header::RETRY_AFTER, "1")];
            let answer = (
                StatusCode::SERVICE_UNAVAILABLE,
                soon,
                "Not while prefetching",
            );
            return Err(Box::new(NoStore(answer).into_response()));
        }
        Ok(Self {
            navigation,
            cookies: Cookies::parse(headers),
        })
    }

    /// The browser without a token.
    pub fn browser(&self, ctx: &Ctx) -> Browser {
        Browser {
            is_embedded: self.navigation == Navigation::Embedded,
            ..browser::of_cookies(ctx, &self.cookies)
        }
    }

    /// The browser with the tokens of the query and of a cookie, where it navigates and its client lets them come so.
    pub fn bringing(
        &self,
        ctx: &Ctx,
        client: &Client,
        token: Option<&str>,
        names: &[&str],
    ) -> Browser {
        let mut browser = self.browser(ctx);
        if !browser.is_embedded {
            let cookie = browser::transfer_cookie(&self.cookies, names);
            browser.transfers = presented(client, token, cookie);
        }
        browser
    }

    /// The answer. A transfer cookie that was sent is cleared, whatever came of the request.
    pub fn finish(&self, ctx: &Ctx, answer: Answer<Response>) -> Response {
        let mut response = answer.unwrap_or_else(|failure| page_error(&failure));
        for name in BOTH_COOKIES {
            let sent = browser::transfer_cookie(&self.cookies, &[name]);
            if !matches!(sent, TransferCookie::Absent) {
                browser::clear_transfer_cookie(ctx, &mut response, name);
            }
        }
        response
    }
}
