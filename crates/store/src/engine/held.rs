//! Statements that insert what belongs to a user, and users, who belong to a connection.

use super::Conn;

/// An `INSERT … SELECT … FROM users u …` (or `FROM connections c …`) in two forms. On Postgres it holds the row of the owner
/// until it is committed: the owner is not deleted meanwhile, and one that is being deleted is waited for and then not found.
/// SQLite has one writer.
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

/// Such statements of a file, each in three parts: the `SELECT`, its name for the owner's row, and what comes after it.
/// `HELD` lists them.
macro_rules! held_statements {
    ($($(#[$doc:meta])* $name:ident: $select:literal, $owner:ident, $rest:literal;)+) => {
        $($(#[$doc])* const $name: $crate::engine::HeldStatement = $crate::engine::HeldStatement {
            postgres: concat!("/* ", module_path!(), "::", stringify!($name), " */ ", $select, " FOR KEY SHARE OF ", stringify!($owner), $rest),
            portable: concat!("/* ", module_path!(), "::", stringify!($name), " */ ", $select, $rest),
        };)+
        /// Every statement of this file that holds an owner.
        pub const HELD: &[$crate::engine::HeldStatement] = &[$($name),+];
    };
}
pub(crate) use held_statements;
