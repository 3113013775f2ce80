//! What `q` in `GET /api/v2/logs` can ask for.

#[cfg(test)]
mod tests;

use super::log_id;
use super::search::{self, Bound, Condition, FieldKind, Malformed, Searchable};
use super::time::Timestamp;

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

/// The same with ids in the place of dates: they begin with them, and it is by ids that the log is in order.
pub fn by_ids(condition: &LogCondition) -> LogCondition {
    let parts = |parts: &[LogCondition]| parts.iter().map(by_ids).collect();
    match condition {
        Condition::All(all) => Condition::All(parts(all)),
        Condition::Any(any) => Condition::Any(parts(any)),
        Condition::Not(inner) => Condition::Not(Box::new(by_ids(inner))),
        Condition::Instant {
            field: LogField::Date,
            from,
            to,
        } => Condition::TextRange {
            field: LogField::LogId,
            from: from.map(|from| bound(from, !from.inclusive, true)),
            to: to.map(|to| bound(to, to.inclusive, false)),
        },
        other => other.clone(),
    }
}

fn bound(of: Bound<Timestamp>, is_next: bool, inclusive: bool) -> Bound<String> {
    let millis = of.value.millis().saturating_add(is_next.into());
    let value = log_id::first_at(Timestamp::from_millis(millis));
    Bound { value, inclusive }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<LogCondition, Malformed> {
    search::parse(text)
}
