//! What the kernel knows of a process.

use std::path::Path;

use anyhow::{Context, Result};

/// Linux shows times to programs in hundredths of a second, whatever its own tick is.
const MS_PER_TICK: f64 = 10.0;

/// The part of `/proc/PID/stat` that is of use here, in clock ticks.
struct Stat {
    parent: u32,
    own: u64,
    /// Of the children that have ended and were waited for.
    ended_children: u64,
}

/// CPU time that the process has used, in milliseconds.
pub fn cpu(pid: u32) -> Result<f64> {
    Ok(read(pid)?.own as f64 * MS_PER_TICK)
}

/// CPU time that the process and its children have used, those that have ended included, in milliseconds. Postgres
/// forks every process of its own from one.
pub fn cpu_with_children(pid: u32) -> Result<f64> {
    let root = read(pid)?;
    let mut ticks = root.own + root.ended_children;
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(other) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process may end between the listing and the look at it.
        if let Ok(stat) = read(other)
            && stat.parent == pid
        {
            ticks += stat.own + stat.ended_children;
        }
    }
    Ok(ticks as f64 * MS_PER_TICK)
}

/// Memory that the process has in RAM, in megabytes.
pub fn resident(pid: u32) -> Result<f64> {
    let path = format!("/proc/{pid}/status");
    let status = std::fs::read_to_string(path)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    let kilobytes: f64 = number.context("no VmRSS in /proc/PID/status")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// CPU time that the calling thread has used, in milliseconds and to the nanosecond.
pub fn own_thread_cpu() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = text
        .split_whitespace()
        .next()
        .context("an empty schedstat")?;
    Ok(first.parse::<f64>()? / 1e6)
}

fn read(pid: u32) -> Result<Stat> {
    let path = format!("/proc/{pid}/stat");
    let text = std::fs::read_to_string(Path::new(&path)).context(path)?;
    // The program's name stands in parentheses and may hold anything; proc(5) numbers what follows it from 3.
    let (_, rest) = text.rsplit_once(')').context("no name in stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let field = |number: usize| -> Result<u64> {
        let text = fields.get(number - 3).context("stat is too short")?;
        Ok(text.parse()?)
    };
    Ok(Stat {
        parent: field(4)?.try_into()?,
        own: field(14)? + field(15)?,
        ended_children: field(16)? + field(17)?,
    })
}
