//! What a statement answers; on SQLite, how a row becomes a value, and a value an argument. On Postgres, `sqlx::FromRow` makes
//! the values.

use rusqlite::types::{FromSql, ToSql, ToSqlOutput, Value};
use rusqlite::{Result, Row};

/// What a statement answered.
pub struct Ran<R> {
    pub rows: Vec<R>,
    /// How many rows it changed.
    pub changed: u64,
}

/// What is made of a row.
pub trait Record: Sized {
    fn read(columns: &mut Columns<'_>) -> Result<Self>;
}

/// A row's columns, read one after the other.
pub struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(super) fn of(row: &'r Row<'r>) -> Self {
        Self { row, next: 0 }
    }

    /// The next column, whatever its name.
    pub fn next<T: FromSql>(&mut self) -> Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    /// The column with that name: mostly the next one, as fields stand in the order of the columns.
    pub fn named<T: FromSql>(&mut self, name: &str) -> Result<T> {
        let statement = self.row.as_ref();
        let is_next = |found: &str| found == name;
        if !statement.column_name(self.next).is_ok_and(is_next) {
            self.next = statement.column_index(name)?;
        }
        self.next()
    }
}

impl Record for () {
    fn read(_: &mut Columns<'_>) -> Result<Self> {
        Ok(())
    }
}

/// Tuples are read by place.
macro_rules! tuples {
    ($($($part:ident)+;)+) => {
        $(impl<$($part: FromSql),+> Record for ($($part,)+) {
            fn read(columns: &mut Columns<'_>) -> Result<Self> {
                Ok(($(columns.next::<$part>()?,)+))
            }
        })+
    };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

/// An argument's value, for a statement that another thread runs.
pub fn value(argument: &impl ToSql) -> Value {
    let output = argument.to_sql();
    let value = match &output {
        Ok(ToSqlOutput::Borrowed(value)) => Value::column_result(*value).ok(),
        Ok(ToSqlOutput::Owned(value)) => Some(value.clone()),
        _ => None,
    };
    value.unwrap_or_else(|| unreachable!("strings, numbers and bytes have a value: {output:?}"))
}

/// A struct that both readers of rows fill: a field from the column of its name.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$($how:tt)*])? $of:vis $field:ident: $type:ty,)+
    }) => {
        #[derive(sqlx::FromRow)]
        $(#[$meta])*
        $vis struct $name {
            $($(#[$($how)*])? $of $field: $type,)+
        }

        impl $crate::engine::Record for $name {
            fn read(columns: &mut $crate::engine::Columns<'_>) -> rusqlite::Result<Self> {
                Ok(Self {
                    $($field: $crate::engine::field!(columns, $field, $type $(, $($how)*)?)?,)+
                })
            }
        }
    };
}

/// How a field is read: from its column, from one that is named otherwise, or as a row within the row.
macro_rules! field {
    ($columns:ident, $field:ident, $type:ty) => {
        $columns.named(stringify!($field))
    };
    ($columns:ident, $field:ident, $type:ty, sqlx(rename = $name:literal)) => {
        $columns.named($name)
    };
    ($columns:ident, $field:ident, $type:ty, sqlx(flatten)) => {
        <$type as $crate::engine::Record>::read($columns)
    };
}

pub(crate) use {field, row};
