//! The limit of open connections: fewer than the process has descriptors, so that it can always accept, query its database
//! and open its files. No single network can use them all, and a client that does not read what is written to it is
//! disconnected.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum_server::accept::Accept;
use ipnet::IpNet;
use rustix::net::sockopt;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::patience::Stall;
use crate::domain::networks::networks_of;
use crate::telemetry::metrics as names;

/// More would not fit into memory.
const MOST: u64 = 65_536;
/// How often the log reports refused connections.
const TOLD_EVERY: Duration = Duration::from_secs(60);
/// A peer that says nothing for so long is asked, so often, so many times.
const PEER_IS_SILENT: Duration = Duration::from_secs(30);
const ASKED_EVERY: Duration = Duration::from_secs(10);
const ASKED: u32 = 3;

/// The limit of open connections, over all listeners.
#[derive(Debug, Clone)]
pub struct Capacity(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    all: usize,
    /// Trusted proxies, which forward the requests of many callers.
    trusted: Vec<IpNet>,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    of_networks: HashMap<IpNet, usize>,
    told: Option<Instant>,
}

impl Capacity {
    /// Raises the limit of descriptors as far as the system allows, and uses three quarters of it for connections.
    pub fn of_process(trusted: Vec<IpNet>) -> Self {
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        };
        let descriptors = match setrlimit(Resource::Nofile, raised) {
            Ok(()) => limit.maximum,
            Err(error) => {
                tracing::warn!(%error, "the limit of open files cannot be raised");
                limit.current
            }
        };
        let all = descriptors.map_or(MOST, |n| MOST.min(n / 4 * 3));
        Self::of(usize::try_from(all).unwrap_or(usize::MAX), trusted)
    }

    fn of(all: usize, trusted: Vec<IpNet>) -> Self {
        Self(Arc::new(Shared {
            all,
            trusted,
            open: Mutex::default(),
        }))
    }

    /// A place for a connection of `peer`, unless the limit is reached.
    fn enter(&self, peer: IpAddr) -> Option<Place> {
        let shared = &self.0;
        let is_proxy = shared.trusted.iter().any(|net| net.contains(&peer));
        let counted = networks_of(peer).filter(|_| !is_proxy);
        // A single caller may have a quarter, a wider network half.
        let networks: Vec<(IpNet, usize)> = counted
            .map(|c| {
                (
                    c.network,
                    if c.weight == 1 {
                        shared.all / 4
                    } else {
                        shared.all / 2
                    },
                )
            })
            .collect();
        let mut open = shared.open();
        let taken = |open: &Open, network| open.of_networks.get(network).copied().unwrap_or(0);
        let is_network_full = networks.iter().any(|(n, most)| taken(&open, n) >= *most);
        if open.all >= shared.all || is_network_full {
            let reason = if is_network_full { "network" } else { "all" };
            metrics::counter!(names::CONNECTIONS_REFUSED, "reason" => reason).increment(1);
            if open.told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
                open.told = Some(Instant::now());
                tracing::warn!(%peer, reason, open = open.all, most = shared.all, "connections are refused: too many are open");
            }
            return None;
        }
        open.all += 1;
        let networks: Vec<IpNet> = networks.into_iter().map(|(network, _)| network).collect();
        for network in &networks {
            *open.of_networks.entry(*network).or_default() += 1;
        }
        drop(open);
        Some(Place {
            shared: shared.clone(),
            networks,
        })
    }
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One open connection, counted until it is dropped.
#[derive(Debug)]
struct Place {
    shared: Arc<Shared>,
    networks: Vec<IpNet>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.shared.open();
        open.all -= 1;
        for network in &self.networks {
            if let Some(count) = open.of_networks.get_mut(network) {
                *count -= 1;
                if *count == 0 {
                    open.of_networks.remove(network);
                }
            }
        }
    }
}

/// Accepts connections up to the limit, and closes the others.
#[derive(Debug, Clone)]
pub(super) struct Doorman(pub(super) Capacity);

impl<S> Accept<TcpStream, S> for Doorman {
    type Stream = Admitted;
    type Service = S;
    type Future = Ready<io::Result<(Admitted, S)>>;

    fn accept(&self, connection: TcpStream, service: S) -> Self::Future {
        ready(self.admit(connection).map(|admitted| (admitted, service)))
    }
}

impl Doorman {
    fn admit(&self, connection: TcpStream) -> io::Result<Admitted> {
        connection.set_nodelay(true)?;
        keep_alive(&connection)?;
        let peer = connection.peer_addr()?.ip().to_canonical();
        let place = self.0.enter(peer);
        let place = place.ok_or_else(|| io::Error::from(io::ErrorKind::QuotaExceeded))?;
        Ok(Admitted {
            connection,
            stall: Stall::default(),
            _place: place,
        })
    }
}

/// Has the system ask a silent peer whether it is still there, so that what forgets quiet connections on the way does not.
fn keep_alive(connection: &TcpStream) -> io::Result<()> {
    sockopt::set_socket_keepalive(connection, true)?;
    sockopt::set_tcp_keepidle(connection, PEER_IS_SILENT)?;
    sockopt::set_tcp_keepintvl(connection, ASKED_EVERY)?;
    sockopt::set_tcp_keepcnt(connection, ASKED)?;
    Ok(())
}

/// A connection that is counted until it ends. It is below TLS, whose buffers would hide a stall.
pub(super) struct Admitted {
    connection: TcpStream,
    stall: Stall,
    _place: Place,
}

impl AsyncRead for Admitted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Admitted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write(cx, bytes);
        self.stall.limit(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.connection).poll_write_vectored(cx, slices);
        self.stall.limit(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capacity() -> Capacity {
        Capacity::of(8, vec!["10.0.0.0/8".parse().unwrap()])
    }

    fn entered(capacity: &Capacity, peer: &str) -> Option<Place> {
        capacity.enter(peer.parse().unwrap())
    }

    #[test]
    fn no_network_has_all_places() {
        let capacity = capacity();
        let mut places = vec![];
        let mut enter = |peer: &str| {
            let place = entered(&capacity, peer);
            let is_in = place.is_some();
            places.extend(place);
            is_in
        };
        assert!(enter("192.0.2.1") && enter("192.0.2.1"));
        assert!(!enter("192.0.2.1"), "a quarter for one address");
        assert!(enter("192.0.2.2") && enter("192.0.2.3"));
        assert!(!enter("192.0.2.4"), "half for a /24");
        assert!(enter("2001:db8:0:1::1") && enter("2001:db8:0:1::2"));
        assert!(!enter("2001:db8:0:1::3"), "a quarter for a /64");
        assert!(enter("198.51.100.1") && enter("10.0.0.1"));
        assert!(!enter("203.0.113.1"), "there is no place left");
    }

    #[test]
    fn a_place_is_given_back_and_a_proxy_has_as_many_as_there_are() {
        let capacity = capacity();
        for _ in 0..3 {
            let places: Vec<_> = (0..8).map(|_| entered(&capacity, "10.0.0.1")).collect();
            assert!(places.iter().all(Option::is_some));
            assert!(entered(&capacity, "203.0.113.1").is_none());
        }
        let place = entered(&capacity, "203.0.113.1");
        assert!(place.is_some());
        drop(place);
        let open = capacity.0.open();
        assert!(open.all == 0 && open.of_networks.is_empty());
    }
}
