//! How the tenant's pages look.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `/api/v2/branding`, as it is stored and as pages act upon it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Branding {
    #[serde(skip_serializing_if = "Colors::is_empty")]
    pub colors: Colors,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favicon_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    #[serde(skip_serializing_if = "BrandFont::is_empty")]
    pub font: BrandFont,
}

/// The font of pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandFont {
    /// Of the font itself, not of a style sheet that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl BrandFont {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The colors of pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Colors {
    /// Of the button that leads on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<Color>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_background: Option<Background>,
}

impl Colors {
    /// Whether none is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is behind the card of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Background {
    Color(Color),
    Gradient(Gradient),
}

/// A gradient between two colors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gradient {
    #[serde(rename = "type")]
    pub kind: GradientKind,
    pub start: Color,
    pub end: Color,
    pub angle_deg: u16,
}

/// The kind of a gradient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GradientKind {
    LinearGradient,
}

/// A color: `#rgb` or `#rrggbb`, with or without an alpha channel. Nothing else can be one, so that it may stand in a style
/// sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Color(String);

/// A string that is no color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a color such as #ffffff")]
pub struct NoColor;

impl Color {
    /// Its red, green and blue, as if it were opaque.
    fn channels(&self) -> [u8; 3] {
        let digits = self.0.trim_start_matches('#').chars();
        let mut values = digits
            .filter_map(|digit| digit.to_digit(16))
            .map(|v| v as u8);
        let is_short = self.0.len() <= 5;
        let mut channel = || {
            let first = values.next().unwrap_or_default();
            let second = if is_short { Some(first) } else { values.next() };
            first * 16 + second.unwrap_or_default()
        };
        [channel(), channel(), channel()]
    }

    /// Whether black is read better on it than white is: it has more contrast to black (WCAG 2.2, relative luminance).
    pub fn is_light(&self) -> bool {
        let linear = self.channels().map(|channel| {
            let share = f64::from(channel) / 255.0;
            match share <= 0.040_45 {
                true => share / 12.92,
                false => ((share + 0.055) / 1.055).powf(2.4),
            }
        });
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
        // (L + 0.05) / 0.05 is the contrast to black, 1.05 / (L + 0.05) the one to white.
        (luminance + 0.05).powi(2) > 1.05 * 0.05
    }
}

impl TryFrom<String> for Color {
    type Error = NoColor;

    fn try_from(text: String) -> Result<Self, NoColor> {
        match is_opaque_color(&text) || is_color_with_alpha(&text) {
            true => Ok(Self(text)),
            false => Err(NoColor),
        }
    }
}

/// Whether a string is a [`Color`] without an alpha channel.
pub fn is_opaque_color(text: &str) -> bool {
    is_color(text, [3, 6])
}

/// Whether a string is a [`Color`] with an alpha channel.
pub fn is_color_with_alpha(text: &str) -> bool {
    is_color(text, [4, 8])
}

fn is_color(text: &str, lengths: [usize; 2]) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.0
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Result<Color, NoColor> {
        Color::try_from(text.to_owned())
    }

    #[test]
    fn a_color_is_hexadecimal_digits() {
        for bad in [
            "",
            "#",
            "#ff",
            "#fffff",
            "#fffffff",
            "#fffffffff",
            "fff",
            "red",
            "#ggg",
            "#fff;",
            "#fff}*{x",
            "# ff",
            "#ſff",
            "url(x)",
        ] {
            assert_eq!(color(bad), Err(NoColor), "{bad}");
        }
        assert_eq!(color("#0aF").unwrap().channels(), [0x00, 0xaa, 0xff]);
        assert_eq!(color("#0a1B2c").unwrap().channels(), [0x0a, 0x1b, 0x2c]);
        assert_eq!(color("#0aF8").unwrap().channels(), [0x00, 0xaa, 0xff]);
        assert_eq!(color("#0a1B2c80").unwrap().channels(), [0x0a, 0x1b, 0x2c]);
        assert!(is_opaque_color("#fff") && !is_opaque_color("#ffff"));
        assert!(is_color_with_alpha("#ffff") && !is_color_with_alpha("#fff"));
    }

    #[test]
    fn text_on_a_color_can_be_read() {
        for light in ["#fff", "#ffe000", "#7fffd4", "#999999"] {
            assert!(color(light).unwrap().is_light(), "{light}");
        }
        for dark in ["#000", "#2450c5", "#c93a45", "#635dff"] {
            assert!(!color(dark).unwrap().is_light(), "{dark}");
        }
    }
}
