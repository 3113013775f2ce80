//! What the server must answer: the rules of the feature in one place, without a database.

use super::operations::Operation;
use super::state::*;
use crate::harness::sentences;

const DENIED: Seen = Seen::Denied(403, "invalid_grant");

/// The state, and the `w` events so far.
#[derive(Default)]
pub struct Model {
    now: i64,
    pub families: Vec<Family>,
    pub transfers: Vec<Transfer>,
    pub codes: Vec<Code>,
    sessions: Vec<Session>,
    browsers: [Option<usize>; 2],
    pub warnings: Vec<&'static str>,
}

impl Model {
    pub fn apply(&mut self, operation: Operation) -> Seen {
        match operation {
            Operation::PasswordLogin { client, user } => {
                self.new_family(client, user, None, None);
                Seen::Tokens {
                    refresh_token: true,
                }
            }
            Operation::BrowserLogin {
                client,
                browser,
                user,
            } => {
                let session = self.living_session(browser);
                let session = session.unwrap_or_else(|| self.new_session(browser, user, None));
                self.new_code(client, session, None)
            }
            Operation::Exchange {
                family,
                token,
                device,
            } => self.exchange(family, token, device),
            Operation::Refresh { family, token } => self.refresh(family, token),
            Operation::Redeem {
                transfer,
                client,
                by_cookie,
                device,
                browser,
            } => {
                if allows(client, by_cookie) {
                    return match self.redeem(transfer, client, device, browser) {
                        Ok(session) => {
                            let parent = self.transfers[transfer].family;
                            self.new_code(client, session, Some(parent))
                        }
                        Err(sentence) => {
                            self.warnings.push(sentence);
                            Seen::LoginPage
                        }
                    };
                }
                match self.living_session(browser) {
                    Some(session) => self.new_code(client, session, None),
                    None => Seen::LoginPage,
                }
            }
            Operation::Code { code } => self.code(code),
            Operation::Revoke { family, .. } => {
                self.end(family);
                Seen::Done
            }
            Operation::Logout { browser } => {
                if let Some(session) = self.living_session(browser) {
                    self.sessions[session].ended = true;
                }
                Seen::Done
            }
            Operation::EndSession { browser, code } => {
                let named = self.codes[code].session;
                if self.codes[code].id_token && self.living_session(browser) == Some(named) {
                    self.sessions[named].ended = true;
                }
                Seen::Done
            }
            Operation::Advance { seconds } => {
                self.now += seconds;
                Seen::Done
            }
            Operation::Restart => {
                self.now += 1;
                Seen::Done
            }
        }
    }

    /// Whether the browser is signed in.
    pub fn has_session(&self, browser: usize) -> bool {
        self.living_session(browser).is_some()
    }

    fn living_session(&self, browser: usize) -> Option<usize> {
        self.browsers[browser].filter(|session| self.session_lives(*session))
    }

    fn session_lives(&self, session: usize) -> bool {
        let session = &self.sessions[session];
        !session.ended && self.lets_live(session.parent)
    }

    /// Whether the family that something came of has not taken it along.
    fn lets_live(&self, parent: Option<usize>) -> bool {
        parent.is_none_or(|parent| self.families[parent].ended != Some(true))
    }

    /// Not revoked, not too old, not idle for too long. Web clients' families have no such ends.
    fn family_lives(&self, family: usize) -> bool {
        let family = &self.families[family];
        let young = self.now - family.created < 3600 && self.now - family.idle_from < 600;
        family.ended.is_none() && (young || !is_native(family.client))
    }

    fn end(&mut self, family: usize) {
        let family = &mut self.families[family];
        family.ended = family.ended.or(Some(cascades(family.client)));
    }

    fn new_family(
        &mut self,
        client: &'static str,
        user: usize,
        parent: Option<usize>,
        online: Option<usize>,
    ) {
        self.families.push(Family {
            client,
            user,
            tokens: vec![None],
            created: self.now,
            used: None,
            idle_from: self.now,
            parent,
            online,
            ended: None,
        });
    }

    fn new_session(&mut self, browser: usize, user: usize, parent: Option<usize>) -> usize {
        self.sessions.push(Session {
            user,
            parent,
            ended: false,
        });
        let session = self.sessions.len() - 1;
        self.browsers[browser] = Some(session);
        session
    }

    fn new_code(&mut self, client: &'static str, session: usize, parent: Option<usize>) -> Seen {
        self.codes.push(Code {
            client,
            session,
            parent,
            issued: self.now,
            used: false,
            family: None,
            id_token: false,
        });
        Seen::Entered
    }

    /// May this token be used at all?
    fn admits(&self, family: usize) -> bool {
        let found = &self.families[family];
        let online = found
            .online
            .is_none_or(|session| self.session_lives(session));
        self.family_lives(family) && self.lets_live(found.parent) && online
    }

    fn exchange(&mut self, family: usize, token: usize, device: usize) -> Seen {
        if !is_native(self.families[family].client) {
            return Seen::Denied(400, "invalid_request");
        }
        let seen = self.refresh(family, token);
        if let Seen::Tokens { .. } = seen {
            let issued = self.now;
            self.transfers.push(Transfer {
                family,
                device,
                issued,
                burnt: false,
            });
        }
        seen
    }

    fn refresh(&mut self, family: usize, token: usize) -> Seen {
        if !self.admits(family) {
            return DENIED;
        }
        let now = self.now;
        let found = &mut self.families[family];
        let leeway = leeway(found.client);
        let late = |at: i64| leeway == 0 || now - at > leeway;
        if found.tokens[token].is_some_and(late) {
            self.end(family);
            return DENIED;
        }
        if rotates(found.client) {
            *found.tokens.last_mut().expect("at least one") = Some(now);
            found.tokens.push(None);
            found.idle_from = now;
            return Seen::Tokens {
                refresh_token: true,
            };
        }
        // The use of a token that stays is noted once a minute.
        if found.used.is_none_or(|used| now - used >= 60) {
            (found.used, found.idle_from) = (Some(now), now);
        }
        Seen::Tokens {
            refresh_token: false,
        }
    }

    /// The decision table of a token that its client lets in: the session, or the sentence in the log.
    fn redeem(
        &mut self,
        number: usize,
        client: &str,
        device: usize,
        browser: usize,
    ) -> Result<usize, &'static str> {
        let now = self.now;
        let transfer = &mut self.transfers[number];
        if transfer.burnt || now - transfer.issued >= 60 {
            return Err(sentences::NOT_FOUND);
        }
        transfer.burnt = true;
        let (family, issued_at) = (transfer.family, transfer.device);
        if !self.admits(family) {
            return Err(sentences::NO_PARENT);
        }
        if client != "web-open" && issued_at != device {
            return Err(sentences::MISBOUND);
        }
        let user = self.families[family].user;
        match self.living_session(browser) {
            None => Ok(self.new_session(browser, user, Some(family))),
            Some(session) if self.sessions[session].user == user => Ok(session),
            Some(session) => {
                self.sessions[session].ended = true;
                Err(sentences::OTHER_USER)
            }
        }
    }

    fn code(&mut self, number: usize) -> Seen {
        let code = &mut self.codes[number];
        if code.used {
            if let Some(family) = code.family {
                self.end(family);
            }
            return DENIED;
        }
        if self.now - code.issued >= 60 {
            return DENIED;
        }
        code.used = true;
        let (client, session, parent) = (code.client, code.session, code.parent);
        if !self.session_lives(session) || !self.lets_live(parent) {
            return DENIED;
        }
        let parent = parent.or(self.sessions[session].parent);
        let allows = matches!(client, "web-refresh" | "web-offline");
        let refresh_token = parent.is_none() || allows;
        self.codes[number].id_token = true;
        if refresh_token {
            let online = parent.is_some() && client != "web-offline";
            let user = self.sessions[session].user;
            self.codes[number].family = Some(self.families.len());
            self.new_family(client, user, parent, online.then_some(session));
        }
        Seen::Tokens { refresh_token }
    }
}
