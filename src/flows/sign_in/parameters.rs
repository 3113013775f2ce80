//! Parameters that more than one protocol's requests have.

use std::time::Duration;

use super::request::Prompt;
use crate::flows::{Code, Refusal};

/// Longest `state`, `nonce` and other strings that we keep for the application, in bytes.
const MAX_LENGTH: usize = 4_096;

/// Gives a parameter's value.
pub type Get<'g, 'a> = &'g (dyn Fn(&str) -> Option<&'a str> + Sync);

/// A string that we keep and give back, within bounds.
pub fn bounded(name: &str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    match text {
        Some(text) if text.len() > MAX_LENGTH => {
            Err(Code::InvalidRequest.refuse(format!("{name} is longer than {MAX_LENGTH} bytes")))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

/// `max_age`, in whole seconds.
pub fn parse_max_age(text: Option<&str>) -> Result<Option<Duration>, Refusal> {
    match text.map(str::parse::<u32>) {
        None => Ok(None),
        Some(Ok(seconds)) => Ok(Some(Duration::from_secs(u64::from(seconds)))),
        Some(Err(_)) => {
            Err(Code::InvalidRequest.refuse("Invalid max_age: must be a number of seconds"))
        }
    }
}

/// `prompt` (OIDC Core §3.1.2.1; Initiating User Registration 1.0 §4): a list of words; `none` stands alone. A new account is
/// not the one that is signed in.
pub fn parse_prompt(text: Option<&str>) -> Result<Prompt, Refusal> {
    let mut prompt = Prompt::default();
    for word in text.unwrap_or("").split_ascii_whitespace() {
        match word {
            "none" => prompt.none = true,
            "login" => prompt.login = true,
            "select_account" => prompt.select_account = true,
            "consent" => prompt.consent = true,
            "create" => (prompt.create, prompt.login) = (true, true),
            _ => {
                let text =
                    "Invalid prompt: must be none, or of login, consent, select_account, create";
                return Err(Code::InvalidRequest.refuse(text));
            }
        }
    }
    if prompt.none && (prompt.login || prompt.consent || prompt.select_account) {
        return Err(
            Code::InvalidRequest.refuse("prompt none cannot be combined with another value")
        );
    }
    Ok(prompt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompt_none_stands_alone() {
        assert!(parse_prompt(Some("none")).unwrap().none);
        assert!(parse_prompt(Some("none login")).is_err());
        assert!(parse_prompt(Some("select_account none")).is_err());
        assert!(parse_prompt(Some("none create")).is_err());
        assert!(parse_prompt(Some("magic")).is_err());
        assert!(parse_prompt(Some("login consent")).unwrap().consent);
    }
}
