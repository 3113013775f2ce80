//! How the tenant wants its pages to look (`/api/v2/branding`): a style sheet of its colors and its font, its logo and its
//! favicon.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::assets::{Asset, FAVICON};
use super::outside_file::OutsideFile;
use super::policy::FileOrigin;
use super::style;
use crate::app::App;
use crate::domain::branding::Branding;

/// What a page takes from the settings.
#[derive(Default)]
pub struct Brand {
    /// Comes after the built-in style sheet, and changes its colors and its font.
    pub style: Option<Asset>,
    pub logo: Option<OutsideFile>,
    pub font: Option<Font>,
    favicon: Option<OutsideFile>,
}

impl Brand {
    /// Of the tenant's settings.
    pub fn of(branding: &Branding) -> Self {
        let shown = |url: &Option<String>| url.as_deref().and_then(OutsideFile::parse);
        let font = shown(&branding.font.url).and_then(Font::at);
        Self {
            style: style::of(&branding.colors, font.as_ref()),
            logo: shown(&branding.logo_url),
            font,
            favicon: shown(&branding.favicon_url),
        }
    }

    /// The address of the browser tab's icon.
    pub fn icon(&self) -> String {
        match &self.favicon {
            Some(own) => own.as_str().to_owned(),
            None => FAVICON.url(),
        }
    }
}

/// The tenant's font, which pages load from its origin and no other.
pub struct Font {
    pub file: OutsideFile,
    pub origin: FileOrigin,
}

impl Font {
    fn at(file: OutsideFile) -> Option<Self> {
        let origin = FileOrigin::of(file.as_str())?;
        Some(Self { file, origin })
    }
}

/// `GET /assets/brand.css`
pub async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    match of_tenant(&app).await.style {
        Some(style) => style.answer(query.as_deref(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The look of the tenant's pages now. A page that cannot learn it is shown all the same.
pub async fn of_tenant(app: &App) -> Brand {
    match app.parts.store.branding().await {
        Ok(branding) => Brand::of(&branding),
        Err(error) => {
            tracing::warn!(%error, "a page is shown without the tenant's branding");
            Brand::default()
        }
    }
}
