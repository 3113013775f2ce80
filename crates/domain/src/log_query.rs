//! What `q` in `GET /api/v2/logs` can ask for.

#[cfg(test)]
mod tests;

use super::search::{self, FieldKind, Malformed, Searchable};

/// A condition on log events.
pub type LogCondition = search::Condition<LogField>;

/// What can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogField {
    Type,
    ClientId,
    UserId,
    Ip,
    Connection,
    LogId,
    Date,
    ClientName,
    ConnectionId,
    Description,
    Hostname,
    OrganizationId,
    Strategy,
    StrategyType,
    UserAgent,
    UserName,
}

impl Searchable for LogField {
    const BARE: &'static [Self] = &[
        Self::Type,
        Self::ClientId,
        Self::UserId,
        Self::Ip,
        Self::Connection,
        Self::LogId,
        Self::ClientName,
        Self::Description,
        Self::UserName,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "type" => Self::Type,
            "client_id" => Self::ClientId,
            "user_id" => Self::UserId,
            "ip" => Self::Ip,
            "connection" => Self::Connection,
            "log_id" | "_id" => Self::LogId,
            "date" => Self::Date,
            "client_name" => Self::ClientName,
            "connection_id" => Self::ConnectionId,
            "description" => Self::Description,
            "hostname" => Self::Hostname,
            "organization_id" => Self::OrganizationId,
            "strategy" => Self::Strategy,
            "strategy_type" => Self::StrategyType,
            "user_agent" => Self::UserAgent,
            "user_name" => Self::UserName,
            _ => return None,
        })
    }

    fn kind(&self) -> FieldKind {
        match self {
            Self::LogId => FieldKind::OrderedText,
            Self::Date => FieldKind::Instant,
            _ => FieldKind::Text,
        }
    }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<LogCondition, Malformed> {
    search::parse(text)
}
