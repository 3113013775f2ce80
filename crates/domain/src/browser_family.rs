//! Which browser on which system a `User-Agent` header names, as far as that tells one device of a user from another.

/// The kinds of browsers, the first one that fits counts: most name others, too.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser/", "samsung"),
    ("Firefox/", "firefox"),
    ("FxiOS/", "firefox"),
    ("Chrom", "chrome"),
    ("Safari/", "safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "windows"),
    ("iPhone", "ios"),
    ("iPad", "ios"),
    ("Android", "android"),
    ("CrOS", "chromeos"),
    ("Mac OS X", "macos"),
    ("Linux", "linux"),
];

/// The browser and its system, without their versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrowserFamily {
    browser: &'static str,
    system: &'static str,
}

impl BrowserFamily {
    /// The one of that header.
    pub fn of(user_agent: &str) -> Self {
        let named = |table: &[(&str, &'static str)]| {
            let found = table.iter().find(|(mark, _)| user_agent.contains(mark));
            found.map_or("other", |(_, name)| *name)
        };
        Self {
            browser: named(&BROWSERS),
            system: named(&SYSTEMS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_do_not_count_and_browsers_and_systems_do() {
        let chrome = |version: &str, system: &str| {
            format!(
                "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version} Safari/537.36"
            )
        };
        let windows = "Windows NT 10.0; Win64; x64";
        let known = BrowserFamily::of(&chrome("120.0.0.0", windows));
        assert_eq!(known, BrowserFamily::of(&chrome("141.0.0.0", windows)));
        for other in [
            chrome("120.0.0.0", "Macintosh; Intel Mac OS X 10_15_7"),
            chrome("120.0.0.0", "Linux; Android 10; K"),
            format!("{} Edg/120.0.0.0", chrome("120.0.0.0", windows)),
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0"
                .to_owned(),
            String::new(),
        ] {
            assert_ne!(BrowserFamily::of(&other), known, "{other}");
        }
    }
}
