//! The servers that a Postgres URL names, as libpq writes them: `postgres://user@one:5432,two:5432/database`. One of them takes
//! writes; which one, changes.

use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Error, PgConnection, Row};
use tokio::time::timeout;

/// How long one of several servers may take to accept a connection before the next is tried.
const ONE_OF_SEVERAL: Duration = Duration::from_secs(1);

/// The driver's word for it: it keeps no prepared statement.
const UNNAMED: &str = "statement-cache-capacity=0";

pub(super) struct Hosts {
    all: Vec<PgConnectOptions>,
    /// The one that took writes last.
    current: AtomicUsize,
    is_pooled: bool,
}

impl Hosts {
    /// `target_session_attrs` is always `read-write`, whatever the URL says.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let options = |url: &String| PgConnectOptions::from_str(url);
        let all: Result<Vec<_>, _> = each(url).iter().map(options).collect();
        // Values are sent as they are stored, so nothing is rounded; poolers do not know the setting.
        let named = |options: PgConnectOptions| {
            let options = options.application_name("footbridge");
            options.extra_float_digits(None)
        };
        Ok(Self {
            all: all?.into_iter().map(named).collect(),
            current: AtomicUsize::new(0),
            is_pooled: url.contains(UNNAMED),
        })
    }

    /// Whether the URL says so: a pooler stands before the servers, and lends a session for each transaction.
    pub(super) fn lead_to_a_pooler(&self) -> bool {
        self.is_pooled
    }

    /// A connection to the first server that accepts one and takes writes; names are resolved anew. Otherwise why the last one
    /// did not.
    pub(super) async fn connect(&self) -> Result<PgConnection, Error> {
        let first = self.current.load(Ordering::Relaxed);
        let mut error = Error::PoolClosed;
        for step in 0..self.all.len() {
            let place = (first + step) % self.all.len();
            let tried = writable(&self.all[place]);
            let connected = match self.all.len() {
                1 => tried.await,
                _ => timeout(ONE_OF_SEVERAL, tried)
                    .await
                    .unwrap_or(Err(Error::PoolTimedOut)),
            };
            match connected {
                Ok(connection) => {
                    self.current.store(place, Ordering::Relaxed);
                    return Ok(connection);
                }
                Err(why) => error = why,
            }
        }
        Err(error)
    }
}

/// Connects, unless the session cannot write: it leads to a standby, or to a primary that was demoted.
async fn writable(options: &PgConnectOptions) -> Result<PgConnection, Error> {
    let mut connection = options.connect().await?;
    let shown = sqlx::raw_sql("SHOW transaction_read_only");
    let shown = shown.fetch_one(&mut connection).await?;
    match shown.try_get::<&str, _>(0)? {
        "on" => Err(std::io::Error::other("the database takes no writes").into()),
        _ => Ok(connection),
    }
}

/// The URL with each of its hosts alone, and without what the driver does not know.
fn each(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return vec![url.to_owned()];
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
    let at = if authority.contains('@') { "@" } else { "" };
    let path = without_target(path);
    let alone = |host: &str| format!("{scheme}://{user}{at}{host}{path}");
    hosts.split(',').map(alone).collect()
}

fn without_target(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let kept = query
        .split('&')
        .filter(|pair| !pair.starts_with("target_session_attrs="));
    let kept: Vec<&str> = kept.collect();
    match kept.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", kept.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_one_host_or_several() {
        assert_eq!(
            each("postgres://u@h/d?host=/run"),
            ["postgres://u@h/d?host=/run"]
        );
        let two = "postgres://u:a%40b@one:1,two/d?target_session_attrs=any&sslmode=require";
        let rest = "/d?sslmode=require";
        let alone = [
            format!("postgres://u:a%40b@one:1{rest}"),
            format!("postgres://u:a%40b@two{rest}"),
        ];
        assert_eq!(each(two), alone);
        let plain = "postgresql://one,two?target_session_attrs=read-write";
        assert_eq!(each(plain), ["postgresql://one", "postgresql://two"]);
        assert_eq!(Hosts::parse(two).expect("a URL").all.len(), 2);
    }
}
