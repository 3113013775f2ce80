//! An SMTP server that keeps what it accepts: with AUTH, and TLS by STARTTLS or from the first byte.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const PATIENCE: Duration = Duration::from_secs(60);
pub const SMTP_USER: &str = "footbridge";
pub const SMTP_PASSWORD: &str = "smtp-password";

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinkMood {
    Accepts,
    /// At the recipient, with this code.
    Refuses(u16),
    /// Keeps the message, and never says so.
    Stalls,
}

/// A message that was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub from: String,
    pub to: String,
    pub data: String,
    pub over_tls: bool,
    pub user: Option<String>,
}

impl Kept {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.data.split_once("\r\n\r\n").expect("a head");
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let prefix = format!("{name}: ");
        let line = unfolded
            .split("\r\n")
            .find_map(|line| line.strip_prefix(&prefix));
        line.unwrap_or_else(|| panic!("no {name} in {head}"))
            .to_owned()
    }
}

pub struct SmtpSink {
    pub port: u16,
    certificate: String,
    shared: Arc<Shared>,
}

struct Shared {
    mood: Mutex<SinkMood>,
    kept: Mutex<Vec<Kept>>,
    tls: Arc<ServerConfig>,
    has_starttls: bool,
}

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

impl SmtpSink {
    /// With STARTTLS, or without any TLS.
    pub fn start(has_starttls: bool) -> Self {
        // Another test may have been first.
        let _first = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]);
        let made = made.expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let tls = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::from(key));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let sink = Self {
            port: listener.local_addr().expect("a bound port").port(),
            certificate: made.cert.pem(),
            shared: Arc::new(Shared {
                mood: Mutex::new(SinkMood::Accepts),
                kept: Mutex::default(),
                tls: Arc::new(tls.expect("a certificate of ours")),
                has_starttls,
            }),
        };
        let shared = sink.shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = shared.clone();
                // A client that hangs up is no trouble.
                std::thread::spawn(move || Session::new(&shared).serve(stream));
            }
        });
        sink
    }

    /// Writes what a server has to trust.
    pub fn trusted_in(&self, directory: &Path) -> PathBuf {
        let path = directory.join(format!("smtp-{}.pem", self.port));
        std::fs::write(&path, &self.certificate).expect("our own directory");
        path
    }

    pub fn be(&self, mood: SinkMood) {
        *self.shared.mood.lock().expect("no holder panics") = mood;
    }

    pub fn kept(&self) -> Vec<Kept> {
        self.shared.kept.lock().expect("no holder panics").clone()
    }

    /// Waits until so many messages are kept.
    pub async fn expect(&self, count: usize) -> Vec<Kept> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let kept = self.kept();
            if kept.len() >= count {
                return kept;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} messages were expected: {:#?}", self.kept());
    }
}

struct Session<'s> {
    shared: &'s Shared,
    over_tls: bool,
    user: Option<String>,
    from: String,
    to: String,
}

impl<'s> Session<'s> {
    fn new(shared: &'s Shared) -> Self {
        Self {
            shared,
            over_tls: false,
            user: None,
            from: String::new(),
            to: String::new(),
        }
    }

    fn serve(&mut self, mut stream: TcpStream) -> io::Result<()> {
        say(&mut stream, "220 sink")?;
        if !self.talk(&mut stream)? {
            return Ok(());
        }
        let tls = ServerConnection::new(self.shared.tls.clone()).map_err(io::Error::other)?;
        self.over_tls = true;
        self.talk(&mut StreamOwned::new(tls, stream)).map(drop)
    }

    /// Until the end, or STARTTLS: true.
    fn talk(&mut self, wire: &mut dyn Wire) -> io::Result<bool> {
        loop {
            let line = read_line(wire)?;
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    let starttls = self.shared.has_starttls && !self.over_tls;
                    let offer = if starttls {
                        "250-STARTTLS"
                    } else {
                        "250-AUTH PLAIN LOGIN"
                    };
                    say(wire, &format!("250-sink\r\n{offer}\r\n250 8BITMIME"))?;
                }
                "STARTTLS" => {
                    say(wire, "220 go")?;
                    return Ok(true);
                }
                "AUTH" => self.authenticate(wire, rest)?,
                "MAIL" => {
                    self.from = address(rest);
                    say(wire, "250 ok")?;
                }
                "RCPT" => {
                    let mood = *self.shared.mood.lock().expect("no holder panics");
                    self.to = address(rest);
                    match mood {
                        SinkMood::Refuses(code) => say(wire, &format!("{code} not here"))?,
                        _ => say(wire, "250 ok")?,
                    }
                }
                "DATA" => self.data(wire)?,
                "QUIT" => {
                    say(wire, "221 bye")?;
                    return Ok(false);
                }
                _ => say(wire, "250 ok")?,
            }
        }
    }

    fn authenticate(&mut self, wire: &mut dyn Wire, rest: &str) -> io::Result<()> {
        let (user, password) = match rest.split_once(' ') {
            Some(("PLAIN", given)) => {
                let parts = decoded(given);
                let mut parts = parts.split('\0').skip(1).map(str::to_owned);
                (
                    parts.next().unwrap_or_default(),
                    parts.next().unwrap_or_default(),
                )
            }
            _ => {
                say(wire, "334 VXNlcm5hbWU6")?;
                let user = decoded(&read_line(wire)?);
                say(wire, "334 UGFzc3dvcmQ6")?;
                (user, decoded(&read_line(wire)?))
            }
        };
        if (user.as_str(), password.as_str()) != (SMTP_USER, SMTP_PASSWORD) {
            return say(wire, "535 5.7.8 wrong name or password");
        }
        self.user = Some(user);
        say(wire, "235 ok")
    }

    fn data(&mut self, wire: &mut dyn Wire) -> io::Result<()> {
        say(wire, "354 go")?;
        let mut data = String::new();
        loop {
            let line = read_line(wire)?;
            if line == "." {
                break;
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push_str("\r\n");
        }
        let kept = Kept {
            from: self.from.clone(),
            to: self.to.clone(),
            data,
            over_tls: self.over_tls,
            user: self.user.clone(),
        };
        self.shared
            .kept
            .lock()
            .expect("no holder panics")
            .push(kept);
        let mood = *self.shared.mood.lock().expect("no holder panics");
        if mood == SinkMood::Stalls {
            std::thread::sleep(PATIENCE);
        }
        say(wire, "250 kept as 4711")
    }
}

/// What stands in angle brackets.
fn address(rest: &str) -> String {
    let inner = rest
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    inner
        .map(|(address, _)| address)
        .unwrap_or_default()
        .to_owned()
}

fn decoded(text: &str) -> String {
    let bytes = STANDARD.decode(text).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn say(wire: &mut (impl Write + ?Sized), line: &str) -> io::Result<()> {
    wire.write_all(format!("{line}\r\n").as_bytes())?;
    wire.flush()
}

fn read_line(wire: &mut (impl Read + ?Sized)) -> io::Result<String> {
    let mut line = vec![];
    let mut byte = [0];
    while !line.ends_with(b"\r\n") {
        wire.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    line.truncate(line.len() - 2);
    Ok(String::from_utf8_lossy(&line).into_owned())
}
