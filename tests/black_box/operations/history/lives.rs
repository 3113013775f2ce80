//! What each of several workers does without pause: it asks for secrets and shows them, mostly twice at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use super::subjects::{Codes, Families, Lines, Sessions, Site, Transfers};
use crate::harness::*;
use crate::history::{Outcome as Said, Recorder, Subject, Told};

/// What all workers of a test share.
#[derive(Default)]
pub struct Run {
    pub recorder: Recorder,
    pub stop: AtomicBool,
    addresses: AtomicUsize,
}

/// A secret that is shown once more when all is quiet.
pub struct Left {
    pub what: What,
    pub site: Site,
    pub key: String,
    pub secret: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    Family,
    Line,
    Transfer,
    Session,
    Code,
}

impl Left {
    pub async fn show(&self, recorder: &Recorder, process: usize) -> Told {
        let (site, session) = (self.site.clone(), None);
        let shown = (self.key.as_str(), self.secret.as_str());
        match self.what {
            What::Family => recorder.show(&Families(site), shown, process).await,
            What::Line => recorder.show(&Lines(site), shown, process).await,
            What::Transfer => {
                let transfers = Transfers { site, session };
                recorder.show(&transfers, shown, process).await
            }
            What::Session => recorder.show(&Sessions(site), shown, process).await,
            What::Code => recorder.show(&Codes(site), shown, process).await,
        }
    }
}

/// A line of rotating tokens, as its app knows it.
struct Line {
    site: Site,
    key: String,
    previous: Option<String>,
    head: String,
}

pub struct Worker {
    run: Arc<Run>,
    random: Random,
    site: Site,
    family: Option<String>,
    /// The cookie of the browser that goes on in one session.
    session: Option<String>,
    line: Option<Line>,
    left: Vec<Left>,
}

impl Worker {
    pub fn new(run: &Arc<Run>, site: Site, random: Random) -> Self {
        Self {
            run: Arc::clone(run),
            random,
            site,
            family: None,
            session: None,
            line: None,
            left: vec![],
        }
    }

    /// Works until told to stop; what is to be looked at then.
    pub async fn work(mut self) -> Vec<Left> {
        while !self.run.stop.load(Ordering::SeqCst) {
            let goes_on = match self.random.below(4) {
                0 => self.go_on_with_line().await,
                _ => self.transfer().await,
            };
            if goes_on.is_none() {
                // A process was killed: not to ask too often meanwhile.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        self.leave_family();
        if let Some(line) = self.line.take() {
            self.leave_line(line);
        }
        self.left
    }

    /// The life of one transfer token. `None` where no answer came.
    async fn transfer(&mut self) -> Option<()> {
        let (one, other) = self.two_processes();
        let family = self.family(one).await?;
        let families = Families(self.site.clone());
        let run = Arc::clone(&self.run);
        let told = run.recorder.show(&families, (&family, &family), one).await;
        if told.outcome == Said::Refused {
            self.leave_family();
        }
        let token = told.given?;
        let shown = (token.as_str(), token.as_str());
        let fresh = self.browser(None);
        if self.session.is_none() {
            let told = run.recorder.show(&fresh, shown, other).await;
            self.session = told.given;
            return Some(());
        }
        let told = match self.random.below(10) {
            0 => Told::unknown(),
            1 | 2 => run.recorder.show(&fresh, shown, other).await,
            3 => {
                let revoke = run.recorder.revoke(&families, (&family, &family), one);
                let show = run.recorder.show(&fresh, shown, other);
                let (_, told) = tokio::join!(revoke, show);
                run.recorder.show(&fresh, shown, one).await;
                self.leave_family();
                told
            }
            _ => {
                let session = self.session.take();
                let again = self.browser(session);
                let again = run.recorder.show(&again, shown, one);
                let first = run.recorder.show(&fresh, shown, other);
                let (again, told) = tokio::join!(again, first);
                // Lost where the answer never came: the cookie may have been replaced.
                self.session = again.given;
                told
            }
        };
        self.leave(What::Transfer, &token, &token);
        if let Some(session) = told.given {
            self.code(&session).await;
            self.leave(What::Session, &session, &session);
        }
        Some(())
    }

    /// The life of a code that comes of a session.
    async fn code(&mut self, session: &str) {
        let (one, other) = self.two_processes();
        let recorder = &self.run.recorder;
        let sessions = Sessions(self.site.clone());
        let told = recorder.show(&sessions, (session, session), one).await;
        let Some(code) = told.given else {
            return;
        };
        let codes = Codes(self.site.clone());
        let shown = (code.as_str(), code.as_str());
        match self.random.below(5) {
            0 => {}
            1 => drop(recorder.show(&codes, shown, other).await),
            _ => {
                let both = (
                    recorder.show(&codes, shown, one),
                    recorder.show(&codes, shown, other),
                );
                tokio::join!(both.0, both.1);
            }
        }
        self.leave(What::Code, &code, &code);
    }

    /// One step of a line of rotating tokens.
    async fn go_on_with_line(&mut self) -> Option<()> {
        let (one, other) = self.two_processes();
        let run = Arc::clone(&self.run);
        let mut line = match self.line.take() {
            Some(line) => line,
            None => self.new_line(one).await?,
        };
        let (lines, key) = (Lines(line.site.clone()), line.key.clone());
        let shown = (key.as_str(), line.head.as_str());
        let told = match self.random.below(16) {
            0 => {
                let first = run.recorder.show(&lines, shown, one);
                let second = run.recorder.show(&lines, shown, other);
                let (first, second) = tokio::join!(first, second);
                if first.given.is_some() { first } else { second }
            }
            1 => {
                let previous = line.previous.as_deref().unwrap_or(&key);
                run.recorder.show(&lines, (&key, previous), one).await;
                run.recorder.show(&lines, shown, other).await
            }
            2 => {
                run.recorder.revoke(&lines, shown, one).await;
                run.recorder.show(&lines, shown, other).await
            }
            _ => run.recorder.show(&lines, shown, one).await,
        };
        if let Some(head) = told.given {
            line.previous = Some(std::mem::replace(&mut line.head, head));
        }
        match told.outcome {
            Said::Refused => self.leave_line(line),
            _ => self.line = Some(line),
        }
        (told.outcome != Said::Unknown).then_some(())
    }

    async fn new_line(&mut self, process: usize) -> Option<Line> {
        let site = self.elsewhere();
        let head = self.issue(&Lines(site.clone()), process).await?;
        Some(Line {
            site,
            key: head.clone(),
            previous: None,
            head,
        })
    }

    /// The family that transfer tokens are asked of, by a new login if need be.
    async fn family(&mut self, process: usize) -> Option<String> {
        if self.family.is_none() {
            self.site = self.elsewhere();
            let families = Families(self.site.clone());
            self.family = Some(self.issue(&families, process).await?);
        }
        self.family.clone()
    }

    async fn issue(&self, subject: &impl Subject, process: usize) -> Option<String> {
        self.run.recorder.issue(subject, process).await
    }

    /// The same person at a new address: logins are counted by address, and time stands still.
    fn elsewhere(&self) -> Site {
        let number = self.run.addresses.fetch_add(1, Ordering::SeqCst);
        let ip = format!("198.19.{}.{}", number / 250, number % 250 + 1);
        let worlds = self.site.worlds.iter().map(|world| world.at(&ip));
        Site {
            worlds: worlds.collect(),
            shared: Arc::clone(&self.site.shared),
        }
    }

    fn browser(&self, session: Option<String>) -> Transfers {
        let site = self.site.clone();
        Transfers { site, session }
    }

    /// Two processes where there are two.
    fn two_processes(&mut self) -> (usize, usize) {
        let count = self.site.worlds.len();
        let one = self.random.below(count);
        (one, (one + 1) % count)
    }

    fn leave(&mut self, what: What, key: &str, secret: &str) {
        let site = self.site.clone();
        self.left.push(Left {
            what,
            site,
            key: key.to_owned(),
            secret: secret.to_owned(),
        });
    }

    /// The next transfer begins with a login, in a browser without a session.
    fn leave_family(&mut self) {
        self.session = None;
        if let Some(family) = self.family.take() {
            self.leave(What::Family, &family, &family);
        }
    }

    fn leave_line(&mut self, line: Line) {
        let Line {
            site, key, head, ..
        } = line;
        let what = What::Line;
        self.left.push(Left {
            what,
            site,
            key,
            secret: head,
        });
    }
}
