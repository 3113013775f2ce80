//! The URL Standard's parser, for the `URL` class.

use ::url::{Url, quirks};

/// The parts of an address: href, origin, protocol, username, password, host, hostname, port, pathname, search, hash.
/// `None`: it is no address.
pub fn parse(text: String, base: Option<String>) -> Option<Vec<String>> {
    let base = match base {
        Some(base) => Some(Url::parse(&base).ok()?),
        None => None,
    };
    let parsed = Url::options().base_url(base.as_ref()).parse(&text).ok()?;
    Some(parts(&parsed))
}

/// The parts after one of them was changed; what cannot be changed stays.
pub fn change(href: String, part: String, value: String) -> Option<Vec<String>> {
    let mut url = Url::parse(&href).ok()?;
    // The standard's setters ignore what they cannot take.
    let _ignored = match part.as_str() {
        "protocol" => quirks::set_protocol(&mut url, &value),
        "username" => quirks::set_username(&mut url, &value),
        "password" => quirks::set_password(&mut url, &value),
        "host" => quirks::set_host(&mut url, &value),
        "hostname" => quirks::set_hostname(&mut url, &value),
        "port" => quirks::set_port(&mut url, &value),
        "pathname" => {
            quirks::set_pathname(&mut url, &value);
            Ok(())
        }
        "search" => {
            quirks::set_search(&mut url, &value);
            Ok(())
        }
        "hash" => {
            quirks::set_hash(&mut url, &value);
            Ok(())
        }
        _ => Err(()),
    };
    Some(parts(&url))
}

fn parts(url: &Url) -> Vec<String> {
    let port = url.port().map(|p| p.to_string()).unwrap_or_default();
    let texts = [
        url.as_str(),
        &quirks::origin(url),
        quirks::protocol(url),
        quirks::username(url),
        quirks::password(url),
        quirks::host(url),
        quirks::hostname(url),
        &port,
        quirks::pathname(url),
        quirks::search(url),
        quirks::hash(url),
    ];
    texts.map(str::to_owned).to_vec()
}
