//! The page for a code that was sent to an address: what it shows, and what becomes of its form.

use super::organization::ShownOrganization;
use super::passwordless::CodeError;
use super::reply::Page;
use crate::texts::Preferences;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ChallengePage {
    pub client_name: String,
    pub logo_uri: Option<String>,
    pub organization: Option<ShownOrganization>,
    /// Where the code was sent, or the account that was asked for, as it was typed.
    pub email: String,
    pub leads_to: LeadsTo,
    /// The code has just been sent again.
    pub is_resent: bool,
    /// Why the code was not taken, or not sent.
    pub error: Option<CodeError>,
    pub languages: Preferences,
}

/// What the code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadsTo {
    NewAccount,
    NewPassword,
    /// The user signs in by it.
    Login {
        /// A password will do, too.
        offers_password: bool,
    },
}

/// What the user wants of the page.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    Type(&'a str),
    Resend,
    Back,
    /// A password, in the place of the code.
    UsePassword,
}

/// What becomes of a request for the page, or of its form.
pub enum Challenged {
    /// The page, or the page again with what has happened.
    Page(Box<ChallengePage>),
    /// Another page comes first, or next.
    Elsewhere(Page),
    /// The page on which the code was asked for, of a database.
    Recovery(String),
    /// The page for the new password.
    NewPassword(String),
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}
