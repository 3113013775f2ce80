//! What is known of the network behind an address: its autonomous system and its place, from `.mmdb` files.
//!
//! The files are held on the heap, never mapped: one that is overwritten while it is read cannot hurt. A file that
//! changes is read again and takes the old one's place in one atomic step; one that does not verify never does.

use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::net::IpAddr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arc_swap::ArcSwap;
use maxminddb::{MaxMindDbError, Reader, WithinOptions};
use serde::de::IgnoredAny;
use time::OffsetDateTime;

use crate::domain::device::GeoIp;

mod countries;
mod record;

/// No database in circulation is a fifth of this.
const MAX_FILE_BYTES: u64 = 1 << 30;

/// The databases that the configuration names.
#[derive(Debug)]
pub struct Network {
    asn: Option<Database>,
    city: Option<Database>,
}

/// What the databases know of one address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkFacts {
    pub asn: Option<u32>,
    pub geoip: Option<GeoIp>,
}

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    Asn,
    City,
}

/// A database as its own metadata describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub kind: DatabaseKind,
    pub path: PathBuf,
    pub database_type: String,
    /// When its publisher built it; absent where the file holds no possible time.
    pub built_at: Option<OffsetDateTime>,
    pub node_count: u32,
}

/// One change that [`Network::refresh`] found: the database now in use, or why the old one stays.
#[derive(Debug)]
pub struct Refreshed {
    pub kind: DatabaseKind,
    pub outcome: Result<Description, NetworkError>,
}

/// Why a file cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} is not a usable .mmdb file: {source}", path.display())]
    Broken {
        path: PathBuf,
        source: MaxMindDbError,
    },
}

impl Network {
    /// Reads and verifies the databases. Blocks for as long as that takes.
    pub fn open(asn: Option<&Path>, city: Option<&Path>) -> Result<Self, NetworkError> {
        let open = |kind, path: Option<&Path>| path.map(|p| Database::open(kind, p)).transpose();
        Ok(Self {
            asn: open(DatabaseKind::Asn, asn)?,
            city: open(DatabaseKind::City, city)?,
        })
    }

    /// What is known of `ip`. What the databases lack is absent, so a private address has no autonomous system.
    pub fn facts(&self, ip: IpAddr) -> NetworkFacts {
        let ip = ip.to_canonical();
        NetworkFacts {
            asn: (self.asn.as_ref()).and_then(|db| record::asn(&db.reader.load(), ip)),
            geoip: (self.city.as_ref()).and_then(|db| record::geoip(&db.reader.load(), ip)),
        }
    }

    /// Takes in the files that changed since the last look, and says what became of each: once for each change.
    ///
    /// It reads whole files: call it where blocking is allowed.
    pub fn refresh(&self) -> Vec<Refreshed> {
        self.databases().filter_map(Database::refresh).collect()
    }

    /// The databases in use.
    pub fn describe(&self) -> Vec<Description> {
        self.databases().map(Database::describe).collect()
    }

    /// The build time of each database in use, by the label of its kind.
    pub fn built_at(&self) -> impl Iterator<Item = (&'static str, OffsetDateTime)> {
        self.databases().filter_map(|database| {
            let label = match database.kind {
                DatabaseKind::Asn => "asn",
                DatabaseKind::City => "city",
            };
            Some((label, database.describe().built_at?))
        })
    }

    fn databases(&self) -> impl Iterator<Item = &Database> {
        self.asn.iter().chain(&self.city)
    }
}

/// One file and the last good reading of it.
#[derive(Debug)]
struct Database {
    kind: DatabaseKind,
    path: PathBuf,
    reader: ArcSwap<Reader<Vec<u8>>>,
    seen: Mutex<Seen>,
}

/// The file as it was at the last look.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// It was read, and taken or found broken: no reason to read it again.
    Judged(Fingerprint),
    /// It could not be read. That may pass without a change of the file (too many open files), so it is tried again.
    Unreadable(io::ErrorKind),
}

/// What changes when a file is replaced or written to. The change time is there for tools that set the modification
/// time back.
#[derive(Debug, PartialEq, Eq)]
struct Fingerprint {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl From<&Metadata> for Fingerprint {
    fn from(file: &Metadata) -> Self {
        Self {
            device: file.dev(),
            inode: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

impl Database {
    fn open(kind: DatabaseKind, path: &Path) -> Result<Self, NetworkError> {
        let unreadable = |source| NetworkError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let (fingerprint, bytes) = read(path).map_err(unreadable)?;
        let reader = parse(bytes).map_err(|source| NetworkError::Broken {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            kind,
            path: path.to_owned(),
            reader: ArcSwap::from_pointee(reader),
            seen: Mutex::new(Seen::Judged(fingerprint)),
        })
    }

    fn refresh(&self) -> Option<Refreshed> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Ok(file), Seen::Judged(judged)) = (fs::metadata(&self.path), &*seen)
            && Fingerprint::from(&file) == *judged
        {
            return None;
        }
        let outcome = match read(&self.path) {
            Ok((fingerprint, bytes)) => {
                *seen = Seen::Judged(fingerprint);
                self.take(bytes)
            }
            Err(source) => {
                let now = Seen::Unreadable(source.kind());
                if *seen == now {
                    return None;
                }
                *seen = now;
                Err(NetworkError::Unreadable {
                    path: self.path.clone(),
                    source,
                })
            }
        };
        let kind = self.kind;
        Some(Refreshed { kind, outcome })
    }

    fn take(&self, bytes: Vec<u8>) -> Result<Description, NetworkError> {
        let reader = parse(bytes).map_err(|source| NetworkError::Broken {
            path: self.path.clone(),
            source,
        })?;
        self.reader.store(reader.into());
        Ok(self.describe())
    }

    fn describe(&self) -> Description {
        let reader = self.reader.load();
        let metadata = reader.metadata();
        let built = i64::try_from(metadata.build_epoch).ok();
        Description {
            kind: self.kind,
            path: self.path.clone(),
            database_type: metadata.database_type.clone(),
            built_at: built.and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok()),
            node_count: metadata.node_count,
        }
    }
}

/// The file's bytes, with the fingerprint it had before they were read: a write during the reading shows at the next look.
fn read(path: &Path) -> io::Result<(Fingerprint, Vec<u8>)> {
    // Checked before opening, because opening a pipe waits for its writer.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok((Fingerprint::from(&metadata), bytes))
}

fn parse(bytes: Vec<u8>) -> Result<Reader<Vec<u8>>, MaxMindDbError> {
    let reader = Reader::from_source(bytes)?;
    if reader.metadata().description.is_empty() {
        walk(&reader)?;
    } else {
        reader.verify()?;
    }
    Ok(reader)
}

/// Follows the whole tree and reads every record, for files without a description: `verify` refuses them for that alone,
/// though several writers leave it out by default and no look-up needs it.
fn walk(reader: &Reader<Vec<u8>>) -> Result<(), MaxMindDbError> {
    // A sound tree of n nodes has at most 2n leaves; a cycle would have no end.
    let mut leaves_left = u64::from(reader.metadata().node_count) * 3;
    let mut read = HashSet::new();
    for leaf in reader.networks(WithinOptions::default().include_networks_without_data())? {
        let leaf = leaf?;
        leaves_left = leaves_left.checked_sub(1).ok_or_else(|| {
            MaxMindDbError::invalid_database("the search tree does not come to an end")
        })?;
        if leaf.offset().is_some_and(|offset| read.insert(offset)) {
            leaf.decode::<IgnoredAny>()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
