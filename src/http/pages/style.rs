//! The style sheet of the tenant: what it changes of `page.css`.

use std::fmt::Write;

use super::assets::{Asset, CSS};
use super::brand::Font;
use crate::domain::branding::{Background, Colors};

/// The style sheet, if anything is set.
pub fn of(colors: &Colors, font: Option<&Font>) -> Option<Asset> {
    let mut properties = of_colors(colors);
    let mut rules = String::new();
    if let Some(font) = font {
        let source = font.file.in_css();
        rules = format!("@font-face{{font-family:brand;src:{source};font-display:swap}}\n");
        properties.push_str("--font-family:brand,system-ui,sans-serif;");
    }
    if !properties.is_empty() {
        rules.push_str(&format!(":root{{{properties}}}\n"));
    }
    (!rules.is_empty()).then(|| Asset::new("brand.css", CSS, rules))
}

/// Custom properties. Only colors and a number are put into them, and those can be nothing else.
fn of_colors(colors: &Colors) -> String {
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
    rules
}
