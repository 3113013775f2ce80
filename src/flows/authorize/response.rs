//! The authorization response: where it goes and how.

use serde::{Deserialize, Serialize};

use super::request::{OpenId, Request, ResponseMode};
use crate::domain::client::Client;
use crate::flows::{Ctx, Refusal};

/// `iss` of a response (RFC 9207), where the client's dialect has it: which server answers.
pub fn issuer<'a>(ctx: &'a Ctx, client: &Client) -> Option<&'a str> {
    ctx.dialect(client)
        .is_standard()
        .then(|| ctx.origin.as_str())
}

/// Parameters for the application's callback.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuthorizationResponse {
    /// Whose login it answers; none where it is a step of a logout.
    #[serde(default)]
    pub client_id: Option<String>,
    pub redirect_uri: String,
    pub mode: ResponseMode,
    pub parameters: Vec<(String, String)>,
}

impl AuthorizationResponse {
    /// A success, with the request's `state`.
    pub fn success(
        request: &Request,
        asked: &OpenId,
        mut parameters: Vec<(String, String)>,
        issuer: Option<&str>,
    ) -> Self {
        parameters.extend(asked.state.clone().map(|s| ("state".to_owned(), s)));
        parameters.extend(issuer.map(|iss| ("iss".to_owned(), iss.to_owned())));
        Self {
            client_id: Some(request.client_id.clone()),
            redirect_uri: request.redirect_uri.clone(),
            mode: asked.response_mode,
            parameters,
        }
    }

    /// A refusal (RFC 6749 §4.1.2.1).
    pub fn refusal(
        request: &Request,
        asked: &OpenId,
        refusal: &Refusal,
        issuer: Option<&str>,
    ) -> Self {
        Self::refused(
            (&request.client_id, &request.redirect_uri),
            asked.response_mode,
            asked.state.as_deref(),
            refusal,
            issuer,
        )
    }

    /// A refusal before there is a whole request.
    pub fn refused(
        (client_id, redirect_uri): (&str, &str),
        mode: ResponseMode,
        state: Option<&str>,
        refusal: &Refusal,
        issuer: Option<&str>,
    ) -> Self {
        let mut parameters = vec![
            ("error".to_owned(), refusal.code.wire().1.to_owned()),
            (
                "error_description".to_owned(),
                refusal.description.to_string(),
            ),
        ];
        parameters.extend(state.map(|s| ("state".to_owned(), s.to_owned())));
        parameters.extend(issuer.map(|iss| ("iss".to_owned(), iss.to_owned())));
        Self {
            client_id: Some(client_id.to_owned()),
            redirect_uri: redirect_uri.to_owned(),
            mode,
            parameters,
        }
    }

    /// Whether it needs a page that posts it.
    pub fn needs_page(&self) -> bool {
        matches!(self.mode, ResponseMode::FormPost | ResponseMode::WebMessage)
    }

    /// The URL that carries it in its query or fragment.
    pub fn location(&self) -> String {
        let encoded = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.parameters)
            .finish();
        let separator = match self.mode {
            ResponseMode::Fragment => '#',
            _ if self.redirect_uri.contains('?') => '&',
            _ => '?',
        };
        format!("{}{separator}{encoded}", self.redirect_uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(redirect_uri: &str, mode: ResponseMode) -> AuthorizationResponse {
        let parameters = vec![
            ("code".to_owned(), "a b".to_owned()),
            ("state".to_owned(), "&=".to_owned()),
        ];
        AuthorizationResponse {
            client_id: None,
            redirect_uri: redirect_uri.to_owned(),
            mode,
            parameters,
        }
    }

    #[test]
    fn the_callbacks_own_query_is_kept() {
        let plain = response("https://app.example/cb", ResponseMode::Query);
        assert_eq!(
            plain.location(),
            "https://app.example/cb?code=a+b&state=%26%3D"
        );
        let with_query = response("https://app.example/cb?x=1", ResponseMode::Query);
        assert_eq!(
            with_query.location(),
            "https://app.example/cb?x=1&code=a+b&state=%26%3D"
        );
        assert!(
            response("com.app://cb", ResponseMode::Fragment)
                .location()
                .starts_with("com.app://cb#code=")
        );
    }
}
