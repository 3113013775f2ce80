//! The style sheet of the tenant: what it changes of `page.css`.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use super::assets::{Asset, CSS};
use super::outside_file::OutsideFile;
use super::policy::FileOrigin;
use crate::domain::branding::{Background, Colors};
use crate::domain::theme::{
    Borders, Corners, Fonts, Lettering, LinksStyle, Looks, PageBackground, Side, Theme,
    ThemeColors, Widget,
};
use crate::flows::sign_in::organization::ShownOrganization;

/// No text is smaller, whatever a theme says: a link of no size could not be found.
const SMALLEST: f64 = 0.625;

/// The tenant's font, which pages load from its origin and no other.
pub struct Font {
    pub file: OutsideFile,
    pub origin: FileOrigin,
}

impl Font {
    /// `None` if a policy cannot name its origin.
    pub fn at(file: OutsideFile) -> Option<Self> {
        let origin = FileOrigin::of(file.as_str())?;
        Some(Self { file, origin })
    }
}

/// The style sheet, if anything is set. An organization's colors take the place of the tenant's.
pub fn of(
    looks: &Looks,
    organization: Option<&ShownOrganization>,
    font: Option<&Font>,
) -> Option<Asset> {
    let mut sheet = Sheet::default();
    match &looks.theme {
        Some(theme) => sheet.theme(theme),
        None => sheet.colors(&looks.branding.colors),
    }
    let own = organization.filter(|of| !of.branding.colors.is_empty());
    if let Some(own) = own {
        sheet.colors(&own.branding.colors);
    }
    if let Some(font) = font {
        let source = font.file.in_css();
        sheet.before = format!("@font-face{{font-family:brand;src:{source};font-display:swap}}\n");
        sheet.set("font-family", "brand,system-ui,sans-serif");
    }
    match own {
        Some(own) => sheet.written(format!("organizations/{}/brand.css", own.id)),
        None => sheet.written("brand.css"),
    }
}

/// Custom properties of `page.css`. Only colors, numbers, words of this file and escaped addresses are put into it.
#[derive(Default)]
struct Sheet {
    before: String,
    properties: String,
    after: String,
}

impl Sheet {
    fn set(&mut self, name: &str, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.properties, "--{name}:{value};");
    }

    fn written(self, name: impl Into<Cow<'static, str>>) -> Option<Asset> {
        let Self {
            before,
            properties,
            after,
        } = self;
        let is_empty = before.is_empty() && properties.is_empty();
        let text = format!("{before}:root{{{properties}}}\n{after}");
        (!is_empty).then(|| Asset::new(name, CSS, text))
    }

    /// The colors of the branding.
    fn colors(&mut self, colors: &Colors) {
        if let Some(primary) = &colors.primary {
            let (text, over) = match primary.is_light() {
                true => ("#000", "#fff"),
                false => ("#fff", "#000"),
            };
            self.set("accent", primary);
            self.set("on-accent", text);
            self.set("accent-over", mixed(85, primary, over));
        }
        match &colors.page_background {
            None => {}
            Some(Background::Color(color)) => self.set("page", color),
            Some(Background::Gradient(gradient)) => {
                let (angle, start, end) = (gradient.angle_deg, &gradient.start, &gradient.end);
                let gradient = format!("linear-gradient({angle}deg,{start},{end})");
                self.set("page", gradient);
            }
        }
    }

    /// A theme has one set of colors: it is shown to those who prefer a dark page, too.
    fn theme(&mut self, theme: &Theme) {
        self.theme_colors(&theme.colors);
        self.borders(&theme.borders);
        self.fonts(&theme.fonts);
        self.background(&theme.page_background);
        self.widget(&theme.widget);
        // The controls that the browser draws go with the widget.
        let scheme = match theme.colors.widget_background.is_light() {
            true => "light",
            false => "dark",
        };
        let size = theme.fonts.reference_text_size * 100.0 / 16.0;
        let _ = write!(self.properties, "color-scheme:{scheme};font-size:{size}%;");
    }

    fn theme_colors(&mut self, colors: &ThemeColors) {
        let card = &colors.widget_background;
        let (button, link) = (&colors.primary_button, &colors.links_focused_components);
        let text_on_it = &colors.primary_button_label;
        self.set("accent", button);
        self.set("on-accent", text_on_it);
        let over = match &colors.base_hover_color {
            Some(over) => mixed(85, button, over),
            None => mixed(85, button, "#000"),
        };
        self.set("accent-over", over);
        self.set("link", link);
        self.set("focus", link);
        self.set(
            "button-focus",
            colors.base_focus_color.as_ref().unwrap_or(link),
        );
        self.set("text", &colors.body_text);
        self.set("quiet", &colors.body_text);
        self.set("header", &colors.header);
        self.set("label", &colors.input_labels_placeholders);
        self.set("field", &colors.input_background);
        self.set("field-edge", &colors.input_border);
        self.set("field-text", &colors.input_filled_text);
        let fixed = colors.read_only_background.as_ref();
        self.set("field-fixed", fixed.unwrap_or(&colors.input_background));
        self.set("card", card);
        self.set("edge", &colors.widget_border);
        self.set("second-text", &colors.secondary_button_label);
        self.set("second-edge", &colors.secondary_button_border);
        self.set(
            "second-over",
            mixed(92, card, &colors.secondary_button_label),
        );
        self.set("alert", card);
        self.set("alert-edge", &colors.error);
        self.set("alert-text", &colors.error);
        self.set("success", &colors.success);
    }

    fn borders(&mut self, borders: &Borders) {
        let radius = |corners: Corners, radius: f64| match corners {
            // Half of a button of one line and more: one of three lines is still a rectangle.
            Corners::Pill => 28.0,
            Corners::Rounded => radius,
            Corners::Sharp => 0.0,
        };
        let button = radius(borders.buttons_style, borders.button_border_radius);
        let field = radius(borders.inputs_style, borders.input_border_radius);
        for (name, pixels) in [
            ("button-radius", button),
            ("button-weight", borders.button_border_weight),
            ("field-radius", field),
            ("field-weight", borders.input_border_weight),
            ("card-radius", borders.widget_corner_radius),
            ("card-weight", borders.widget_border_weight),
        ] {
            self.set(name, format_args!("{pixels}px"));
        }
        let shadow = match borders.show_widget_shadow {
            true => "var(--soft-shadow)",
            false => "none",
        };
        self.set("shadow", shadow);
    }

    fn fonts(&mut self, fonts: &Fonts) {
        for (name, of) in [
            ("body", fonts.body_text),
            ("button-text", fonts.buttons_text),
            ("label", fonts.input_labels),
            ("link", fonts.links),
            ("subtitle", fonts.subtitle),
            ("title", fonts.title),
        ] {
            let Lettering { bold, size } = of;
            let weight = if bold { 700 } else { 400 };
            let size = (size / 100.0).max(SMALLEST);
            self.set(&format!("{name}-size"), format_args!("{size}rem"));
            self.set(&format!("{name}-weight"), weight);
        }
        self.set("small-size", "var(--body-size)");
        let line = match fonts.links_style {
            LinksStyle::Normal => "none",
            LinksStyle::Underlined => "underline",
        };
        self.set("link-line", line);
    }

    fn background(&mut self, page: &PageBackground) {
        let color = &page.background_color;
        match OutsideFile::parse(&page.background_image_url) {
            Some(picture) => {
                let picture = picture.in_css();
                let value = format_args!("{color} {picture} center/cover no-repeat");
                self.set("page", value);
            }
            None => self.set("page", color),
        }
        let margin = match page.page_layout {
            Side::Left => "auto auto auto 6vw",
            Side::Right => "auto 6vw auto auto",
            Side::Center | Side::None => return,
        };
        self.after = format!("@media (min-width:48rem){{:root{{--card-margin:{margin}}}}}\n");
    }

    /// Left is where lines begin: right, in a language that is written from there.
    fn widget(&mut self, widget: &Widget) {
        let align = match widget.header_text_alignment {
            Side::Left => "start",
            Side::Right => "end",
            Side::Center | Side::None => "center",
        };
        self.set("header-align", align);
        let margin = match widget.logo_position {
            Side::Left => "0 auto",
            Side::Right => "auto 0",
            Side::Center => "auto",
            Side::None => {
                self.set("logo", "none");
                return;
            }
        };
        self.set("logo-margin", margin);
        self.set("logo-height", format_args!("{}px", widget.logo_height));
    }
}

/// So much of the first color, and the second.
fn mixed(percent: u8, first: impl Display, second: impl Display) -> String {
    format!("color-mix(in srgb,{first} {percent}%,{second})")
}
