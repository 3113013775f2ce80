//! Every column of sealed values, and how they are sealed again under another key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::engine::{Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine};
use crate::seal::{Cell, PLAIN, Sealer};
use footbridge_outside::Entropy;

/// A column of sealed values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SealedColumn {
    table: &'static str,
    column: &'static str,
    form: Form,
    page: &'static str,
    replace: &'static str,
    unsealed: &'static str,
}

/// How the column holds its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Bytes,
    /// Base64 in a column of text.
    Text,
}

/// Makes the columns, with their statements, and the list of them all.
macro_rules! columns {
    ($($name:ident: $table:literal, $row:literal, $column:literal, $form:ident;)+) => {
        $(pub(crate) const $name: SealedColumn = SealedColumn {
            table: $table,
            column: $column,
            form: Form::$form,
            page: concat!("/* reseal */ SELECT ", $row, ", ", $column, " FROM ", $table, " WHERE ", $column,
                          " IS NOT NULL AND ", $row, " > $1 ORDER BY ", $row, " LIMIT 500"),
            replace: concat!("/* reseal */ UPDATE ", $table, " SET ", $column, " = $3 WHERE ", $row, " = $1 AND ",
                             $column, " = $2"),
            unsealed: concat!("/* unsealed */ SELECT ", $row, " FROM ", $table, " WHERE substr(", $column,
                              ", 1, 1) = $1 LIMIT 1"),
        };)+
        const ALL: &[SealedColumn] = &[$($name),+];
    };
}

columns! {
    ACTION_SECRETS: "actions", "id", "secrets", Bytes;
    ACTION_VERSION_SECRETS: "action_versions", "id", "secrets", Bytes;
    AUTHENTICATOR_SECRET: "authenticators", "id", "secret", Bytes;
    CONNECTION_SECRETS: "connections", "id", "secrets", Bytes;
    CLIENT_SECRET: "clients", "client_id", "secret", Bytes;
    EMAIL_PROVIDER_CREDENTIALS: "email_provider", "id", "credentials", Bytes;
    INVITATION_TICKET: "organization_invitations", "id", "ticket", Bytes;
    JOB_FILE: "jobs", "id", "file", Bytes;
    LOG_STREAM_SINK: "log_streams", "id", "sink", Bytes;
    LOGIN_TRANSACTION: "login_transactions", "digest", "document", Text;
    MAIL_LETTER: "mail_outbox", "id", "letter", Bytes;
    MAILBOX: "mailbox", "id", "letter", Bytes;
    MFA_TOKEN: "mfa_tokens", "digest", "document", Text;
    PASSKEY_CHALLENGE: "passkey_challenges", "digest", "document", Text;
    PUSHED_REQUEST: "pushed_requests", "digest", "parameters", Text;
    RESOURCE_SERVER_SECRET: "resource_servers", "id", "secret", Bytes;
    SEALING_KEY: "sealing_keys", "purpose", "secret", Bytes;
    SIGNING_KEY: "signing_keys", "kid", "private_key", Bytes;
}

impl SealedColumn {
    /// The place of that row's value.
    pub(crate) const fn cell(self, row: &str) -> Cell<'_> {
        Cell {
            table: self.table,
            row,
            column: self.column,
        }
    }

    fn name(self, row: &str) -> String {
        format!("{}.{} of {row}", self.table, self.column)
    }

    /// At most 500 values, by their rows, from the first one past `after`.
    async fn page(self, db: &mut Conn, after: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        if self.form == Form::Bytes {
            return fetch_all!((String, Vec<u8>), db, self.page, after);
        }
        let rows = fetch_all!((String, String), db, self.page, after)?;
        let decoded = rows.into_iter().map(|(row, text)| {
            let value = STANDARD.decode(text).map_err(|e| StoreError::Corrupt {
                table: self.table,
                what: e.to_string(),
            })?;
            Ok((row, value))
        });
        decoded.collect()
    }

    /// Replaces the value, unless another process was faster.
    async fn replace(
        self,
        db: &mut Conn,
        row: &str,
        (old, new): (&[u8], &[u8]),
    ) -> Result<(), StoreError> {
        let done = match self.form {
            Form::Bytes => execute!(db, self.replace, row, old, new)?,
            Form::Text => {
                let (old, new) = (STANDARD.encode(old), STANDARD.encode(new));
                execute!(db, self.replace, row, old, new)?
            }
        };
        match done {
            1 => Ok(()),
            _ => Err(StoreError::Corrupt {
                table: self.table,
                what: format!(
                    "{} changed meanwhile: stop the servers first",
                    self.name(row)
                ),
            }),
        }
    }
}

/// What became of the values.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    pub again: usize,
    /// They were under the key already.
    pub untouched: usize,
}

/// Seals every value under the store's key: what is unsealed, and what one of the other keys opens. All of them or, with an
/// error, none: the caller commits.
pub async fn reseal(tx: &mut Tx, old_keys: &[[u8; 32]]) -> Result<Resealed, StoreError> {
    let keys = old_keys.iter().map(|key| Some(*key)).chain([None]);
    let others: Vec<Sealer> = keys.map(Sealer::new).collect();
    let entropy = Entropy::system();
    let mut done = Resealed::default();
    for column in ALL {
        let mut after = String::new();
        loop {
            let page = column.page(tx, &after).await?;
            let Some((last, _)) = page.last() else {
                break;
            };
            after.clone_from(last);
            for (row, value) in page {
                let cell = column.cell(&row);
                let again = tx.sealer().reseal((&entropy, &others), cell, &value);
                let again = again.map_err(|_| StoreError::Corrupt {
                    table: column.table,
                    what: format!(
                        "{} opens neither with secret_key nor with old_secret_key",
                        column.name(&row)
                    ),
                })?;
                match again {
                    Some(again) => {
                        column.replace(tx, &row, (&value, &again)).await?;
                        done.again += 1;
                    }
                    None => done.untouched += 1,
                }
            }
        }
    }
    Ok(done)
}

/// A value that is unsealed although the store has a key. Texts are not looked at: they live for minutes, and where one is
/// unsealed, the signing keys are, too.
pub async fn unsealed(db: &mut Conn) -> Result<Option<String>, StoreError> {
    if !db.sealer().has_key() {
        return Ok(None);
    }
    for column in ALL.iter().filter(|column| column.form == Form::Bytes) {
        if let Some((row,)) = fetch_optional!((String,), db, column.unsealed, vec![PLAIN])? {
            return Ok(Some(column.name(&row)));
        }
    }
    Ok(None)
}

/// The statements, portable to both engines, for the test that prepares them all.
pub(crate) fn statements() -> impl Iterator<Item = &'static str> {
    let of = |column: &'static SealedColumn| match column.form {
        Form::Bytes => vec![column.page, column.replace, column.unsealed],
        Form::Text => vec![column.page, column.replace],
    };
    ALL.iter().flat_map(of)
}
