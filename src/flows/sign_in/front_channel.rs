//! A message that goes to an application through the browser: where it goes and how.

use serde::{Deserialize, Serialize};

/// How the message travels: `response_mode`, in the words of OAuth 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    Query,
    Fragment,
    FormPost,
    WebMessage,
}

impl ResponseMode {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
            Self::WebMessage => "web_message",
        }
    }
}

/// Parameters for an address of an application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FrontChannelMessage {
    /// Whose login it answers; none where it is a step of a logout.
    #[serde(default)]
    pub client_id: Option<String>,
    pub redirect_uri: String,
    pub mode: ResponseMode,
    pub parameters: Vec<(String, String)>,
}

impl FrontChannelMessage {
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

    fn response(redirect_uri: &str, mode: ResponseMode) -> FrontChannelMessage {
        let parameters = vec![
            ("code".to_owned(), "a b".to_owned()),
            ("state".to_owned(), "&=".to_owned()),
        ];
        FrontChannelMessage {
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
