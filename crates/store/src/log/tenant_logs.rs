//! Tenant log events.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, execute, execute_postgres, fetch_one, fetch_optional, on_engine,
    postgres_statements, row, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::search::conditions::Column;
use footbridge_domain::log_query::{self, LogCondition, LogField};
use footbridge_domain::time::Timestamp;

/// What is read of an event; `$table` is empty, or a name with a dot.
macro_rules! columns {
    ($table:literal) => {
        concat!(
            $table,
            "position, ",
            $table,
            "log_id, ",
            $table,
            "type, ",
            $table,
            "occurred_at, ",
            $table,
            "client_id, ",
            $table,
            "user_id, ",
            $table,
            "ip, ",
            $table,
            "connection, ",
            $table,
            "document"
        )
    };
}
pub(crate) use columns;

statements! {
    /// Takes the lock under which positions are handed out, until the transaction ends.
    PLACE: "UPDATE tenant_log_positions SET last = last + $1 WHERE id = 1 RETURNING last - $1";
    INSERT: "INSERT INTO tenant_logs (log_id, type, occurred_at, client_id, user_id, ip, connection, document, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    BY_ID: ["SELECT ", columns!(""), " FROM tenant_logs WHERE log_id = $1"];
}

postgres_statements! {
    /// The same for many events, in Postgres' own words.
    INSERT_ALL: "WITH place AS (UPDATE tenant_log_positions SET last = last + $9 WHERE id = 1 RETURNING last - $9 AS before)
     INSERT INTO tenant_logs (log_id, type, occurred_at, client_id, user_id, ip, connection, document, position)
     SELECT e.log_id, e.type, e.occurred_at, e.client_id, e.user_id, e.ip, e.connection, e.document, place.before + e.nth
       FROM place CROSS JOIN
            UNNEST($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
              WITH ORDINALITY AS e(log_id, type, occurred_at, client_id, user_id, ip, connection, document, nth)
     ON CONFLICT DO NOTHING";
}

/// What is only in the document; nothing where that cannot be read.
macro_rules! member {
    ($name:literal) => {
        Column::either(
            concat!("tenant_log_member(k.document, '", $name, "')"),
            concat!(
                "CASE WHEN json_valid(k.document) THEN json_extract(k.document, '$.",
                $name,
                "') END"
            ),
        )
    };
}

/// The members of an event that have columns of their own. The document is stored without them.
pub const IN_COLUMNS: [&str; 8] = [
    "_id",
    "log_id",
    "date",
    "type",
    "client_id",
    "user_id",
    "ip",
    "connection",
];

/// An event as it is stored: what queries need of it in columns, and the rest of what the Management API shows, as JSON.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// It begins with the time, so that ids are in the order of `occurred_at`.
    pub log_id: String,
    pub code: &'static str,
    pub occurred_at: Timestamp,
    pub client_id: Option<String>,
    pub user_id: Option<String>,
    pub ip: Option<String>,
    pub connection: Option<String>,
    pub document: String,
}

impl StoredEvent {
    /// What it takes besides its id and its instant.
    pub fn bytes(&self) -> usize {
        let columns = [&self.client_id, &self.user_id, &self.ip, &self.connection];
        let columns = columns.map(|column| column.as_ref().map_or(0, String::len));
        columns.iter().sum::<usize>() + self.document.len()
    }
}

/// In which order a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogOrder {
    NewestFirst,
    OldestFirst,
}

/// Part of the log.
#[derive(Debug, Clone)]
pub struct LogSelection<'a> {
    pub condition: &'a LogCondition,
    /// Only events with a greater id.
    pub after: Option<&'a str>,
    pub order: LogOrder,
    pub offset: u32,
    pub limit: u32,
}

/// Stores events; storing one twice is storing it once. On Postgres in one statement, whatever their number.
///
/// Ids and instants are those of the requests, and a slow request's event comes late. Where an event stands for those who
/// follow the log is its position, and those are committed in their order: the lock is held until then. On SQLite the
/// caller has to have begun a transaction; on Postgres the statement is one by itself.
pub async fn insert_all(db: &mut Conn, events: &[&StoredEvent]) -> Result<(), StoreError> {
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if db.is_postgres() {
        let inserted = execute_postgres!(
            db,
            INSERT_ALL,
            values(events, |e| e.log_id.as_str()),
            values(events, |e| e.code),
            values(events, |e| e.occurred_at.millis()),
            values(events, |e| e.client_id.as_deref()),
            values(events, |e| e.user_id.as_deref()),
            values(events, |e| e.ip.as_deref()),
            values(events, |e| e.connection.as_deref()),
            values(events, |e| e.document.as_str()),
            count
        );
        return inserted.map(drop);
    }
    let (before,) = fetch_one!((i64,), db, PLACE, count)?;
    for (e, position) in events.iter().zip(before + 1..) {
        execute!(
            db,
            INSERT,
            e.log_id.as_str(),
            e.code,
            e.occurred_at.millis(),
            e.client_id.as_deref(),
            e.user_id.as_deref(),
            e.ip.as_deref(),
            e.connection.as_deref(),
            e.document.as_str(),
            position
        )?;
    }
    Ok(())
}

fn values<'e, T>(events: &[&'e StoredEvent], of: impl Fn(&'e StoredEvent) -> T) -> Vec<T> {
    events.iter().map(|event| of(event)).collect()
}

/// What is shown of an event whose document cannot be read.
const UNREADABLE: &str = "This event is in the log and cannot be read";

row! {
    /// An event as it is read.
    #[derive(Debug)]
    pub(crate) struct Row {
        pub(crate) position: i64,
        log_id: String,
        #[sqlx(rename = "type")]
        pub(crate) code: String,
        pub(crate) occurred_at: i64,
        client_id: Option<String>,
        user_id: Option<String>,
        ip: Option<String>,
        connection: Option<String>,
        document: String,
    }
}

impl Row {
    /// The document with what stands in columns; `None` where it is none, or nests deeper than we read.
    pub(crate) fn document(&self) -> Option<Map<String, Value>> {
        serde_json::from_str(&self.document)
            .ok()
            .map(|document| self.with_columns(document))
    }

    /// The same, or else what the columns say.
    fn shown(self) -> Map<String, Value> {
        self.document().unwrap_or_else(|| self.unreadable())
    }

    fn unreadable(&self) -> Map<String, Value> {
        let told = [("description", UNREADABLE), ("client_name", ""), ("ip", "")];
        let told = told.map(|(name, told)| (name.to_owned(), told.into()));
        self.with_columns(told.into_iter().collect())
    }

    fn with_columns(&self, rest: Map<String, Value>) -> Map<String, Value> {
        let date = Timestamp::from_millis(self.occurred_at).to_string();
        let mut event = Map::with_capacity(rest.len() + IN_COLUMNS.len());
        event.insert("date".to_owned(), date.into());
        event.insert("type".to_owned(), self.code.as_str().into());
        event.extend(rest);
        for (name, column) in [
            ("client_id", &self.client_id),
            ("user_id", &self.user_id),
            ("ip", &self.ip),
            ("connection", &self.connection),
        ] {
            if let Some(told) = column {
                event.insert(name.to_owned(), told.as_str().into());
            }
        }
        for name in ["log_id", "_id"] {
            event.insert(name.to_owned(), self.log_id.as_str().into());
        }
        event
    }
}

/// The event with that id.
pub async fn by_id(db: &mut Conn, log_id: &str) -> Result<Option<Map<String, Value>>, StoreError> {
    Ok(fetch_optional!(Row, db, BY_ID, log_id)?.map(Row::shown))
}

/// The events in an order. Ids are in the order of time, see [`StoredEvent`].
pub(crate) fn in_order(order: LogOrder) -> List {
    List {
        name: "/* footbridge_store::log::tenant_logs::list */ ",
        columns: columns!("l."),
        keys: "tenant_logs",
        rows: " JOIN tenant_logs l ON l.log_id = k.log_id",
        id: "k.log_id",
        selected: "k.log_id",
        order: match order {
            LogOrder::NewestFirst => "k.log_id DESC",
            LogOrder::OldestFirst => "k.log_id",
        },
    }
}

/// The selected events.
pub async fn list(
    db: &mut Conn,
    selection: &LogSelection<'_>,
) -> Result<Vec<Map<String, Value>>, StoreError> {
    let part = RowRange {
        after: selection.after,
        offset: selection.offset,
        limit: selection.limit,
    };
    let list = in_order(selection.order);
    let condition = log_query::by_ids(selection.condition);
    let filters = [Filter::Event(&condition)];
    let rows: Vec<Row> = listing::rows(db, &list, &filters, part).await?;
    Ok(rows.into_iter().map(Row::shown).collect())
}

/// How many events meet the condition.
pub async fn count(db: &mut Conn, condition: &LogCondition) -> Result<i64, StoreError> {
    let condition = log_query::by_ids(condition);
    let filters = [Filter::Event(&condition)];
    listing::count(db, &in_order(LogOrder::OldestFirst), &filters).await
}

/// How a search asks for a field of the event `k`.
pub(crate) fn column(field: &LogField) -> Column<'_> {
    match field {
        LogField::Type => Column::of("k.type"),
        LogField::ClientId => Column::of("k.client_id"),
        LogField::UserId => Column::of("k.user_id"),
        LogField::Ip => Column::of("k.ip"),
        LogField::Connection => Column::of("k.connection"),
        LogField::LogId => Column::of("k.log_id"),
        LogField::Date => Column::of("k.occurred_at"),
        LogField::ClientName => member!("client_name"),
        LogField::ConnectionId => member!("connection_id"),
        LogField::Description => member!("description"),
        LogField::Hostname => member!("hostname"),
        LogField::OrganizationId => member!("organization_id"),
        LogField::Strategy => member!("strategy"),
        LogField::StrategyType => member!("strategy_type"),
        LogField::UserAgent => member!("user_agent"),
        LogField::UserName => member!("user_name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::engine::Engine;
    use crate::seal::Sealer;
    use footbridge_domain::log_id;
    use footbridge_domain::log_query::parse;
    use serde_json::json;

    async fn store() -> Store {
        let engine = Engine::open("sqlite::memory:", 1, Sealer::new(None)).await;
        let store = Store::new(engine.expect("memory is there"));
        store.engine().migrate().await.expect("migrations apply");
        let mut tx = store.begin().await.expect("a transaction");
        for (n, code, client, ip) in [
            (1, "s", Some("web"), "10.0.0.1"),
            (2, "f", Some("Web"), "10.0.0.2"),
            (3, "sapi", None, "192.0.2.1"),
        ] {
            let occurred_at = Timestamp::from_millis(n * 1_000);
            let event = StoredEvent {
                log_id: log_id::first_at(occurred_at),
                code,
                occurred_at,
                client_id: client.map(str::to_owned),
                user_id: None,
                ip: Some(ip.to_owned()),
                connection: None,
                document: json!({ "client_name": "" }).to_string(),
            };
            insert_all(&mut tx, &[&event]).await.expect("an insert");
        }
        tx.commit().await.expect("a commit");
        store
    }

    async fn found(store: &Store, query: &str) -> Vec<i64> {
        let condition = parse(query).expect(query);
        let selection = LogSelection {
            condition: &condition,
            after: None,
            order: LogOrder::OldestFirst,
            offset: 0,
            limit: 50,
        };
        let mut db = store.read().await.expect("a connection");
        let events = list(&mut db, &selection).await.expect(query);
        let total = count(&mut db, &condition).await.expect(query);
        assert_eq!(usize::try_from(total), Ok(events.len()), "{query}");
        events.iter().map(seconds).collect()
    }

    /// When it happened, as its id says and its date.
    fn seconds(event: &Map<String, Value>) -> i64 {
        let date = event["date"].as_str().and_then(Timestamp::parse);
        let date = date.expect("a date");
        assert_eq!(event["log_id"], log_id::first_at(date));
        date.seconds()
    }

    #[tokio::test]
    async fn conditions_select() {
        let store = store().await;
        for (query, ids) in [
            ("", vec![1, 2, 3]),
            ("type:s", vec![1]),
            ("client_id:web", vec![1]),
            ("client_id:w*", vec![1]),
            ("NOT client_id:web", vec![2, 3]),
            ("ip:10.0.0.*", vec![1, 2]),
            ("ip:10_0*", vec![]),
            ("ip:%*", vec![]),
            ("sapi", vec![3]),
            ("type:(s OR f) AND NOT ip:10.0.0.2", vec![1]),
            ("log_id:[9002000000000002000 TO *]", vec![2, 3]),
            ("log_id:{9002000000000002000 TO *]", vec![3]),
            ("date:[* TO 1970-01-01T00:00:02Z}", vec![1]),
            ("date:[* TO 1970-01-01T00:00:02Z]", vec![1, 2]),
            ("date:{1970-01-01T00:00:01Z TO *]", vec![2, 3]),
            ("NOT date:1970-01-01T00:00:02Z", vec![1, 3]),
            ("date:1970-01-01", vec![1, 2, 3]),
            ("date:[1960-01-01 TO 1969-12-31]", vec![]),
            (&"a ".repeat(64), vec![]),
            ("type:s'", vec![]),
            ("type:\"s' OR 1=1--\"", vec![]),
        ] {
            assert_eq!(found(&store, query).await, ids, "{query}");
        }
    }

    #[tokio::test]
    async fn checkpoints_follow_the_ids() {
        let store = store().await;
        let everything = LogCondition::All(vec![]);
        let mut selection = LogSelection {
            condition: &everything,
            after: Some("9002000000000001000"),
            order: LogOrder::NewestFirst,
            offset: 0,
            limit: 1,
        };
        let mut db = store.read().await.expect("a connection");
        let next = list(&mut db, &selection).await.expect("a list");
        assert_eq!(seconds(&next[0]), 2);
        selection.after = Some("9002000000000003000");
        assert!(list(&mut db, &selection).await.expect("a list").is_empty());
    }
}
