//! Conditions of a search as expressions. A condition that is unknown counts as not met, so that a negation finds the rows
//! without the field.

use crate::engine::DynamicSql;
use crate::search::documents;
use footbridge_domain::search::{Bound, Condition, Pattern};
use footbridge_domain::time::Timestamp;

/// How a field of type `F` is written.
pub(crate) type Columns<F> = for<'f> fn(&'f F) -> Column<'f>;

/// A field as an expression on each engine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'f> {
    postgres: &'static str,
    sqlite: &'static str,
    /// It is in lower case, and so is what is compared with it.
    folded: bool,
    /// The start of an `EXISTS` of other rows that the expression is about.
    among: Option<&'static str>,
    /// Where in the document the value is.
    path: Option<&'f [String]>,
}

impl<'f> Column<'f> {
    /// The same on both engines.
    pub(crate) const fn of(expression: &'static str) -> Self {
        Self::either(expression, expression)
    }

    /// A text for each engine.
    pub(crate) const fn either(postgres: &'static str, sqlite: &'static str) -> Self {
        Self {
            postgres,
            sqlite,
            folded: false,
            among: None,
            path: None,
        }
    }

    /// The expression is in lower case: upper and lower case are the same.
    pub(crate) const fn folded(self) -> Self {
        Self {
            folded: true,
            ..self
        }
    }

    /// The expression is about other rows: `exists` is what comes before it, up to `AND`.
    pub(crate) const fn among(self, exists: &'static str) -> Self {
        Self {
            among: Some(exists),
            ..self
        }
    }

    /// A part of the document in this column.
    pub(crate) const fn part(self, path: &'f [String]) -> Self {
        Self {
            path: Some(path),
            ..self
        }
    }

    /// Writes the expression.
    pub(crate) fn push(self, sql: &mut DynamicSql) {
        sql.push_either(self.postgres, self.sqlite);
    }

    /// A text as it is compared with this column.
    fn bind(self, sql: &mut DynamicSql, text: &str) {
        match (self.folded, sql.is_postgres()) {
            (true, true) => sql.push("LOWER(").bind_text(text).push(")"),
            // As SQLite's LOWER does. It uses an index for a pattern only where that is a value.
            (true, false) => sql.bind_text(&text.to_ascii_lowercase()),
            (false, _) => sql.bind_text(text),
        };
    }

    /// `(column IS NOT NULL …)`, or the same among other rows.
    fn known(self, sql: &mut DynamicSql, rest: impl FnOnce(&mut DynamicSql)) {
        sql.push(self.among.unwrap_or("(")).push("(");
        self.push(sql);
        sql.push(") IS NOT NULL");
        rest(sql);
        sql.push(")");
    }

    /// ` AND column`
    fn and(self, sql: &mut DynamicSql) {
        sql.push(" AND (");
        self.push(sql);
        sql.push(")");
    }
}

/// Writes a condition.
pub(crate) fn push<F>(sql: &mut DynamicSql, condition: &Condition<F>, columns: Columns<F>) {
    match condition {
        Condition::All(parts) => joined(sql, parts, columns, ("TRUE", " AND ")),
        Condition::Any(parts) => joined(sql, parts, columns, ("FALSE", " OR ")),
        Condition::Not(inner) => {
            sql.push("NOT ");
            push(sql, inner, columns);
        }
        Condition::Text { field, pattern } => text(sql, columns(field), pattern),
        Condition::Value { field, text } => {
            let column = columns(field);
            documents::push_has(sql, column.path.unwrap_or_default(), text);
        }
        Condition::Exists(field) => match columns(field) {
            Column {
                path: Some(path), ..
            } => documents::push_exists(sql, path),
            column => column.known(sql, |_| {}),
        },
        Condition::Flag { field, value } => {
            let column = columns(field);
            column.known(sql, |sql| {
                column.and(sql);
                sql.push(" = ").bind_flag(*value);
            });
        }
        Condition::TextRange { field, from, to } => {
            range(sql, columns(field), (from, to), |sql, text: &String| {
                sql.bind_text(text);
            });
        }
        Condition::Number { field, from, to } => {
            range(sql, columns(field), (from, to), |sql, n: &i64| {
                sql.bind_integer(*n);
            });
        }
        Condition::Instant { field, from, to } => {
            range(sql, columns(field), (from, to), |sql, at: &Timestamp| {
                sql.bind_integer(at.millis());
            });
        }
    }
}

fn joined<F>(
    sql: &mut DynamicSql,
    parts: &[Condition<F>],
    columns: Columns<F>,
    (neutral, operator): (&'static str, &'static str),
) {
    sql.push("(").push(neutral);
    for part in parts {
        sql.push(operator);
        push(sql, part, columns);
    }
    sql.push(")");
}

/// Patterns are written in the notation that heeds case: `LIKE` does on one engine, `GLOB` on the other.
fn text(sql: &mut DynamicSql, column: Column<'_>, pattern: &Pattern) {
    column.known(sql, |sql| {
        column.and(sql);
        if let Some(text) = pattern.as_exact() {
            sql.push(" = ");
            column.bind(sql, text);
            return;
        }
        sql.push_either(" LIKE ", " GLOB ");
        let written = written(sql.is_postgres(), pattern);
        column.bind(sql, &written);
        sql.push_either(" ESCAPE '!'", "");
    });
}

/// A pattern in the notation of the engine.
pub(crate) fn written(is_postgres: bool, pattern: &Pattern) -> String {
    if is_postgres {
        pattern.written("%", like)
    } else {
        pattern.written("*", glob)
    }
}

fn like(piece: &str) -> String {
    escaped(piece, "!%_", |c| format!("!{c}"))
}

fn glob(piece: &str) -> String {
    escaped(piece, "*?[", |c| format!("[{c}]"))
}

fn escaped(piece: &str, special: &str, escape: impl Fn(char) -> String) -> String {
    let written = |c: char| {
        if special.contains(c) {
            escape(c)
        } else {
            c.to_string()
        }
    };
    piece.chars().map(written).collect()
}

fn range<T>(
    sql: &mut DynamicSql,
    column: Column<'_>,
    (from, to): (&Option<Bound<T>>, &Option<Bound<T>>),
    bind: impl Fn(&mut DynamicSql, &T),
) {
    column.known(sql, |sql| {
        let ends = [(from, [" > ", " >= "]), (to, [" < ", " <= "])];
        for (bound, [strict, inclusive]) in ends {
            if let Some(bound) = bound {
                column.and(sql);
                sql.push(if bound.inclusive { inclusive } else { strict });
                bind(sql, &bound.value);
            }
        }
    });
}
