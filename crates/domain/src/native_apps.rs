//! The native apps that belong to this server's domains, as Android and Apple's systems look them up: an app that is named there
//! may open the domain's links, and ask for its passkeys.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::mobile::{AndroidApp, IosApp, Mobile};

/// How many apps a document names: Apple reads 128 KiB.
const MOST: usize = 400;
/// How many certificates of one app.
const MOST_CERTIFICATES: usize = 10;
/// How long the name of an app may be.
const MOST_LETTERS: usize = 155;
/// What a domain lets an Android app do: open its links, and show what users sign in with.
const RELATIONS: [&str; 2] = [
    "delegate_permission/common.handle_all_urls",
    "delegate_permission/common.get_login_creds",
];

/// The apps of all clients.
#[derive(Debug, Default)]
pub struct NativeApps {
    /// By the name of the package, the fingerprints of its certificates.
    android: BTreeMap<String, BTreeSet<String>>,
    /// By team and bundle identifier.
    ios: BTreeSet<(String, String)>,
}

impl NativeApps {
    /// Adds a client's apps. What no app can be called is left out.
    pub fn add(&mut self, apps: &Mobile) {
        if let Some(app) = &apps.android {
            self.add_android(app);
        }
        if let Some(IosApp {
            team_id: Some(team),
            app_bundle_identifier: Some(bundle),
        }) = &apps.ios
            && is_name(team)
            && is_name(bundle)
        {
            self.ios.insert((team.clone(), bundle.clone()));
        }
    }

    fn add_android(&mut self, app: &AndroidApp) {
        let package = app.app_package_name.as_ref().filter(|name| is_name(name));
        let certificates: Vec<String> = app.fingerprints().collect();
        if let Some(package) = package.filter(|_| !certificates.is_empty()) {
            let known = self.android.entry(package.clone()).or_default();
            known.extend(certificates);
        }
    }

    /// `assetlinks.json` (Digital Asset Links).
    pub fn asset_links(&self) -> Value {
        let apps = self.android.iter().take(MOST);
        let statements = apps.map(|(package, certificates)| {
            let certificates: Vec<_> = certificates.iter().take(MOST_CERTIFICATES).collect();
            json!({
                "relation": RELATIONS,
                "target": {
                    "namespace": "android_app",
                    "package_name": package,
                    "sha256_cert_fingerprints": certificates,
                },
            })
        });
        statements.collect()
    }

    /// `apple-app-site-association`: the links below `/ios/`, where the callbacks of apps are, and the passkeys.
    pub fn apple_site_association(&self) -> Value {
        let apps = || self.ios.iter().take(MOST);
        let ids: Vec<_> = apps()
            .map(|(team, bundle)| format!("{team}.{bundle}"))
            .collect();
        let links = apps()
            .zip(&ids)
            .map(|((_, bundle), id)| json!({ "appID": id, "paths": [format!("/ios/{bundle}/*")] }));
        json!({
            "applinks": { "apps": [], "details": links.collect::<Vec<_>>() },
            "webcredentials": { "apps": ids },
        })
    }
}

/// What packages, bundles and teams are called.
fn is_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && name.len() <= MOST_LETTERS && name.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_bounded() {
        let mut apps = NativeApps::default();
        for n in 0..2 * MOST {
            let letters = "a".repeat(MOST_LETTERS - 10);
            let certificates: Vec<_> = (0..2 * MOST_CERTIFICATES)
                .map(|n| format!("{n:02X}{}", ":AB".repeat(31)))
                .collect();
            let mobile = json!({
                "android": { "app_package_name": format!("{letters}{n}"), "sha256_cert_fingerprints": certificates },
                "ios": { "team_id": "86WQXF56BC", "app_bundle_identifier": format!("{n}{letters}") },
            });
            apps.add(&serde_json::from_value(mobile).expect("apps"));
        }
        assert!(apps.apple_site_association().to_string().len() < 256 * 1024);
        assert!(apps.asset_links().to_string().len() < 1024 * 1024);
        let other = json!({
            "android": { "app_package_name": "a/b", "sha256_cert_fingerprints": ["14:6D"] },
            "ios": { "team_id": "", "app_bundle_identifier": "x" },
        });
        let mut apps = NativeApps::default();
        apps.add(&serde_json::from_value(other).expect("apps"));
        assert_eq!(apps.asset_links(), json!([]));
    }
}
