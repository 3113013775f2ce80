//! The code that is sent to a user who signs in: whose it is, for how long, and where it is kept.

use super::recipient::Recipient;
use crate::domain::client::Client;
use crate::domain::connection::Kind;
use crate::domain::digest::digest;
use crate::domain::passwordless::PasswordlessSettings;
use crate::flows::Ctx;
use crate::flows::accounts::email_code::{CodeForm, CodeTransaction, EmailCode};
use crate::tenant_log::Event;
use crate::texts::Preferences;

/// How often one code is tried, as at Auth0.
const TRIES: u32 = 3;

/// A code for a recipient, on the way to an application.
#[derive(Debug, Clone, Copy)]
pub struct PasswordlessCode<'a> {
    pub of: CodeTransaction<'a>,
    pub client: &'a Client,
    pub recipient: &'a Recipient,
    /// What the user reads.
    pub languages: &'a Preferences,
}

/// The place of the codes that a client has sent to a recipient, where no page of ours waits for them.
pub struct ClientsPlace {
    id: String,
    state: String,
}

impl ClientsPlace {
    /// That of a client and a recipient.
    pub fn of(ctx: &Ctx, client: &Client, recipient: &Recipient) -> Self {
        let place = ["passwordless code", &subject(client, recipient)].join("\n");
        let state = ctx.keys.ring().secret_for(&place);
        Self {
            id: digest(&state),
            state,
        }
    }

    /// That of what `/otp/challenge` has answered.
    pub fn of_session(session: &str) -> Self {
        Self {
            id: digest(session),
            state: session.to_owned(),
        }
    }

    /// For the code that is there.
    pub fn code(&self) -> CodeTransaction<'_> {
        CodeTransaction {
            id: &self.id,
            state: &self.state,
        }
    }
}

/// What a code proves: whose address at which connection, to which client.
fn subject(client: &Client, recipient: &Recipient) -> String {
    let connection = recipient.connection.id.as_str();
    [connection, &client.client_id, &recipient.address].join("\n")
}

impl PasswordlessCode<'_> {
    /// How codes of the connection are.
    pub(super) fn form(&self) -> CodeForm {
        let connection = &self.recipient.connection;
        let usual = PasswordlessSettings::of(self.recipient.channel, None);
        let settings = connection.passwordless().unwrap_or(usual);
        CodeForm {
            digits: settings.digits(),
            lifetime: settings.lifetime(),
            tries: TRIES,
        }
    }

    pub(super) fn code(&self) -> EmailCode<'_> {
        let Recipient {
            connection,
            address,
            ..
        } = self.recipient;
        EmailCode {
            of: self.of,
            account: ["passwordless", &connection.id, address].join("\n"),
            subject: digest(&["passwordless", &subject(self.client, self.recipient)].join("\n")),
            form: self.form(),
        }
    }

    /// An event about the recipient, who may have no account yet.
    pub(super) fn about(self, event: Event) -> Event {
        let connection = &self.recipient.connection;
        let kind = connection.kind().map(Kind::strategy_type);
        event
            .client(self.client)
            .with("user_name", Some(self.recipient.address.as_str()))
            .with("connection", Some(connection.name.as_str()))
            .with("connection_id", Some(connection.id.as_str()))
            .with("strategy", Some(connection.strategy.as_str()))
            .with("strategy_type", kind)
    }
}
