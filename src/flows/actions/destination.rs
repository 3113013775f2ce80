//! Where `api.redirect` sends a user.

use std::collections::BTreeMap;

use url::Url;

/// Longer addresses are cut off by servers and browsers on the way.
const MAX_ADDRESS: usize = 8_192;

/// Where the user goes, without the `state` that brings them back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination(Url);

impl Destination {
    /// An address on the web, with these parameters in its query. An error is a sentence for the log.
    pub fn new(url: &str, query: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut url = Url::parse(url).map_err(|e| format!("{url:?} is no address: {e}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("the user cannot be sent to {}:", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the user cannot be sent to an address with a password".into());
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        if url.as_str().len() > MAX_ADDRESS {
            return Err(format!("the address is longer than {MAX_ADDRESS} bytes"));
        }
        Ok(Self(url))
    }

    /// The address with the `state` that is to be brought back; another one of that name goes.
    pub fn with_state(mut self, state: &str) -> String {
        let others: Vec<(String, String)> = self
            .0
            .query_pairs()
            .filter(|(name, _)| name != "state")
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let mut query = self.0.query_pairs_mut();
        query.clear().extend_pairs(others);
        query.append_pair("state", state);
        drop(query);
        self.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(url: &str, query: &[(&str, &str)]) -> Result<String, String> {
        let owned = |(n, v): &(&str, &str)| ((*n).to_owned(), (*v).to_owned());
        Destination::new(url, &query.iter().map(owned).collect()).map(|d| d.with_state("s&1"))
    }

    #[test]
    fn the_state_is_ours_and_the_rest_stays() {
        assert_eq!(
            sent("https://e.example/p?a=1&state=theirs#part", &[("b", "x y")]).unwrap(),
            "https://e.example/p?a=1&b=x+y&state=s%261#part"
        );
        assert_eq!(
            sent("https://e.example", &[("state", "mine")]).unwrap(),
            "https://e.example/?state=s%261"
        );
    }

    #[test]
    fn only_web_addresses_are_destinations() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/continue",
            "com.app://x",
            "https://a:b@e.example/",
            "",
        ] {
            assert!(sent(bad, &[]).is_err(), "{bad}");
        }
        let long = "x".repeat(9_000);
        assert!(sent("https://e.example/", &[("q", &long)]).is_err());
    }
}
