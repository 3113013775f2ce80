//! What the reference model knows of clients, and what it remembers.

/// What the outside sees of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Tokens, and whether a refresh token is among them.
    Tokens {
        refresh_token: bool,
    },
    /// `error` of the token endpoint, and its status.
    Denied(u16, &'static str),
    /// Back at the application with a code.
    Entered,
    LoginPage,
    Done,
}

pub struct Family {
    pub client: &'static str,
    pub user: usize,
    /// When each token was superseded.
    pub tokens: Vec<Option<i64>>,
    pub created: i64,
    pub used: Option<i64>,
    pub idle_from: i64,
    pub parent: Option<usize>,
    /// The session that it ends with.
    pub online: Option<usize>,
    /// Whether its end took its descendants along.
    pub ended: Option<bool>,
}

pub struct Transfer {
    pub family: usize,
    pub device: usize,
    pub issued: i64,
    pub burnt: bool,
}

pub struct Session {
    pub user: usize,
    pub parent: Option<usize>,
    pub ended: bool,
}

pub struct Code {
    pub client: &'static str,
    pub session: usize,
    pub parent: Option<usize>,
    pub issued: i64,
    pub used: bool,
    pub family: Option<usize>,
    pub id_token: bool,
}

pub fn cascades(client: &str) -> bool {
    client != "native-uncascaded"
}

pub fn is_native(client: &str) -> bool {
    client.starts_with("native")
}

pub fn rotates(client: &str) -> bool {
    is_native(client) && client != "native-static"
}

pub fn leeway(client: &str) -> i64 {
    if client == "native-leeway" { 30 } else { 0 }
}

pub fn allows(client: &str, by_cookie: bool) -> bool {
    match client {
        "web-closed" => false,
        "web-query" => !by_cookie,
        "web-cookie" => by_cookie,
        _ => true,
    }
}
