//! A theme: how the tenant's pages look, in detail.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::branding::{Branding, Color};
use crate::page_template::PageTemplate;

/// All that decides how pages look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looks {
    pub branding: Branding,
    /// Where there is one, its colors come in the place of the branding's.
    pub theme: Option<Theme>,
    pub template: Option<PageTemplate>,
}

/// `/api/v2/branding/themes`, as it is stored and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredTheme {
    /// 24 hexadecimal digits.
    #[serde(rename = "themeId")]
    pub id: String,
    #[serde(flatten)]
    pub settings: Map<String, Value>,
}

impl StoredTheme {
    /// What pages act upon.
    pub fn theme(&self) -> serde_json::Result<Theme> {
        Theme::deserialize(&Value::Object(self.settings.clone()))
    }
}

/// What pages act upon of a theme.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Theme {
    pub borders: Borders,
    pub colors: ThemeColors,
    pub fonts: Fonts,
    pub page_background: PageBackground,
    pub widget: Widget,
}

/// Edges and corners, in pixels.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Borders {
    pub button_border_radius: f64,
    pub button_border_weight: f64,
    pub buttons_style: Corners,
    pub input_border_radius: f64,
    pub input_border_weight: f64,
    pub inputs_style: Corners,
    pub show_widget_shadow: bool,
    pub widget_border_weight: f64,
    pub widget_corner_radius: f64,
}

/// The corners of buttons or fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Corners {
    Pill,
    /// By the radius that is set.
    Rounded,
    Sharp,
}

/// The colors of everything in the widget, which is the card with the form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ThemeColors {
    /// What surrounds a button that has the focus.
    pub base_focus_color: Option<Color>,
    /// What is mixed into the primary button under the pointer.
    pub base_hover_color: Option<Color>,
    pub body_text: Color,
    pub error: Color,
    pub header: Color,
    pub input_background: Color,
    pub input_border: Color,
    pub input_filled_text: Color,
    pub input_labels_placeholders: Color,
    pub links_focused_components: Color,
    pub primary_button: Color,
    pub primary_button_label: Color,
    pub read_only_background: Option<Color>,
    pub secondary_button_border: Color,
    pub secondary_button_label: Color,
    pub success: Color,
    pub widget_background: Color,
    pub widget_border: Color,
}

/// Sizes and weights of what is read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Fonts {
    pub body_text: Lettering,
    pub buttons_text: Lettering,
    /// Of a font; empty for the fonts of the system.
    pub font_url: String,
    pub input_labels: Lettering,
    pub links: Lettering,
    pub links_style: LinksStyle,
    /// In pixels, if the user has not changed the size of text.
    pub reference_text_size: f64,
    pub subtitle: Lettering,
    pub title: Lettering,
}

/// Size and weight.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Lettering {
    pub bold: bool,
    /// In percent of the reference size.
    pub size: f64,
}

/// How links are told from other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinksStyle {
    Normal,
    Underlined,
}

/// What is behind the widget, and where it stands.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PageBackground {
    pub background_color: Color,
    /// Of a picture; empty for none.
    pub background_image_url: String,
    pub page_layout: Side,
}

/// What stands at the head of the widget.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Widget {
    pub header_text_alignment: Side,
    /// In pixels.
    pub logo_height: f64,
    pub logo_position: Side,
    /// Empty for the logo of the branding.
    pub logo_url: String,
}

/// Where something stands between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Left,
    Center,
    Right,
    /// It is not there: a logo only.
    None,
}
