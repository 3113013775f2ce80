//! Statements that insert what belongs to a user.

use super::Conn;

/// An `INSERT … SELECT … FROM users u …` in two forms. On Postgres it holds the row of the user until it is committed: the
/// user is not deleted meanwhile, and one who is being deleted is waited for and then not found. SQLite has one writer.
#[derive(Debug, Clone, Copy)]
pub struct HeldStatement {
    pub postgres: &'static str,
    pub portable: &'static str,
}

impl HeldStatement {
    /// The form for the engine of `db`.
    pub(crate) fn on(self, db: &Conn) -> &'static str {
        if db.is_postgres() {
            self.postgres
        } else {
            self.portable
        }
    }
}

/// Such statements of a file, each in two parts: the `SELECT`, and what comes after it. `HELD` lists them.
macro_rules! held_statements {
    ($($(#[$doc:meta])* $name:ident: $select:literal, $rest:literal;)+) => {
        $($(#[$doc])* const $name: $crate::engine::HeldStatement = $crate::engine::HeldStatement {
            postgres: concat!("/* ", module_path!(), "::", stringify!($name), " */ ", $select, " FOR KEY SHARE OF u", $rest),
            portable: concat!("/* ", module_path!(), "::", stringify!($name), " */ ", $select, $rest),
        };)+
        /// Every statement of this file that holds a user.
        pub const HELD: &[$crate::engine::HeldStatement] = &[$($name),+];
    };
}
pub(crate) use held_statements;
