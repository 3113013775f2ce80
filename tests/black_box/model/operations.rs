//! Random operations, the same for the same seed.

use super::reference::Model;
use crate::harness::Random;

/// The clients that log in with a password and exchange.
pub const NATIVE: [&str; 4] = [
    "native",
    "native-leeway",
    "native-static",
    "native-uncascaded",
];
/// The clients that redeem.
pub const WEB: [&str; 7] = [
    "web",
    "web-open",
    "web-refresh",
    "web-offline",
    "web-query",
    "web-cookie",
    "web-closed",
];

/// One step; numbers count users, devices, browsers, families, their tokens, transfers and codes from zero.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    PasswordLogin {
        client: &'static str,
        user: usize,
    },
    /// Through the login page, unless the browser has a session.
    BrowserLogin {
        client: &'static str,
        browser: usize,
        user: usize,
    },
    Exchange {
        family: usize,
        token: usize,
        device: usize,
    },
    Refresh {
        family: usize,
        token: usize,
    },
    Redeem {
        transfer: usize,
        client: &'static str,
        by_cookie: bool,
        device: usize,
        browser: usize,
    },
    Code {
        code: usize,
    },
    Revoke {
        family: usize,
        token: usize,
    },
    Logout {
        browser: usize,
    },
    /// `/oidc/logout` with the ID token that this code gave.
    EndSession {
        browser: usize,
        code: usize,
    },
    Advance {
        seconds: i64,
    },
    Restart,
}

impl Random {
    /// Mostly the last of them: what is fresh is worth more than what is dead.
    fn index(&mut self, count: usize) -> usize {
        if self.below(3) > 0 {
            count - 1
        } else {
            self.below(count)
        }
    }

    fn family(&mut self, model: &Model) -> (usize, usize) {
        let family = self.index(model.families.len());
        let token = self.index(model.families[family].tokens.len());
        (family, token)
    }

    /// The next operation that makes sense in this state.
    pub fn operation(&mut self, model: &Model) -> Operation {
        let (user, browser) = (self.below(4) / 3, self.below(4) / 3);
        let device = self.below(6) / 5;
        let families = model.families.len();
        match self.below(100) {
            _ if families == 0 => Operation::PasswordLogin {
                client: self.one_of(&NATIVE),
                user,
            },
            0..8 => Operation::PasswordLogin {
                client: self.one_of(&NATIVE),
                user,
            },
            8..13 => Operation::BrowserLogin {
                client: self.one_of(&WEB),
                browser,
                user,
            },
            13..38 => {
                let (family, token) = self.family(model);
                Operation::Exchange {
                    family,
                    token,
                    device,
                }
            }
            38..43 => {
                let (family, token) = self.family(model);
                Operation::Refresh { family, token }
            }
            43..65 if !model.transfers.is_empty() => Operation::Redeem {
                transfer: self.index(model.transfers.len()),
                client: self.one_of(&WEB),
                by_cookie: self.below(3) == 0,
                device,
                browser,
            },
            65..77 if !model.codes.is_empty() => Operation::Code {
                code: self.index(model.codes.len()),
            },
            77..83 => {
                let (family, token) = self.family(model);
                Operation::Revoke { family, token }
            }
            83..85 => Operation::Logout { browser },
            85..88 if !model.codes.is_empty() => Operation::EndSession {
                browser,
                code: self.index(model.codes.len()),
            },
            88..98 => Operation::Advance {
                seconds: self.one_of(&[1, 5, 29, 30, 31, 59, 60, 61, 599, 600, 3600]),
            },
            98 => Operation::Restart,
            _ => {
                let (family, token) = self.family(model);
                Operation::Exchange {
                    family,
                    token,
                    device,
                }
            }
        }
    }
}
