//! The page for a code that was sent in the place of a password, to an address or a telephone. A link of a message leads there,
//! too: it fills the form in, and the user sends it, so that no program that looks at messages uses the code up.

use super::browser::Browser;
use super::client;
use super::database::{code_connection, passwordless_connection, takes_new_users};
use super::login_error::{Field, LoginError};
use super::organization::ShownOrganization;
use super::reply::Page;
use super::signed_in::{is_signed_in_by_another, signed_in};
use super::transaction::{self, CodeSent, Pending, PendingStage};
use crate::domain::connection::Connection;
use crate::domain::passwordless::Channel;
use crate::domain::user::User;
use crate::flows::passwordless::code::{ClientsPlace, PasswordlessCode};
use crate::flows::passwordless::prove::Unproved;
use crate::flows::passwordless::recipient::Recipient;
use crate::flows::passwordless::send::Requested;
use crate::flows::{Answer, Ctx};
use crate::store::clients::StoredClient;
use crate::tenant_log::EventCode;
use crate::texts::Preferences;

/// The text key of a code that is none, is another one, or good no more.
pub(super) const WRONG: &str = "invalid-verification-code";

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CodePage {
    pub channel: Channel,
    pub client_name: String,
    pub logo_uri: Option<String>,
    pub organization: Option<ShownOrganization>,
    /// Where the code was sent.
    pub address: String,
    /// The code, where a link has brought it.
    pub code: String,
    /// The code has just been sent again.
    pub is_resent: bool,
    pub error: Option<CodeError>,
    pub languages: Preferences,
}

/// Why the code was not taken, or not sent.
#[derive(Debug, Clone)]
pub enum CodeError {
    /// A text key of the page.
    Key(&'static str),
    /// A sentence of an Action's.
    Sentence(String),
}

/// What the user wants of the page.
#[derive(Debug, Clone, Copy)]
pub enum CodeAct<'a> {
    Type(&'a str),
    Resend,
}

/// What becomes of a request for the page, or of its form.
pub enum CodeAnswer {
    /// The page, or the page again with what has happened.
    Page(Box<CodePage>),
    /// Another page comes first, or next.
    Elsewhere(Page),
    /// Signed in: the session cookie's new value; the browser goes on to `/authorize/resume`.
    SignedIn { cookie: String },
}

/// Whom a transaction waits for.
pub(super) struct Waiting {
    pub(super) recipient: Recipient,
    pub(super) client: std::sync::Arc<StoredClient>,
    /// The code that a link has brought.
    linked: Option<String>,
}

impl Waiting {
    /// Of a transaction, or the page that is next there.
    pub(super) async fn of(ctx: &Ctx, pending: &Pending) -> Answer<Result<Self, Page>> {
        let (address, linked) = match (&pending.stage, &pending.request.link) {
            (PendingStage::CodeSent(of), _) => (of.address.as_str(), None),
            (PendingStage::Login, Some(link)) => (link.address.as_str(), Some(link.code.clone())),
            // The form was sent twice.
            (PendingStage::Authenticated(_), _) => return Ok(Err(Page::Resume)),
            (PendingStage::SecondFactor(stage), _) => return Ok(Err(stage.at.page())),
            _ => return Ok(Err(Page::Login)),
        };
        let connection = match &pending.stage {
            PendingStage::CodeSent(of) if of.of_database => {
                code_connection(ctx, &pending.request).await?
            }
            _ => passwordless_connection(ctx, &pending.request).await?,
        };
        let recipient = match &connection {
            Some(connection) => recipient(ctx, pending, connection, address).await?,
            None => None,
        };
        let Some(recipient) = recipient else {
            return Ok(Err(Page::Login));
        };
        let client = client::known(ctx, &pending.request.client_id).await?;
        Ok(Ok(Self {
            recipient,
            client,
            linked,
        }))
    }

    /// The code that a link brings was sent to the application; every other is of the transaction.
    pub(super) async fn prove(
        &self,
        ctx: &Ctx,
        (state, pending): (&str, &Pending),
        typed: &str,
    ) -> Answer<Result<User, CodeError>> {
        let clients = ClientsPlace::of(ctx, &self.client.client, &self.recipient);
        let code = PasswordlessCode {
            of: match self.linked {
                Some(_) => clients.code(),
                None => pending.code(state),
            },
            client: &self.client.client,
            recipient: &self.recipient,
            languages: &pending.request.languages,
        };
        Ok(match code.prove(ctx, typed).await? {
            Ok(user) => Ok(user),
            Err(why) => {
                ctx.log(code.failed(EventCode::FailedLogin, &why));
                Err(CodeError::of(why))
            }
        })
    }
}

impl CodeError {
    fn of(why: Unproved) -> Self {
        Self::Key(match why {
            Unproved::Wrong => WRONG,
            Unproved::TooMany => "too-many-failures",
            Unproved::Suspicious => "ip-blocked",
            Unproved::Blocked => "account-blocked",
            Unproved::Declined(declined) => return Self::Sentence(declined.sentence().to_owned()),
        })
    }
}

/// Whom the user has named, at a connection without passwords or at a database. Who has no account there gets one, where the
/// organization lets new users in, too.
async fn recipient(
    ctx: &Ctx,
    pending: &Pending,
    connection: &Connection,
    typed: &str,
) -> Answer<Option<Recipient>> {
    if !connection.is_database() {
        return Ok(Recipient::read(connection, typed));
    }
    let may_be_new = takes_new_users(ctx, &pending.request, connection).await?;
    Ok(Recipient::at_database(connection, typed, may_be_new))
}

/// Sends a code to whom the user has named, for a transaction.
pub async fn send(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
    connection: &Connection,
    typed: &str,
) -> Answer<Result<CodeSent, LoginError>> {
    let Some(recipient) = recipient(ctx, pending, connection, typed).await? else {
        let channel = connection.passwordless().map(|settings| settings.channel);
        return Ok(Err(LoginError {
            key: match channel {
                Some(Channel::Sms) => "invalid-phone-number",
                _ => "invalid-login-id",
            },
            field: Field::Username,
        }));
    };
    let client = client::known(ctx, &pending.request.client_id).await?;
    let code = PasswordlessCode {
        of: pending.code(state),
        client: &client.client,
        recipient: &recipient,
        languages: &pending.request.languages,
    };
    Ok(match code.send(ctx, None).await? {
        Requested::Done => Ok(CodeSent {
            channel: recipient.channel,
            address: recipient.address,
            of_database: connection.is_database(),
        }),
        Requested::TooMany => Err(LoginError {
            key: "too-many-requests",
            field: Field::Page,
        }),
    })
}

/// The page of a transaction that waits for a code.
pub async fn page(
    ctx: &Ctx,
    state: &str,
    browser: &Browser,
    channel: Channel,
) -> Answer<CodeAnswer> {
    let pending = transaction::pending(ctx, state, browser).await?;
    match waiting(ctx, &pending, channel).await? {
        Ok(waiting) => show(ctx, &pending, &waiting, None).await,
        Err(other) => Ok(CodeAnswer::Elsewhere(other)),
    }
}

/// Whom a transaction waits for on the page of that channel.
async fn waiting(ctx: &Ctx, pending: &Pending, channel: Channel) -> Answer<Result<Waiting, Page>> {
    let waiting = Waiting::of(ctx, pending).await?;
    Ok(waiting.and_then(|waiting| match waiting.recipient.channel {
        // On a page of its own.
        _ if waiting.recipient.connection.is_database() => Err(Page::EmailChallenge),
        other if other != channel => Err(Page::of_code(other)),
        _ => Ok(waiting),
    }))
}

/// Takes the code, or sends another one.
pub async fn submit(
    ctx: &Ctx,
    (state, channel): (&str, Channel),
    act: CodeAct<'_>,
    browser: &Browser,
) -> Answer<CodeAnswer> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let waiting = match waiting(ctx, &pending, channel).await? {
        Ok(waiting) => waiting,
        Err(other) => return Ok(CodeAnswer::Elsewhere(other)),
    };
    let typed = match act {
        CodeAct::Resend => return resend(ctx, (state, pending), waiting).await,
        CodeAct::Type(typed) => typed,
    };
    match waiting.prove(ctx, (state, &pending), typed).await? {
        Ok(user) => {
            let connection = waiting.recipient.connection.name.as_str();
            let cookie = signed_in(ctx, pending, (&user, connection), browser).await?;
            Ok(CodeAnswer::SignedIn { cookie })
        }
        // The first of two clicks may have used the code up, and be about to sign the user in.
        Err(CodeError::Key(WRONG)) if is_signed_in_by_another(ctx, (state, &pending)).await? => {
            Err(transaction::moved_on().into())
        }
        Err(error) => show(ctx, &pending, &waiting, Some(error)).await,
    }
}

async fn resend(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    waiting: Waiting,
) -> Answer<CodeAnswer> {
    let recipient = &waiting.recipient;
    let place = (state, &pending);
    let sent = send(ctx, place, &recipient.connection, &recipient.address).await?;
    let (is_resent, error) = match &sent {
        Ok(_) => (true, None),
        Err(error) => (false, Some(CodeError::Key(error.key))),
    };
    // The link has no code any more: the new one is in the message.
    let waiting = Waiting {
        linked: None,
        ..waiting
    };
    let shown = describe(ctx, &pending, &waiting, error).await?;
    if let Ok(sent) = sent {
        pending.advance(ctx, PendingStage::CodeSent(sent)).await?;
    }
    Ok(CodeAnswer::Page(Box::new(CodePage { is_resent, ..shown })))
}

async fn show(
    ctx: &Ctx,
    pending: &Pending,
    waiting: &Waiting,
    error: Option<CodeError>,
) -> Answer<CodeAnswer> {
    let shown = describe(ctx, pending, waiting, error).await?;
    Ok(CodeAnswer::Page(Box::new(shown)))
}

async fn describe(
    ctx: &Ctx,
    pending: &Pending,
    waiting: &Waiting,
    error: Option<CodeError>,
) -> Answer<CodePage> {
    let client = &waiting.client.client;
    Ok(CodePage {
        channel: waiting.recipient.channel,
        client_name: client.name.clone(),
        logo_uri: client.logo_uri.clone(),
        organization: ShownOrganization::of(ctx, &pending.request).await?,
        address: waiting.recipient.address.clone(),
        // What was wrong once is not offered again.
        code: waiting
            .linked
            .clone()
            .filter(|_| error.is_none())
            .unwrap_or_default(),
        is_resent: false,
        error,
        languages: pending.request.languages.clone(),
    })
}
