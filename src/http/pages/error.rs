//! The hosted error page.

use std::sync::LazyLock;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::Url;

use super::look::{PageRequest, Screen};
use super::{HostedPage, filters, html, policy::PagePolicy};
use crate::app::App;
use crate::domain::page_template::style_hash;

const STYLE: &str = include_str!("../../../assets/error.css");

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| style_hash(STYLE));

/// The page for errors that cannot be sent to an application.
///
/// Its URL may contain a token, so it loads nothing and links nowhere: no other server learns
/// that URL. Its style sheet stands within it.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The status of the answer.
    pub status: StatusCode,
    /// The error code, such as `invalid_request`.
    pub code: String,
    /// The error's description for the developer of the application.
    pub description: String,
    /// The id of this error in the tenant log.
    pub tracking: String,
}

impl ErrorPage {
    /// The page under its own status, with a policy that allows nothing at all.
    pub fn response(self) -> Response {
        let told = Told {
            code: self.code.clone(),
            description: self.description.clone(),
            tracking: self.tracking.clone(),
        };
        // A browser that has to wait has to learn how long.
        let is_to_be_tried_again = matches!(
            self.status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        let policy = PagePolicy::closed().with_style(&STYLE_HASH);
        let mut response = html(self.status, &policy, self);
        if !is_to_be_tried_again {
            response.extensions_mut().insert(told);
        }
        response
    }

    /// The text key of what a user can do about it. The description is for developers, and in English.
    fn explanation(&self) -> &'static str {
        match self.status {
            // No account is looked at before the application's request does.
            _ if matches!(
                self.code.as_str(),
                "invalid_request" | "unauthorized_client"
            ) =>
            {
                "descriptionRequest"
            }
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "descriptionForbidden",
            StatusCode::TOO_MANY_REQUESTS => "descriptionTooMany",
            StatusCode::SERVICE_UNAVAILABLE => "descriptionUnavailable",
            status if status.is_server_error() => "description",
            _ => "descriptionRequest",
        }
    }
}

/// The tenant's own page for errors. Where the settings cannot be read, there is the server's; where it is an address of this
/// server, too: errors there would lead to themselves.
pub(super) async fn own_page(app: &App, asked: &PageRequest) -> Option<Url> {
    let own = app.parts.store.tenant().await.ok()?.error_page()?;
    let settings = app.parts.settings.now();
    let is_ours = settings.serves(&own) || asked.leads_back_from(&own);
    (!is_ours).then_some(own)
}

/// What a tenant's own page for errors learns of one.
#[derive(Debug, Clone)]
pub(super) struct Told {
    code: String,
    description: String,
    tracking: String,
}

impl Told {
    /// The way to the tenant's own page, with what Auth0 tells it, as far as it is known.
    pub fn at(&self, mut page: Url, lang: &str, client_id: Option<&str>) -> Response {
        let mut query = page.query_pairs_mut();
        if let Some(client_id) = client_id {
            query.append_pair("client_id", client_id);
        }
        query
            .append_pair("lang", lang)
            .append_pair("error", &self.code)
            .append_pair("error_description", &self.description)
            .append_pair("tracking", &self.tracking);
        drop(query);
        let headers = [
            (header::LOCATION, page.as_str()),
            (header::CACHE_CONTROL, "no-store"),
            // The address that failed may contain a token.
            (header::REFERRER_POLICY, "no-referrer"),
        ];
        (StatusCode::FOUND, headers).into_response()
    }
}

impl HostedPage for ErrorPage {
    fn screen(&self) -> Screen {
        Screen::new("error")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::pages::look::Look;

    #[test]
    fn it_loads_nothing_and_links_nowhere() {
        let page = ErrorPage {
            status: StatusCode::FORBIDDEN,
            code: "unauthorized_client".to_owned(),
            description: "Callback URL mismatch.".to_owned(),
            tracking: "0123456789abcdef".to_owned(),
        };
        let look = Look::plain(page.screen(), Default::default());
        let body = look.render(&page).unwrap();
        for element in [
            "<link", "<script", "<img", "url(", "@import", "<a ", "<form", "href", "src=",
        ] {
            assert!(!body.contains(element), "{element}");
        }
        assert_eq!(page.response().status(), StatusCode::FORBIDDEN);
    }
}
