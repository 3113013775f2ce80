//! The grammar of `Forwarded` (RFC 7239 §4).

use super::{Hops, Malformed};

/// How many parameters a hop may have: four are registered.
const MAX_PARAMETERS: usize = 16;

/// Reads the lines of the header. Each is held to the grammar on its own, so that a quotation mark that a caller left
/// open cannot swallow what a proxy wrote on the next line.
pub(super) fn parse(lines: &[&str]) -> Result<Hops, Malformed> {
    let mut hops = Hops {
        header: "Forwarded",
        texts: Vec::new(),
        protocols: Vec::new(),
    };
    for line in lines {
        let mut rest = line.trim_matches([' ', '\t']);
        loop {
            rest = element(rest, &mut hops)?;
            match rest.strip_prefix(',') {
                Some(after) => rest = after.trim_start_matches([' ', '\t']),
                None if rest.is_empty() => break,
                None => return Err(Malformed),
            }
        }
    }
    Ok(hops)
}

/// One hop: `for=…;proto=…`. Returns what follows it.
fn element<'l>(mut rest: &'l str, hops: &mut Hops) -> Result<&'l str, Malformed> {
    let mut seen: Vec<String> = Vec::new();
    let mut named = None;
    loop {
        let (name, value, after) = pair(rest)?;
        let name = name.to_ascii_lowercase();
        // "Each parameter MUST NOT occur more than once per field-value": per hop, as every proxy reads it.
        if seen.contains(&name) || seen.len() == MAX_PARAMETERS {
            return Err(Malformed);
        }
        match name.as_str() {
            "for" => named = Some(node(&value)),
            "proto" => hops.protocols.push(value),
            _ => {}
        }
        seen.push(name);
        rest = after;
        match rest.strip_prefix(';') {
            Some(after) => rest = after,
            None => break,
        }
    }
    hops.texts.push(named);
    Ok(rest.trim_start_matches([' ', '\t']))
}

/// An IPv6 address stands in brackets here (RFC 7239 §6); one without them is turned into no address at all.
fn node(value: &str) -> String {
    if value.matches(':').count() > 1 && !value.starts_with('[') {
        return format!("unbracketed {value}");
    }
    value.to_owned()
}

/// `token "=" (token / quoted-string)`, and what follows it.
fn pair(text: &str) -> Result<(&str, String, &str), Malformed> {
    let (name, rest) = token(text)?;
    let rest = rest.strip_prefix('=').ok_or(Malformed)?;
    if let Some(quoted) = rest.strip_prefix('"') {
        let (value, rest) = quoted_string(quoted)?;
        return Ok((name, value, rest));
    }
    let (value, rest) = token(rest)?;
    Ok((name, value.to_owned(), rest))
}

fn token(text: &str) -> Result<(&str, &str), Malformed> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let end = text.find(|c| !is_token(c)).unwrap_or(text.len());
    if end == 0 {
        return Err(Malformed);
    }
    Ok(text.split_at(end))
}

/// What stands between the quotation marks; the first is already behind us.
fn quoted_string(text: &str) -> Result<(String, &str), Malformed> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((value, &text[at + 1..])),
            '\\' => value.push(chars.next().ok_or(Malformed)?.1),
            _ => value.push(c),
        }
    }
    Err(Malformed)
}
