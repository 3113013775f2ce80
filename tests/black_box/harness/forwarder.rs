//! The way to a database, which a test may cut or look at: a TCP port in front of a Unix socket.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

use super::waits::{Wait, WaitReader};

/// What becomes of the connections that there are.
#[derive(Clone, Copy)]
enum Cut {
    Silence,
    Loss,
}

/// How long the database may take to answer what it had been asked before a loss.
const ANSWER: Duration = Duration::from_millis(200);

/// Forwards every connection until the way is cut.
pub struct Forwarder {
    /// The database's URL by this way.
    pub url: String,
    /// The last cut.
    cuts: Arc<watch::Sender<Cut>>,
    /// New connections are taken, and nothing passes on them.
    is_vanished: Arc<AtomicBool>,
    waits: Waits,
}

/// What all clients waited for, in order.
type Waits = Arc<Mutex<Vec<Wait>>>;

impl Forwarder {
    /// A way to a database of the harness's Postgres.
    pub async fn start(database: &str) -> Self {
        let url: Url = database.parse().expect("a URL");
        let host = url.query_pairs().find(|(key, _)| key == "host");
        let to = Path::new(&*host.expect("its directory").1).join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let (cuts, waits) = (Arc::new(watch::Sender::new(Cut::Silence)), Waits::default());
        let (known, noted) = (Arc::clone(&cuts), Arc::clone(&waits));
        let is_vanished = Arc::new(AtomicBool::new(false));
        let vanished = Arc::clone(&is_vanished);
        tokio::spawn(async move {
            let mut unheard = Vec::new();
            while let Ok((client, _)) = listener.accept().await {
                if vanished.load(Ordering::Relaxed) {
                    unheard.push(client);
                    continue;
                }
                let noted = Arc::clone(&noted);
                tokio::spawn(forward(client, to.clone(), known.subscribe(), noted));
            }
        });
        let url = format!("postgres://footbridge@127.0.0.1:{port}{}", url.path());
        Self {
            url,
            cuts,
            is_vanished,
            waits,
        }
    }

    /// From now on nothing passes on the connections that there are, and neither side is told. New ones are forwarded.
    pub fn fall_silent(&self) {
        self.cuts.send_replace(Cut::Silence);
    }

    /// The same, and nothing passes on new ones either: the database's host is gone, and no packet says so.
    pub fn vanish(&self) {
        self.is_vanished.store(true, Ordering::Relaxed);
        self.fall_silent();
    }

    /// New connections are forwarded again.
    pub fn come_back(&self) {
        self.is_vanished.store(false, Ordering::Relaxed);
    }

    /// What was asked before is done, and the answers to it get lost with the connections that there are. New ones are
    /// forwarded.
    pub fn lose_answers(&self) {
        self.cuts.send_replace(Cut::Loss);
    }

    /// What its clients have waited for since the last time that this was asked.
    pub fn take_waits(&self) -> Vec<Wait> {
        std::mem::take(&mut *self.waits.lock().expect("no panic"))
    }
}

async fn forward(mut client: TcpStream, to: PathBuf, mut cuts: watch::Receiver<Cut>, waits: Waits) {
    let Ok(mut server) = UnixStream::connect(to).await else {
        return;
    };
    // Many small messages each way: none of them waits for another.
    client.set_nodelay(true).expect("a socket's option");
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let asked = note(&mut from_client, &mut to_server, &waits);
    let answered = async {
        let _ended = tokio::io::copy(&mut from_server, &mut to_client).await;
        to_client.shutdown().await
    };
    tokio::select! {
        _ended = async { tokio::join!(asked, answered) } => {}
        _cut = cuts.changed() => {
            let cut = *cuts.borrow();
            match cut {
                // Held open, and never read again.
                Cut::Silence => std::future::pending().await,
                Cut::Loss => {
                    let lost = &mut [0; 8192];
                    let _nothing_in_time = tokio::time::timeout(ANSWER, server.read(lost)).await;
                }
            }
        }
    }
}

/// Forwards what the client says, and notes what it waits for.
async fn note(
    client: &mut (impl AsyncReadExt + Unpin),
    server: &mut (impl AsyncWriteExt + Unpin),
    waits: &Waits,
) -> io::Result<()> {
    let (mut reader, mut bytes) = (WaitReader::default(), vec![0; 64 * 1024]);
    loop {
        let sent = client.read(&mut bytes).await?;
        if sent == 0 {
            return server.shutdown().await;
        }
        let begun = reader.read(&bytes[..sent]);
        waits.lock().expect("no panic").extend(begun);
        server.write_all(&bytes[..sent]).await?;
    }
}
