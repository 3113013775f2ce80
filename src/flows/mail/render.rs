//! A stored message as it is sent: by the tenant's template, as it is now, or by the built-in one.

use super::own;
use crate::actions::Workers;
use crate::domain::branding::Branding;
use crate::domain::connection::Connection;
use crate::domain::mail::Message;
use crate::domain::mail::provider::EmailProvider;
use crate::domain::mail::template::EmailTemplate;
use crate::domain::passwordless::PasswordlessSettings;
use crate::domain::settings::Settings;
use crate::mail::builtin::{self, Sender};
use crate::mail::{Rendered, clean};
use crate::store::Store;
use crate::store::email_templates;
use crate::store::engine::StoreError;
use crate::store::mail_outbox::Leased;

/// What rendering needs of the server.
#[derive(Debug, Clone, Copy)]
pub struct Renderer<'a> {
    pub store: &'a Store,
    pub settings: &'a Settings,
    /// They render templates in Liquid.
    pub workers: &'a Workers,
}

/// Why a message cannot be rendered.
#[derive(Debug, thiserror::Error)]
pub enum Unrendered {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the built-in template: {0}")]
    BuiltIn(String),
}

impl Renderer<'_> {
    /// Renders a message with the tenant's current branding. A template that fails is reported, and the built-in one stands in
    /// for it: the user waits for the link.
    pub async fn render(
        self,
        mail: &Leased,
        provider: Option<&EmailProvider>,
    ) -> Result<(Rendered, Option<String>), Unrendered> {
        let (tenant, looks) = (self.store.tenant().await?, self.store.looks().await?);
        let domain = self.settings.issuer.host();
        let sender = Sender {
            name: tenant.friendly_name.as_deref().unwrap_or(domain),
            branding: &shown(&looks.branding),
            support_url: tenant.support_url.as_deref().filter(|url| is_web(url)),
        };
        let built = builtin::render(mail.message, &mail.envelope, &sender)
            .map_err(|e| Unrendered::BuiltIn(e.to_string()))?;
        let from = provider.and_then(EmailProvider::default_from);
        let mut rendered = Rendered {
            message_id: format!("{}@{domain}", mail.id),
            from: from.map_or_else(|| format!("no-reply@{domain}"), clean::line),
            to: mail.envelope.to.clone(),
            subject: built.subject,
            html: built.html,
            text: built.text,
        };
        let template = match self.of_connection(mail).await? {
            Some(template) => Some(template),
            None => email_templates::of(&mut self.store.read().await?, mail.message).await?,
        };
        let Some(template) = template.filter(EmailTemplate::is_enabled) else {
            return Ok((rendered, None));
        };
        let variables = own::variables(&mail.envelope, &tenant, self.settings);
        let own = match own::render(self.workers, &template, &variables).await {
            Ok(own) => own,
            Err(why) => return Ok((rendered, Some(why))),
        };
        if let Some(subject) = own.subject {
            rendered.subject = clean::line(&subject);
        }
        if let Some(from) = own.from {
            rendered.from = clean::line(&from);
        }
        if let Some(body) = own.body {
            rendered.text = clean::text_of(&body);
            rendered.html = body;
        }
        Ok((rendered, None))
    }
}

impl Renderer<'_> {
    /// The message of the connection's own: who signs in without a password gets it.
    async fn of_connection(self, mail: &Leased) -> Result<Option<EmailTemplate>, StoreError> {
        if mail.message != Message::AuthEmailByCode {
            return Ok(None);
        }
        let variables = &mail.envelope.variables;
        let name = variables.get("connection").and_then(|c| c.get("name"));
        let connections = self.store.connections().await?;
        let found = connections
            .iter()
            .find(|c| name.is_some_and(|name| *name == c.name));
        let own = found.and_then(Connection::passwordless);
        let own = own.and_then(PasswordlessSettings::template);
        Ok(own.map(|mut document| {
            document.insert("enabled".to_owned(), true.into());
            EmailTemplate {
                message: mail.message,
                document,
                revision: 0,
            }
        }))
    }
}

/// The looks without what no message may load.
fn shown(branding: &Branding) -> Branding {
    let logo_url = branding.logo_url.clone().filter(|url| is_web(url));
    Branding {
        logo_url,
        ..branding.clone()
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
