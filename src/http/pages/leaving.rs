//! On the way to where an Action sends the user.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{FormAction, html, policy::Policy};

/// Leads on by itself, and by a link where a browser does not.
#[derive(Template)]
#[template(path = "leaving.html")]
pub struct Leaving {
    /// A web address.
    pub address: String,
}

impl Leaving {
    /// The page.
    pub fn response(self) -> Response {
        html(
            StatusCode::OK,
            &Policy::form(&FormAction::own_origin()),
            &self,
        )
    }
}
