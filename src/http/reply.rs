//! A flow's reply, as HTTP: a redirect or a page, and the cookies that change.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::browser;
use super::faces::NoStore;
use super::page_address::address;
use super::pages::{FormPost, LoggedOutPage, WebMessage, WebOrigin};
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::reply::{BrowserReply, CookieChanges, Location, Page};
use crate::flows::{Answer, Ctx, Failure};

/// The reply as a redirect, with the cookies that changed.
pub async fn to_response(ctx: &Ctx, reply: BrowserReply, found: StatusCode) -> Answer<Response> {
    let (status, location) = match reply.to {
        Location::Application(message) => (found, message.location()),
        Location::Url(address) => (found, address),
        Location::Page(page @ Page::Resume, state) => {
            (StatusCode::SEE_OTHER, address(page, &state))
        }
        Location::Page(page, state) => (found, address(page, &state)),
        Location::SignedOut(Some(url)) => (found, url),
        Location::SignedOut(None) => return Ok(LoggedOutPage.response()),
    };
    let mut response = redirect(status, &location)?;
    set_cookies(ctx, &mut response, reply.cookies).await?;
    Ok(response)
}

async fn set_cookies(ctx: &Ctx, response: &mut Response, changed: CookieChanges) -> Answer<()> {
    if let Some(value) = changed.session {
        browser::set_session(ctx, response, (value, changed.mode)).await?;
    }
    if let Some(value) = changed.binding {
        browser::set_binding(ctx, response, value);
    }
    Ok(())
}

/// A redirect that is not cached.
pub fn redirect(status: StatusCode, location: &str) -> Answer<Response> {
    let location = HeaderValue::from_str(location).map_err(|e| Failure::Broken(e.into()))?;
    Ok(NoStore((status, [(header::LOCATION, location)])).into_response())
}

/// The page that posts an answer to the application.
pub fn page(message: FrontChannelMessage) -> Answer<Response> {
    let FrontChannelMessage {
        redirect_uri,
        mode,
        parameters,
        ..
    } = message;
    let unfit = |e| Failure::Broken(anyhow::Error::new(e));
    Ok(match mode {
        ResponseMode::WebMessage => {
            let target = WebOrigin::of(&redirect_uri).map_err(unfit)?;
            let message = parameters
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect();
            WebMessage::new(target, message).response()
        }
        _ => FormPost::new(redirect_uri, parameters)
            .map_err(unfit)?
            .response(),
    })
}
