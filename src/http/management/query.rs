//! The query of a call, read from its URL.

use crate::domain::json_schema::Mismatch;
use crate::http::form::{ParamError, Params};
use crate::resources::api::error::ApiError;
use crate::resources::api::query::{Parameter, Query, list_named};

/// Reads the part of the URL after the question mark.
pub fn read(raw: &str, allowed: &[Parameter]) -> Result<Query, ApiError> {
    let raw = numbered(raw, allowed);
    let params = Params::from_query(&raw).map_err(|e| ApiError::bad_query(&malformed(&e)))?;
    Query::of(params.iter(), allowed)
}

/// The query with the elements of lists numbered, because no parameter may be sent twice.
fn numbered(raw: &str, allowed: &[Parameter]) -> String {
    let pairs = raw.split('&').enumerate().map(|(index, pair)| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // The bracket may be percent-encoded.
        let bare = name.split(['[', '%']).next().unwrap_or_default();
        match list_named(bare, allowed) {
            Some(list) => format!("{list}[{index}]={value}"),
            None => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn malformed(e: &ParamError) -> Mismatch {
    match e {
        ParamError::Duplicate(name) => {
            let sentence = "Expected type string but found type array";
            Mismatch::at(&name.to_string(), sentence, None)
        }
        other => Mismatch::at("", other.to_string(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_in_any_way() {
        let allowed = [Parameter::texts("strategy"), Parameter::text("name")];
        let read = |raw: &str| super::read(raw, &allowed);
        for raw in [
            "strategy=a&strategy=b&name=n",
            "strategy[0]=a&strategy[1]=b&name=n",
            "strategy%5B%5D=a&name=n&strategy%5B%5D=b",
        ] {
            let query = read(raw).expect("a query");
            assert_eq!(
                query.texts("strategy"),
                Some(&["a".into(), "b".into()][..]),
                "{raw}"
            );
            assert_eq!(query.text("name"), Some("n"));
        }
        assert_eq!(read("name=n").expect("a query").texts("strategy"), None);
        assert!(read("name=a&name=b").is_err());
        assert!(read("name[0]=a").is_err());
    }
}
