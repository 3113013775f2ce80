//! Which addresses a response may be sent to, and which origins may read one.
//!
//! An entry of a client's list is an address, or a pattern: a placeholder in the first label of its host.

use url::Url;

/// Schemes that run or show something instead of going somewhere: no application owns them.
const DANGEROUS: [&str; 9] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "intent",
    "javascript",
    "vbscript",
    "view-source",
];
/// The placeholder for the name of the organization that the user signs in to.
const ORGANIZATION: &str = "{organization_name}";
/// Stands for a placeholder while the rest of a pattern is compared.
const LABEL: &str = "label";

/// Whether `given` is one of the `registered` callbacks, in a login to the organization of that name.
///
/// Equal to the letter (RFC 9700 §2.1), but for two rules: a native app's loopback callback may use any port
/// (RFC 8252 §7.3), and a pattern stands for one label.
pub fn is_registered(given: &str, registered: &[String], organization: Option<&str>) -> bool {
    if !is_clean(given) || given.contains('#') || is_dangerous(given) || is_pattern(given) {
        return false;
    }
    registered.iter().any(|entry| {
        entry == given
            || is_loopback_port_variant(given, entry)
            || (is_pattern(entry) && matches_as_written(given, entry, organization))
    })
}

/// An address that browsers and parsers read differently from how it is written matches no pattern.
fn matches_as_written(given: &str, pattern: &str, organization: Option<&str>) -> bool {
    let parsed = Url::parse(given).ok();
    let parsed = parsed.filter(|url| {
        url.as_str()
            .strip_prefix(given)
            .is_some_and(|r| r.len() < 2)
    });
    let entry = Entry::parse(pattern);
    matches!((parsed, entry), (Some(given), Some(entry)) if entry.admits(&given, organization))
}

/// Whether the scheme of `uri` must never be registered or redirected to.
pub fn is_dangerous(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or("").to_ascii_lowercase();
    DANGEROUS.contains(&scheme.as_str())
}

/// Whether `uri` is an address on the web that a form can be posted to: no pattern, no credentials.
pub fn is_web_address(uri: &str) -> bool {
    let is_host = |host: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b);
        !host.is_empty() && host.bytes().all(fits)
    };
    parse_web(uri).is_some_and(|url| url.host_str().is_some_and(is_host))
}

/// The first address of a list that can be gone to: a pattern is none.
pub fn first_address(list: &[String]) -> Option<&String> {
    list.iter().find(|uri| !is_pattern(uri))
}

/// Whether an entry stands for more than one address.
pub fn is_pattern(entry: &str) -> bool {
    host_of(entry).is_some_and(|(host, _)| host.contains(['*', '{']))
}

/// Whether nothing can match an entry: its placeholder stands where none may, or is none that we know.
pub fn matches_nothing(entry: &str) -> bool {
    is_pattern(entry) && Entry::parse(entry).is_none()
}

/// Whether a pattern of the list needs to know the organization.
pub fn names_organization(list: &[String]) -> bool {
    list.iter().any(|entry| entry.contains(ORGANIZATION))
}

/// Whether any program on the device could be listening: a private-use scheme, or a loopback address.
pub fn is_non_verifiable(uri: &str) -> bool {
    match Url::parse(uri) {
        Ok(url) if is_web(&url) => url.host_str().is_some_and(is_loopback_host),
        _ => true,
    }
}

/// Whether `given` is in a list of logout URLs. Query and fragment do not count, and the host's case does not.
pub fn is_allowed_logout_url(given: &str, allowed: &[String]) -> bool {
    logout_url(given).is_some_and(|url| is_listed(url, allowed, without_query, None))
}

/// The same for `/oidc/logout`, where query and fragment count, too.
pub fn is_post_logout_url(given: &str, allowed: &[String]) -> bool {
    logout_url(given).is_some_and(|url| is_listed(url, allowed, |url| url, None))
}

fn logout_url(given: &str) -> Option<Url> {
    let is_written_out = given.contains("://") && !given.contains('\\');
    let is_fit = is_clean(given) && is_written_out && !is_dangerous(given) && !is_pattern(given);
    let url = Url::parse(given).ok().filter(|_| is_fit)?;
    (url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Whether `list` names the origin of `given`, in a request for the organization of that name.
pub fn is_allowed_origin(given: &str, list: &[String], organization: Option<&str>) -> bool {
    let given = Url::parse(given).ok();
    let given = given.filter(|url| url.has_host() && !is_pattern(url.as_str()));
    given.is_some_and(|url| is_listed(url, list, origin, organization))
}

fn is_listed(
    given: Url,
    list: &[String],
    part: fn(Url) -> Url,
    organization: Option<&str>,
) -> bool {
    let given = part(given);
    let admits = |entry: Entry| {
        let frame = part(entry.frame);
        Entry { frame, ..entry }.admits(&given, organization)
    };
    list.iter()
        .filter_map(|entry| Entry::parse(entry))
        .any(admits)
}

fn without_query(mut url: Url) -> Url {
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// Scheme, host and port.
fn origin(url: Url) -> Url {
    let mut url = without_query(url);
    url.set_path("");
    url
}

/// An entry of a list, normalised as URLs are.
struct Entry {
    /// With [`LABEL`] in the place of the placeholder.
    frame: Url,
    placeholder: Option<Placeholder>,
}

enum Placeholder {
    /// `*`, and what may stand around it.
    Any {
        prefix: String,
        suffix: String,
    },
    Organization,
}

impl Entry {
    /// `None`: it matches nothing. At least two labels have to follow a placeholder.
    fn parse(entry: &str) -> Option<Self> {
        let (host, tail) = host_of(entry).unwrap_or_default();
        if !host.contains(['*', '{']) {
            let frame = Url::parse(entry).ok()?;
            let placeholder = None;
            return Some(Self { frame, placeholder });
        }
        let (label, parent) = host.split_once('.')?;
        let placeholder = Some(Placeholder::parse(label)?);
        let follows = parent.split('.').filter(|label| is_label(label)).count();
        if follows < 2 || follows != parent.split('.').count() {
            return None;
        }
        let scheme = entry.split(':').next()?;
        let frame = Url::parse(&format!("{scheme}://{LABEL}.{parent}{tail}")).ok()?;
        Some(Self { frame, placeholder })
    }

    fn admits(&self, given: &Url, organization: Option<&str>) -> bool {
        let Some(placeholder) = &self.placeholder else {
            return *given == self.frame;
        };
        let Some((label, parent)) = given.host_str().and_then(|host| host.split_once('.')) else {
            return false;
        };
        let mut framed = given.clone();
        framed.set_host(Some(&format!("{LABEL}.{parent}"))).is_ok()
            && framed == self.frame
            && placeholder.stands_for(label, organization)
    }
}

impl Placeholder {
    fn parse(label: &str) -> Option<Self> {
        if label == ORGANIZATION {
            return Some(Self::Organization);
        }
        let label = label.to_ascii_lowercase();
        let (prefix, suffix) = label.split_once('*')?;
        let fits = [prefix, suffix]
            .iter()
            .all(|part| part.is_empty() || is_label(part));
        fits.then(|| Self::Any {
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        })
    }

    fn stands_for(&self, label: &str, organization: Option<&str>) -> bool {
        match self {
            Self::Organization => organization == Some(label),
            Self::Any { prefix, suffix } => {
                let inner = label.strip_prefix(prefix.as_str());
                let inner = inner.and_then(|rest| rest.strip_suffix(suffix.as_str()));
                inner.is_some_and(is_label)
            }
        }
    }
}

fn is_label(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    !text.is_empty() && text.bytes().all(fits)
}

/// The host of a web address as it is written, with whatever stands before it, and what follows.
fn host_of(uri: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = uri.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let end = rest.find(['/', '\\', '?', '#', ':']).unwrap_or(rest.len());
    is_web.then(|| rest.split_at(end))
}

fn is_clean(given: &str) -> bool {
    given.len() <= 2_000 && given.bytes().all(|b| (0x21..0x7f).contains(&b))
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn parse_web(uri: &str) -> Option<Url> {
    let url = Url::parse(uri).ok().filter(is_web)?;
    (url.username().is_empty() && url.password().is_none()).then_some(url)
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

#[cfg(test)]
mod tests;
