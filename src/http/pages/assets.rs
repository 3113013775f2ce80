//! The files that pages load, compiled into the binary.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::{
    extract::{Path, RawQuery},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// The pages' style sheet.
pub static PAGE_CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("page.css", CSS, include_str!("../../../assets/page.css")));
/// What pages do besides, where scripts run.
pub static PAGE_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "page.js",
        JAVASCRIPT,
        include_str!("../../../assets/page.js"),
    )
});
/// What scripts give to authenticators and get from them, read and written.
pub static CREDENTIALS_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "credentials.js",
        JAVASCRIPT,
        include_str!("../../../assets/credentials.js"),
    )
});
/// Asks the browser for passkeys.
pub static PASSKEY_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "passkey.js",
        JAVASCRIPT,
        include_str!("../../../assets/passkey.js"),
    )
});
/// Submits the form of a form_post page.
pub static SUBMIT_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "submit.js",
        JAVASCRIPT,
        include_str!("../../../assets/submit.js"),
    )
});
/// Asks authenticators (WebAuthn).
pub static WEBAUTHN_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "webauthn.js",
        JAVASCRIPT,
        include_str!("../../../assets/webauthn.js"),
    )
});
/// Posts the message of a web_message page.
pub static WEB_MESSAGE_JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "web_message.js",
        JAVASCRIPT,
        include_str!("../../../assets/web_message.js"),
    )
});
/// The icon of a browser tab.
pub static FAVICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "favicon.svg",
        "image/svg+xml",
        include_str!("../../../assets/favicon.svg"),
    )
});

pub(super) const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// One file, known by the hash of its content.
pub struct Asset {
    name: Cow<'static, str>,
    content_type: &'static str,
    body: Cow<'static, str>,
    hash: String,
}

impl Asset {
    pub(super) fn new(
        name: impl Into<Cow<'static, str>>,
        content_type: &'static str,
        body: impl Into<Cow<'static, str>>,
    ) -> Self {
        let body = body.into();
        let digest = Sha256::digest(body.as_bytes());
        let hash = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            name: name.into(),
            content_type,
            body,
            hash,
        }
    }

    /// The address that pages use; it changes with the content.
    pub fn url(&self) -> String {
        format!("/assets/{}?v={}", self.name, self.hash)
    }

    fn etag(&self) -> String {
        format!("\"{}\"", self.hash)
    }

    /// A year under the address of this very content; otherwise ask again each time, so that an
    /// older or newer server beside this one cannot plant its version in a cache.
    fn cache_control(&self, query: Option<&str>) -> &'static str {
        match query.and_then(|query| query.strip_prefix("v=")) {
            Some(hash) if hash == self.hash => "public, max-age=31536000, immutable",
            _ => "public, no-cache",
        }
    }

    /// RFC 9110 section 13.1.2: weak comparison with any of the listed tags.
    fn is_held_by(&self, headers: &HeaderMap) -> bool {
        let etag = self.etag();
        headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    }

    pub(super) fn answer(&self, query: Option<&str>, headers: &HeaderMap) -> Response {
        let lasting = [
            (header::ETAG, self.etag()),
            (header::CACHE_CONTROL, self.cache_control(query).to_owned()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        if self.is_held_by(headers) {
            return (StatusCode::NOT_MODIFIED, lasting).into_response();
        }
        let content_type = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.content_type),
        )];
        (lasting, content_type, self.body.clone()).into_response()
    }
}

/// `GET /assets/{name}`.
pub async fn get(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let known = [
        &*PAGE_CSS,
        &*PAGE_JS,
        &*CREDENTIALS_JS,
        &*PASSKEY_JS,
        &*SUBMIT_JS,
        &*WEB_MESSAGE_JS,
        &*WEBAUTHN_JS,
        &*FAVICON,
    ];
    match known.into_iter().find(|asset| asset.name == name) {
        Some(asset) => asset.answer(query.as_deref(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /favicon.ico`, which browsers request for responses without a page.
pub async fn favicon(headers: HeaderMap) -> Response {
    FAVICON.answer(None, &headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(name: &str, query: Option<String>, if_none_match: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(tag) = if_none_match {
            headers.insert(header::IF_NONE_MATCH, tag.parse().unwrap());
        }
        get(Path(name.to_owned()), RawQuery(query), headers).await
    }

    #[tokio::test]
    async fn an_asset_is_kept_for_long_only_under_its_own_version() {
        let current = Some(format!("v={}", PAGE_CSS.hash));
        let lasting = ask("page.css", current, None).await;
        assert_eq!(
            lasting.headers()[header::CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(
            lasting.headers()[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
        for query in [None, Some("v=0000000000000000".to_owned())] {
            let other = ask("page.css", query, None).await;
            assert_eq!(other.headers()[header::CACHE_CONTROL], "public, no-cache");
        }
    }

    #[tokio::test]
    async fn a_held_copy_is_not_sent_again() {
        let etag = SUBMIT_JS.etag();
        for held in [
            etag.clone(),
            format!("W/{etag}"),
            format!("\"other\", {etag}"),
            "*".to_owned(),
        ] {
            let answer = ask("submit.js", None, Some(&held)).await;
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{held}");
        }
        assert_eq!(
            ask("submit.js", None, Some("\"other\"")).await.status(),
            StatusCode::OK
        );
    }

    #[tokio::test]
    async fn nothing_else_is_served() {
        for name in ["", "page.css.map", "../Cargo.toml", "PAGE.CSS"] {
            assert_eq!(
                ask(name, None, None).await.status(),
                StatusCode::NOT_FOUND,
                "{name}"
            );
        }
    }
}
