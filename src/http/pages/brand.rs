//! How the tenant wants its pages to look (`/api/v2/branding`, `/api/v2/branding/themes`): a style sheet of its colors, its
//! font and its measures, its logo and its favicon. An organization may have a logo and colors of its own.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::assets::{Asset, FAVICON};
use super::outside_file::OutsideFile;
use super::style::{self, Font};
use crate::app::App;
use crate::domain::theme::Looks;
use crate::flows::sign_in::organization::ShownOrganization;

/// What a page takes from the settings.
#[derive(Default)]
pub struct Brand {
    /// Comes after the built-in style sheet, and changes its custom properties.
    pub style: Option<Asset>,
    pub logo: Option<OutsideFile>,
    pub font: Option<Font>,
    favicon: Option<OutsideFile>,
}

impl Brand {
    /// Of the tenant's settings, and those of the organization that is signed in to.
    pub fn of(looks: &Looks, organization: Option<&ShownOrganization>) -> Self {
        let (branding, theme) = (&looks.branding, &looks.theme);
        let shown = |url: &Option<String>| url.as_deref().and_then(OutsideFile::parse);
        // An empty address leaves it to the branding.
        let font = theme
            .as_ref()
            .and_then(|theme| OutsideFile::parse(&theme.fonts.font_url));
        let font = font
            .or_else(|| shown(&branding.font.url))
            .and_then(Font::at);
        let logo = organization.and_then(|of| shown(&of.branding.logo_url));
        let logo = logo.or_else(|| OutsideFile::parse(&theme.as_ref()?.widget.logo_url));
        Self {
            style: style::of(looks, organization, font.as_ref()),
            logo: logo.or_else(|| shown(&branding.logo_url)),
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

/// `GET /assets/brand.css`
pub async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let looks = looks(&app).await;
    match Brand::of(&looks, None).style {
        Some(style) => style.answer(query.as_deref(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /assets/organizations/{id}/brand.css`
pub async fn get_of_organization(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let organization = match ShownOrganization::read(&app.parts.store, &id).await {
        Ok(organization) => organization,
        Err(error) => {
            tracing::warn!(%error, "an organization's branding cannot be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let looks = looks(&app).await;
    let style = organization.and_then(|of| Brand::of(&looks, Some(&of)).style);
    match style {
        Some(style) => style.answer(query.as_deref(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// How the tenant's pages look now. A page that cannot learn it is shown all the same.
pub async fn looks(app: &App) -> Arc<Looks> {
    app.parts.store.looks().await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a page is shown without the tenant's branding");
        Arc::default()
    })
}
