//! How the tenant wants its pages to look (`/api/v2/branding`): a style sheet of its colors, its logo and its favicon.

use std::fmt::Write;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::assets::{Asset, CSS, FAVICON};
use super::logo_uri::LogoUri;
use crate::app::App;
use crate::domain::branding::{Background, Branding, Colors};

/// What a page takes from the settings.
#[derive(Default)]
pub struct Brand {
    /// Comes after the built-in style sheet, and changes its colors.
    pub style: Option<Asset>,
    pub logo: Option<LogoUri>,
    favicon: Option<LogoUri>,
}

impl Brand {
    /// Of the tenant's settings.
    pub fn of(branding: &Branding) -> Self {
        let shown = |url: &Option<String>| url.as_deref().and_then(LogoUri::parse);
        Self {
            style: style_of(&branding.colors),
            logo: shown(&branding.logo_url),
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

/// Custom properties of `page.css`. Only colors and a number are put into it, and those can be nothing else.
fn style_of(colors: &Colors) -> Option<Asset> {
    let mut rules = String::new();
    if let Some(primary) = &colors.primary {
        let (text, over) = match primary.is_light() {
            true => ("#000", "#fff"),
            false => ("#fff", "#000"),
        };
        // Writing to a String cannot fail.
        let _ = write!(
            rules,
            "--accent:{primary};--on-accent:{text};--accent-over:color-mix(in srgb,{primary} 85%,{over});"
        );
    }
    match &colors.page_background {
        None => {}
        Some(Background::Color(color)) => {
            let _ = write!(rules, "--page:{color};");
        }
        Some(Background::Gradient(gradient)) => {
            let (angle, start, end) = (gradient.angle_deg, &gradient.start, &gradient.end);
            let _ = write!(rules, "--page:linear-gradient({angle}deg,{start},{end});");
        }
    }
    let is_empty = rules.is_empty();
    (!is_empty).then(|| Asset::new("brand.css", CSS, format!(":root{{{rules}}}\n")))
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
