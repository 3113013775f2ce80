//! Cleans up behind the tests, however they end.
//!
//! A test binary may be killed in the middle, and shared servers live in statics that are never
//! dropped. So a small shell process holds the other end of a pipe: when the pipe closes because
//! the test binary is gone, it stops every process still on its list and removes all files.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex};

const SCRIPT: &str = r#"
pids=' '
while read -r sign pid; do
  case $sign in
    +) pids="$pids$pid " ;;
    -) pids="${pids% $pid *} ${pids##* $pid }" ;;
  esac
done
for pid in $pids; do kill -QUIT "$pid"; done
sleep 1
for pid in $pids; do kill -KILL "$pid"; done
rm -rf "$1"
"#;

static WATCHDOG: LazyLock<Watchdog> = LazyLock::new(Watchdog::start);

struct Watchdog {
    root: PathBuf,
    shell: Mutex<Child>,
}

impl Watchdog {
    fn start() -> Self {
        let root = tempfile::Builder::new()
            .prefix("footbridge-")
            .tempdir()
            .expect("a temporary directory")
            .keep();
        // Postgres runs as another user when the tests run as root, and must get through.
        std::fs::set_permissions(&root, std::fs::Permissions::from_mode(0o711))
            .expect("our own directory");
        let shell = Command::new("sh")
            .args(["-c", SCRIPT, "watchdog"])
            .arg(&root)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("a shell");
        Self {
            root,
            shell: Mutex::new(shell),
        }
    }

    fn order(&self, sign: char, pid: u32) {
        let mut shell = self.shell.lock().expect("no holder panics");
        let orders = shell.stdin.as_mut().expect("stdin is piped");
        writeln!(orders, "{sign} {pid}").expect("the watchdog reads until we end");
    }
}

/// A fresh directory that disappears with the test binary at the latest.
pub fn directory() -> tempfile::TempDir {
    tempfile::tempdir_in(&WATCHDOG.root).expect("a directory under our own")
}

/// A child process that ends with this value, or with the test binary.
pub struct Guarded {
    child: Child,
    gone: bool,
}

impl Guarded {
    /// Starts the command in a process group of its own, so that Ctrl-C reaches only the tests.
    pub fn spawn(command: &mut Command) -> std::io::Result<Self> {
        let child = command.process_group(0).spawn()?;
        WATCHDOG.order('+', child.id());
        Ok(Self { child, gone: false })
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Sends a signal by its name, for example `TERM`.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .stderr(Stdio::null())
            .status()
            .expect("kill is everywhere");
        assert!(status.success(), "kill -{name} {}", self.child.id());
    }

    /// Waits for the end and gives the exit code, or `None` if a signal ended it.
    pub fn wait(&mut self) -> Option<i32> {
        let status = self.child.wait().expect("our own child");
        if !self.gone {
            WATCHDOG.order('-', self.child.id());
            self.gone = true;
        }
        status.code()
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(&mut self) {
        if !self.gone {
            self.child.kill().expect("our own child");
            self.wait();
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Whether a process with this id is alive.
pub fn is_alive(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}
