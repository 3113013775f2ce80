//! `response_mode=form_post` (OAuth 2.0 Form Post Response Mode 1.0).

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{FormAction, UnfitSource, html, policy::Policy};

/// A form that posts an authorization response to the callback: by itself where scripts run, by its
/// button where they do not.
#[derive(Debug, Template)]
#[template(path = "form_post.html")]
pub struct FormPost {
    callback: String,
    form_action: FormAction,
    fields: Vec<(String, String)>,
}

impl FormPost {
    /// The answer `fields` to `callback`, which must be a web address: a form cannot post to a
    /// private-use scheme.
    pub fn new(callback: String, fields: Vec<(String, String)>) -> Result<Self, UnfitSource> {
        super::WebOrigin::of(&callback)?;
        let form_action = FormAction::callback(&callback)?;
        Ok(Self {
            callback,
            form_action,
            fields,
        })
    }

    /// The page. Its form leads to the callback, which may send the browser back here: to log out at the next application,
    /// which is one of `onward`, or to sign in anew.
    pub fn response(mut self, onward: &[String]) -> Response {
        self.form_action = self.form_action.and(onward);
        let policy = Policy::form(&self.form_action).with_script();
        html(StatusCode::OK, &policy, &self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_web_address_is_posted_to() {
        for callback in [
            "com.example.app:/cb",
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "",
        ] {
            assert_eq!(
                FormPost::new(callback.to_owned(), vec![]).err(),
                Some(UnfitSource),
                "{callback}"
            );
        }
        assert!(FormPost::new("https://app.example/cb".to_owned(), vec![]).is_ok());
    }
}
