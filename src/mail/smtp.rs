//! Sending by SMTP (RFC 5321): TLS from the first byte on port 465 and by STARTTLS on every other (RFC 8314); in the clear to
//! this machine alone. A connection carries one message: one that was cut off could answer for the next one.

use std::error::Error;
use std::net::IpAddr;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::mime;
use super::rendered::{Rendered, Unsent};
use crate::domain::mail::provider::Smtp;

/// The port on which TLS comes before everything else.
const IMPLICIT_TLS: u16 = 465;

/// Sends a message; the server's answer to it.
pub async fn send(server: &Smtp, mail: &Rendered) -> Result<String, Unsent> {
    let message = mime::message(mail)?;
    let tls = TlsParameters::new(server.host.clone());
    let tls = tls.map_err(|e| Unsent::ForNow(told(&e)))?;
    let tls = match server.port {
        IMPLICIT_TLS => Tls::Wrapper(tls),
        _ if is_loopback(&server.host) => Tls::Opportunistic(tls),
        _ => Tls::Required(tls),
    };
    let domain = mail.message_id.rsplit('@').next().unwrap_or_default();
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
        .port(server.port)
        .hello_name(ClientId::Domain(domain.to_owned()))
        .tls(tls);
    if let Some((user, password)) = &server.login {
        builder = builder
            .credentials(Credentials::new(user.clone(), password.clone()))
            .authentication(vec![Mechanism::Plain, Mechanism::Login]);
    }
    match builder.build().send(message).await {
        Ok(answer) => {
            let lines: Vec<&str> = answer.message().collect();
            Ok(format!("{} {}", answer.code(), lines.join(" ")))
        }
        Err(error) => Err(judged(&error, server)),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|ip| ip.is_loopback())
}

/// What the server refuses for good, except what it refuses us: that is a matter of the settings.
fn judged(error: &lettre::transport::smtp::Error, server: &Smtp) -> Unsent {
    let told = format!("{}:{}: {}", server.host, server.port, told(error));
    let code = error.status().map(u16::from).unwrap_or_default();
    let is_about_us = (530..540).contains(&code);
    match error.is_permanent() && !is_about_us {
        true => Unsent::ForGood(told),
        false => Unsent::ForNow(told),
    }
}

/// An error and its causes, each once.
fn told(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let text = next.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        cause = next.source();
    }
    super::clean::line(&said)
}
