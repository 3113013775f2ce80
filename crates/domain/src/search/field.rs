//! The fields that queries name.

/// What a field holds, and so what can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    /// A text that has ranges.
    OrderedText,
    Number,
    Instant,
    Flag,
    /// A part of a document, of any shape: it has no ranges, and no wildcards.
    Document,
}

/// The fields that can be asked for.
pub trait Searchable: Clone + 'static {
    /// The fields that a term without one is looked for in: texts all of them.
    const BARE: &'static [Self];

    /// The field of that name, which is as the query has it: with its backslashes.
    fn named(name: &str) -> Option<Self>;

    /// What it holds.
    fn kind(&self) -> FieldKind;

    /// The form in which it is stored.
    fn canonical(&self, text: &str) -> String {
        text.into()
    }
}
