//! Messages that wait to be sent. A row is there from the transaction that caused the message until it has been accepted.
//!
//! The process that sends a message has leased its row; when it dies, the lease runs out and another one sends it.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_one, held_statements, on_engine, statements,
};
use crate::sealed_columns::MAIL_LETTER;
use crate::to_text;
use footbridge_domain::mail::{Lane, MailEnvelope, Message};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

held_statements! {
    INSERT_OF_USER: "INSERT INTO mail_outbox (id, message, letter, queued_at, expires_at, retry_at, user_id)
                     SELECT $1, $2, $3, $4, $5, $4, u.user_id FROM users u WHERE u.user_id = $6", u, "";
}

statements! {
    INSERT: "INSERT INTO mail_outbox (id, message, letter, queued_at, expires_at, retry_at) VALUES ($1, $2, $3, $4, $5, $4)";
    /// The condition stands twice: what another process has leased meanwhile is not leased again.
    TAKE: "UPDATE mail_outbox SET leased_by = $1, leased_until = $2, attempts = attempts + 1
            WHERE leased_until <= $3 AND id IN (SELECT id FROM mail_outbox WHERE retry_at <= $4 AND leased_until <= $3
                                                    AND CASE WHEN message = 'sms' THEN 1 ELSE 0 END = $6
                                                 ORDER BY retry_at, id LIMIT $5)
           RETURNING id, message, letter, attempts, expires_at";
    RENEW: "UPDATE mail_outbox SET leased_until = $2 WHERE leased_by = $1 AND leased_until > 0";
    DONE: "DELETE FROM mail_outbox WHERE id = $1 AND leased_by = $2";
    RETRY: "UPDATE mail_outbox SET retry_at = $3, leased_until = 0 WHERE id = $1 AND leased_by = $2";
    WAITING: "SELECT COUNT(*), MIN(queued_at), MIN(retry_at) FROM mail_outbox
               WHERE CASE WHEN message = 'sms' THEN 1 ELSE 0 END = $1";
}

/// A message to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewMail<'a> {
    /// In the order of time.
    pub id: &'a str,
    pub message: Message,
    /// Whose account it is about: the message goes with the user.
    pub user_id: Option<&'a str>,
    pub envelope: &'a MailEnvelope,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

/// A message that this process has leased.
#[derive(Debug, Clone)]
pub struct Leased {
    pub id: String,
    pub message: Message,
    pub envelope: MailEnvelope,
    /// This one included.
    pub attempts: u32,
    pub expires_at: Timestamp,
}

/// Who leases how many, and until when. `now` is when a message is due, `real` when a lease has run out.
#[derive(Debug, Clone, Copy)]
pub struct MailTurn<'a> {
    pub process: &'a str,
    pub now: Timestamp,
    pub real: Timestamp,
    pub until: Timestamp,
    pub most: i64,
    pub lane: Lane,
}

/// How many messages wait, since when the oldest, and when the first is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub count: i64,
    pub oldest: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
}

/// Stores a message; false where its user is not there any more.
pub async fn insert(tx: &mut Tx, mail: &NewMail<'_>) -> Result<bool, StoreError> {
    let text = to_text(mail.envelope);
    let cell = MAIL_LETTER.cell(mail.id);
    let letter = tx.sealer().seal(&Entropy::system(), cell, text.as_bytes());
    let (message, now, end) = (
        mail.message.as_str(),
        mail.now.millis(),
        mail.expires_at.millis(),
    );
    let inserted = match mail.user_id {
        Some(user_id) => {
            let sql = INSERT_OF_USER.on(tx);
            execute!(tx, sql, mail.id, message, letter, now, end, user_id)?
        }
        None => execute!(tx, INSERT, mail.id, message, letter, now, end)?,
    };
    Ok(inserted == 1)
}

/// Leases messages that are due, the oldest first; beside them why others cannot be read, which stay leased and stop no
/// message behind them.
pub async fn take(
    db: &mut Conn,
    turn: MailTurn<'_>,
) -> Result<(Vec<Leased>, Vec<StoreError>), StoreError> {
    let rows = fetch_all!(
        (String, String, Vec<u8>, i64, i64),
        db,
        TAKE,
        turn.process,
        turn.until.millis(),
        turn.real.millis(),
        turn.now.millis(),
        turn.most,
        number(turn.lane)
    )?;
    let read = rows
        .into_iter()
        .map(|(id, message, letter, attempts, end)| {
            let corrupt = |what: String| StoreError::Corrupt {
                table: "mail_outbox",
                what,
            };
            let opened = db.sealer().open(MAIL_LETTER.cell(&id), &letter)?;
            let message = Message::of(&message);
            Ok(Leased {
                message: message.ok_or_else(|| corrupt("an unknown message".to_owned()))?,
                envelope: serde_json::from_slice(&opened).map_err(|e| corrupt(e.to_string()))?,
                attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
                expires_at: Timestamp::from_millis(end),
                id,
            })
        });
    let (mut leased, mut unreadable) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Ok(one) => leased.push(one),
            Err(error) => unreadable.push(error),
        }
    }
    leased.sort_by(|one: &Leased, other| one.id.cmp(&other.id));
    Ok((leased, unreadable))
}

fn number(lane: Lane) -> i64 {
    i64::from(lane == Lane::Sms)
}

/// Keeps everything that the process has leased for longer.
pub async fn renew(db: &mut Conn, process: &str, until: Timestamp) -> Result<(), StoreError> {
    execute!(db, RENEW, process, until.millis()).map(drop)
}

/// Forgets a message that was accepted or is given up; false when another process has it meanwhile.
pub async fn done(db: &mut Conn, id: &str, process: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, DONE, id, process)? == 1)
}

/// Gives a message back, to be tried again.
pub async fn retry(
    db: &mut Conn,
    (id, process): (&str, &str),
    at: Timestamp,
) -> Result<(), StoreError> {
    execute!(db, RETRY, id, process, at.millis()).map(drop)
}

/// How many messages wait in a lane.
pub async fn waiting(db: &mut Conn, lane: Lane) -> Result<Waiting, StoreError> {
    let (count, oldest, due_at) =
        fetch_one!((i64, Option<i64>, Option<i64>), db, WAITING, number(lane))?;
    Ok(Waiting {
        count,
        oldest: oldest.map(Timestamp::from_millis),
        due_at: due_at.map(Timestamp::from_millis),
    })
}
