//! The way to a database, which a test may cut: a TCP port in front of a Unix socket.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::Url;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// Forwards every connection until it is told to fall silent.
pub struct Forwarder {
    /// The database's URL by this way.
    pub url: String,
    /// How often the way has been cut.
    cuts: Arc<watch::Sender<u64>>,
}

impl Forwarder {
    /// A way to a database of the harness's Postgres.
    pub async fn start(database: &str) -> Self {
        let url: Url = database.parse().expect("a URL");
        let host = url.query_pairs().find(|(key, _)| key == "host");
        let to = Path::new(&*host.expect("its directory").1).join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let cuts = Arc::new(watch::Sender::new(0));
        let known = Arc::clone(&cuts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(forward(client, to.clone(), known.subscribe()));
            }
        });
        let url = format!("postgres://footbridge@127.0.0.1:{port}{}", url.path());
        Self { url, cuts }
    }

    /// From now on nothing passes on the connections that there are, and neither side is told. New ones are forwarded.
    pub fn fall_silent(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

async fn forward(mut client: TcpStream, to: PathBuf, mut cuts: watch::Receiver<u64>) {
    let Ok(mut server) = UnixStream::connect(to).await else {
        return;
    };
    tokio::select! {
        _ended = copy_bidirectional(&mut client, &mut server) => {}
        _cut = cuts.changed() => {
            // Held open, and never read again.
            std::future::pending::<()>().await;
        }
    }
}
