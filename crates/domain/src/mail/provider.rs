//! The provider that sends the tenant's messages, and what it is reached with.

use serde_json::{Map, Value};

use crate::request_body::Invalid;

/// Auth0's name of a provider that is an Action of the tenant's.
pub const CUSTOM: &str = "custom";

/// The trigger of that Action.
pub const ACTION_TRIGGER: &str = "custom-email-provider";

/// A provider as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct EmailProvider {
    /// Everything but the credentials.
    pub document: Map<String, Value>,
    /// A secret.
    pub credentials: Map<String, Value>,
    /// For a change: which one it changes.
    pub revision: i64,
}

/// How messages go out. Not `Debug`: it holds the secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Way {
    Smtp(Smtp),
    Https(MailApi),
    /// The tenant's Action of [`ACTION_TRIGGER`].
    Action,
}

/// A provider that takes a message by one HTTPS call.
#[derive(Clone, PartialEq, Eq)]
pub enum MailApi {
    SendGrid {
        api_key: String,
    },
    Mandrill {
        api_key: String,
    },
    Resend {
        api_key: String,
    },
    SparkPost {
        api_key: String,
        /// Whether the account is in Western Europe.
        in_europe: bool,
    },
    Mailgun {
        api_key: String,
        domain: String,
        in_europe: bool,
    },
    Ses {
        access_key_id: String,
        secret_access_key: String,
        region: String,
        configuration_set: Option<String>,
    },
    /// Azure Communication Services.
    AzureCs {
        host: String,
        /// In Base64.
        access_key: String,
    },
}

/// An SMTP server.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    /// Name and password, where the server asks for them.
    pub login: Option<(String, String)>,
}

impl EmailProvider {
    /// How messages go out by it; an error where something is missing, or would be of no use.
    pub fn way(&self) -> Result<Way, Invalid> {
        let name = self.name();
        let text = |key: &str| self.credential(key);
        Ok(match name {
            "smtp" => Way::Smtp(Smtp {
                host: host(self.needed("smtp_host")?)?,
                port: self.port()?,
                login: match (text("smtp_user"), text("smtp_pass")) {
                    (None, None) => None,
                    (Some(user), Some(password)) => Some((user, password)),
                    _ => {
                        let why = "credentials.smtp_user and credentials.smtp_pass go together; exports leave smtp_pass out";
                        return Err(Invalid::unusable(why));
                    }
                },
            }),
            CUSTOM => Way::Action,
            _ => Way::Https(self.api(name)?),
        })
    }

    fn api(&self, name: &str) -> Result<MailApi, Invalid> {
        let text = |key: &str| self.credential(key);
        let needed = |key: &str| self.needed(key);
        let in_europe = || match text("region").as_deref() {
            None => Ok(false),
            Some("eu") => Ok(true),
            Some(_) => Err(Invalid::unusable(
                "credentials.region must be \"eu\" or null",
            )),
        };
        Ok(match name {
            "sendgrid" => MailApi::SendGrid {
                api_key: needed("api_key")?,
            },
            "mandrill" => MailApi::Mandrill {
                api_key: needed("api_key")?,
            },
            "resend" => MailApi::Resend {
                api_key: needed("api_key")?,
            },
            "sparkpost" => MailApi::SparkPost {
                api_key: needed("api_key")?,
                in_europe: in_europe()?,
            },
            "mailgun" => MailApi::Mailgun {
                api_key: needed("api_key")?,
                domain: host(needed("domain")?)?,
                in_europe: in_europe()?,
            },
            "ses" => MailApi::Ses {
                access_key_id: needed("accessKeyId")?,
                secret_access_key: needed("secretAccessKey")?,
                region: region(needed("region")?)?,
                configuration_set: self.configuration_set(),
            },
            "azure_cs" => azure_cs(&needed("connectionString")?)?,
            _ => return Err(Invalid::unusable("name is of no provider")),
        })
    }

    fn credential(&self, key: &str) -> Option<String> {
        let text = self.credentials.get(key).and_then(Value::as_str);
        text.map(str::to_owned)
    }

    fn needed(&self, key: &str) -> Result<String, Invalid> {
        let name = self.name();
        let why = || Invalid::unusable(format!("credentials.{key} is required for {name}"));
        self.credential(key).ok_or_else(why)
    }

    fn port(&self) -> Result<u16, Invalid> {
        let port = self.credentials.get("smtp_port").and_then(Value::as_u64);
        let port = port.and_then(|port| u16::try_from(port).ok());
        port.ok_or_else(|| Invalid::unusable("credentials.smtp_port is required for smtp"))
    }

    /// `settings.message.configuration_set_name` of SES.
    fn configuration_set(&self) -> Option<String> {
        let message = self.document.get("settings")?.get("message")?;
        let name = message.get("configuration_set_name")?.as_str()?;
        Some(name.to_owned())
    }

    /// Auth0's name of the provider.
    pub fn name(&self) -> &str {
        let name = self.document.get("name").and_then(Value::as_str);
        name.unwrap_or_default()
    }

    /// Whether messages go out by it.
    pub fn is_enabled(&self) -> bool {
        self.document.get("enabled") != Some(&Value::Bool(false))
    }

    /// The sender where a template names none.
    pub fn default_from(&self) -> Option<&str> {
        let from = self.document.get("default_from_address");
        from.and_then(Value::as_str).filter(|from| !from.is_empty())
    }
}

/// Of a connection string, such as `endpoint=https://acme.communication.azure.com/;accesskey=…`.
fn azure_cs(connection_string: &str) -> Result<MailApi, Invalid> {
    let parts = connection_string.split(';');
    let part = |wanted: &str| {
        let mut pairs = parts.clone().filter_map(|part| part.split_once('='));
        let found = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        let why = || Invalid::unusable(format!("credentials.connectionString has no {wanted}"));
        found.map(|(_, value)| value.trim()).ok_or_else(why)
    };
    let endpoint = part("endpoint")?.trim_end_matches('/');
    let name = endpoint.strip_prefix("https://").unwrap_or_default();
    Ok(MailApi::AzureCs {
        host: host(name.to_owned())?,
        access_key: part("accesskey")?.to_owned(),
    })
}

/// A host name or an address: it becomes part of a URL, or of a command.
fn host(text: String) -> Result<String, Invalid> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    match !text.is_empty() && text.chars().all(is_part) {
        true => Ok(text),
        false => Err(Invalid::unusable("credentials name no host")),
    }
}

/// A region of AWS: it becomes part of a host name.
fn region(text: String) -> Result<String, Invalid> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match text.chars().all(is_part) {
        true => Ok(text),
        false => Err(Invalid::unusable("credentials.region is no region")),
    }
}
