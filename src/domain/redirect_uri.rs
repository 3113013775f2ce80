//! Which addresses a response may be sent to.

use url::Url;

/// Schemes that run something instead of going somewhere.
const DANGEROUS: [&str; 5] = ["javascript", "data", "vbscript", "file", "blob"];

/// Whether `given` is one of the `registered` callbacks.
///
/// Equal to the letter (RFC 9700 §2.1), but for two rules: a native app's loopback callback may use any port
/// (RFC 8252 §7.3), and a registered `https://*.example.com/…` stands for one label.
pub fn is_registered(given: &str, registered: &[String]) -> bool {
    let clean = given.len() <= 2_000
        && !given.contains('#')
        && given.bytes().all(|b| (0x21..0x7f).contains(&b));
    clean
        && !is_dangerous(given)
        && registered
            .iter()
            .any(|r| r == given || is_loopback_port_variant(given, r) || matches_wildcard(given, r))
}

/// Whether the scheme of `uri` must never be registered or redirected to.
pub fn is_dangerous(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or("").to_ascii_lowercase();
    DANGEROUS.contains(&scheme.as_str())
}

/// The first address of a list that can be gone to: a pattern is none.
pub fn first_address(list: &[String]) -> Option<&String> {
    list.iter().find(|uri| !uri.contains("://*."))
}

/// Whether any program on the device could be listening: a private-use scheme, or a loopback address.
pub fn is_non_verifiable(uri: &str) -> bool {
    match Url::parse(uri) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            url.host_str().is_some_and(is_loopback_host)
        }
        _ => true,
    }
}

/// Whether `given` is in a list of logout URLs. Query and fragment do not count, and the host's case does not.
pub fn is_allowed_logout_url(given: &str, allowed: &[String]) -> bool {
    let clean = given.len() <= 2_000
        && given.bytes().all(|b| (0x21..0x7f).contains(&b))
        && given.contains("://")
        && !given.contains('\\');
    let Some(bare) = clean.then(|| without_query(given)).flatten() else {
        return false;
    };
    !is_dangerous(given)
        && allowed
            .iter()
            .any(|a| without_query(a).is_some_and(|a| a == bare) || matches_wildcard(&bare, a))
}

fn without_query(text: &str) -> Option<String> {
    let mut url = Url::parse(text).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    (url.username().is_empty() && url.password().is_none()).then(|| url.into())
}

fn is_loopback_host(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// `http://127.0.0.1:53124/cb` for a registered `http://127.0.0.1/cb`: only for address literals, and only the port differs.
fn is_loopback_port_variant(given: &str, registered: &str) -> bool {
    ["http://127.0.0.1", "http://[::1]"].iter().any(|base| {
        let (Some(given), Some(registered)) =
            (given.strip_prefix(base), registered.strip_prefix(base))
        else {
            return false;
        };
        let (given_port, given_path) = split_port(given);
        let (_, registered_path) = split_port(registered);
        given_path == registered_path
            && given_port.is_none_or(|p| p.parse::<u16>().is_ok_and(|p| p > 0))
    })
}

/// Splits what follows the host; a "host" that goes on (`.evil.example`) leaves a path that cannot be equal.
fn split_port(after_host: &str) -> (Option<&str>, &str) {
    match after_host.strip_prefix(':') {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, after_host),
    }
}

/// One label, lower-case letters, digits and hyphens, in front of at least two more.
fn matches_wildcard(given: &str, pattern: &str) -> bool {
    let Some((scheme, rest)) = pattern.split_once("://*.") else {
        return false;
    };
    let host = rest.split(['/', ':', '?']).next().unwrap_or("");
    let Some(given_rest) = given
        .strip_prefix(scheme)
        .and_then(|g| g.strip_prefix("://"))
    else {
        return false;
    };
    let Some((label, tail)) = given_rest.split_once('.') else {
        return false;
    };
    matches!(scheme, "http" | "https")
        && host.contains('.')
        && tail == rest
        && !label.is_empty()
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(given: &str, registered: &str) -> bool {
        is_registered(given, &[registered.to_owned()])
    }

    #[test]
    fn callbacks_are_equal_to_the_letter() {
        let cb = "https://app.example.com/cb";
        assert!(ok(cb, cb));
        for other in [
            "https://app.example.com/cb/",
            "https://APP.example.com/cb",
            "https://app.example.com:443/cb",
            "https://app.example.com/cb?x=1",
            "https://app.example.com/cb#x",
            "https://app.example.com/./cb",
            "https://app.example.com@evil.example/cb",
            "https://app.example.com.evil.example/cb",
            "https://app.example.com\\@evil.example/cb",
            "http://app.example.com/cb",
            "https://app.example.com/cb%0a",
            "https://app.example.com/\tcb",
        ] {
            assert!(!ok(other, cb), "{other}");
        }
    }

    #[test]
    fn a_loopback_callback_may_use_any_port() {
        assert!(ok("http://127.0.0.1:53124/cb", "http://127.0.0.1/cb"));
        assert!(ok("http://[::1]:1/cb", "http://[::1]:8080/cb"));
        assert!(!ok("http://127.0.0.1:53124/other", "http://127.0.0.1/cb"));
        assert!(!ok(
            "http://127.0.0.1.evil.example/cb",
            "http://127.0.0.1/cb"
        ));
        assert!(!ok(
            "http://127.0.0.1:80@evil.example/cb",
            "http://127.0.0.1/cb"
        ));
        assert!(!ok("http://localhost:1/cb", "http://localhost:3000/cb"));
    }

    #[test]
    fn a_wildcard_stands_for_one_label() {
        let any = "https://*.example.com/cb";
        assert!(ok("https://pr-12.example.com/cb", any));
        for other in [
            "https://a.b.example.com/cb",
            "https://.example.com/cb",
            "https://evil/x.example.com/cb",
        ] {
            assert!(!ok(other, any), "{other}");
        }
        assert!(!ok("https://evil.com/", "https://*.com/"));
    }

    #[test]
    fn dangerous_schemes_go_nowhere() {
        assert!(!ok("javascript:alert(1)", "javascript:alert(1)"));
    }

    #[test]
    fn logout_urls_ignore_the_query() {
        let allowed = ["https://app.example.com/bye".to_owned()];
        assert!(is_allowed_logout_url(
            "https://APP.example.com/bye?x=1",
            &allowed
        ));
        assert!(!is_allowed_logout_url(
            "https://app.example.com/bye/more",
            &allowed
        ));
        assert!(!is_allowed_logout_url(
            "https://app.example.com:1/bye",
            &allowed
        ));
        assert!(!is_allowed_logout_url("//app.example.com/bye", &allowed));
        // Browsers and parsers read these as the same address; we only take what is written as one.
        assert!(!is_allowed_logout_url(
            "https:app.example.com/bye",
            &allowed
        ));
        assert!(!is_allowed_logout_url(
            "https:/app.example.com/bye",
            &allowed
        ));
    }
}
