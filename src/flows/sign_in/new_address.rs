//! The code by which a new user proves an address, between the identifiers and the password.

use super::client;
use super::transaction::{Pending, SigningUp};
use crate::domain::connection::Connection;
use crate::domain::identifier;
use crate::flows::accounts::email_code::{Mistyped, Redeemed};
use crate::flows::accounts::sign_up_code::{CodeRequest, Proved, SignUpCode};
use crate::flows::{Answer, Ctx};
use crate::store::clients::StoredClient;

/// Whether the address has to be proved before there is an account.
pub fn is_unproved(connection: &Connection, new: &SigningUp) -> bool {
    let asks_code = connection.proves_addresses_by_code() && connection.verifies_at_sign_up();
    asks_code && !new.is_verified
}

/// An address that a transaction's new user has typed, for that database.
#[derive(Debug, Clone, Copy)]
pub struct NewAddress<'a> {
    state: &'a str,
    pending: &'a Pending,
    connection: &'a Connection,
    typed: &'a str,
}

impl<'a> NewAddress<'a> {
    /// The address of a transaction's new user.
    pub fn of(
        (state, pending): (&'a str, &'a Pending),
        connection: &'a Connection,
        new: &'a SigningUp,
    ) -> Self {
        Self {
            state,
            pending,
            connection,
            typed: &new.email,
        }
    }

    /// Sends a code there.
    pub async fn send(self, ctx: &Ctx) -> Answer<CodeRequest> {
        let client = client::known(ctx, &self.pending.request.client_id).await?;
        let email = self.email();
        self.code(&client, &email).send(ctx).await
    }

    /// Takes the code that was typed, once it is committed.
    pub async fn prove(self, ctx: &Ctx, code: &str) -> Answer<Result<Redeemed<Proved>, Mistyped>> {
        let client = client::known(ctx, &self.pending.request.client_id).await?;
        let email = self.email();
        self.code(&client, &email).prove(ctx, code).await
    }

    /// As new addresses are written; what is none has not come so far.
    fn email(self) -> String {
        identifier::email(self.typed).unwrap_or_default()
    }

    fn code<'c>(&'c self, client: &'c StoredClient, email: &'c str) -> SignUpCode<'c> {
        SignUpCode {
            of: self.pending.code(self.state),
            client: &client.client,
            connection: self.connection,
            email,
            languages: &self.pending.request.languages,
        }
    }
}
