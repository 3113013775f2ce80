//! What can be wrong with a value: in Auth0's sentence, which its API answers, and in plain words for a file's author.

use std::fmt;

/// A breach of one keyword of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Names of JSON types.
    Type {
        expected: Vec<String>,
        found: &'static str,
    },
    /// `enum`
    Choice {
        allowed: Vec<String>,
        found: String,
    },
    Format {
        format: String,
        found: String,
    },
    Pattern {
        pattern: String,
        found: String,
    },
    TooFew {
        of: Counted,
        found: u64,
        least: u64,
    },
    TooMany {
        of: Counted,
        found: u64,
        most: u64,
    },
    Below {
        found: String,
        least: i64,
    },
    Above {
        found: String,
        most: i64,
    },
    /// Two equal items of an array, by their indexes.
    Repeated(usize, usize),
    /// Members that no schema names.
    Unknown(Vec<String>),
    /// A member that has to be there.
    Missing(String),
    /// `oneOf`
    NoAlternative,
    SeveralAlternatives,
    TooDeep,
    Unresolved(String),
}

/// What a length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Characters,
    Items,
    Members,
}

/// Auth0's sentence.
impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { expected, found } => {
                let expected = expected.join(",");
                write!(f, "Expected type {expected} but found type {found}")
            }
            Self::Choice { found, .. } => write!(f, "No enum match for: {found}"),
            Self::Format { format, found } => {
                write!(
                    f,
                    "Object didn't pass validation for format {format}: {found}"
                )
            }
            Self::Pattern { pattern, found } => {
                write!(f, "String does not match pattern {pattern}: {found}")
            }
            Self::TooFew { of, found, least } => match of {
                Counted::Characters => {
                    write!(f, "String is too short ({found} chars), minimum {least}")
                }
                Counted::Items => write!(f, "Array is too short ({found}), minimum {least}"),
                Counted::Members => {
                    write!(f, "Too few properties defined ({found}), minimum {least}")
                }
            },
            Self::TooMany { of, found, most } => match of {
                Counted::Characters => {
                    write!(f, "String is too long ({found} chars), maximum {most}")
                }
                Counted::Items => write!(f, "Array is too long ({found}), maximum {most}"),
                Counted::Members => {
                    write!(f, "Too many properties defined ({found}), maximum {most}")
                }
            },
            Self::Below { found, least } => {
                write!(f, "Value {found} is less than minimum {least}")
            }
            Self::Above { found, most } => {
                write!(f, "Value {found} is greater than maximum {most}")
            }
            Self::Repeated(i, j) => {
                write!(f, "Array items are not unique (indexes {i} and {j})")
            }
            Self::Unknown(names) => {
                let names = names.join(",");
                write!(f, "Additional properties not allowed: {names}")
            }
            Self::Missing(name) => write!(f, "Missing required property: {name}"),
            Self::NoAlternative => f.write_str("Data does not match any schemas from 'oneOf'"),
            Self::SeveralAlternatives => {
                f.write_str("Data is valid against more than one schema from 'oneOf'")
            }
            Self::TooDeep => f.write_str("The document nests too deeply"),
            Self::Unresolved(name) => write!(f, "Reference could not be resolved: {name}"),
        }
    }
}

impl Wrong {
    /// What is allowed and what was found, in plain words.
    pub(super) fn plainly(&self) -> String {
        match self {
            Self::Type { expected, found } => {
                let expected: Vec<&str> = expected.iter().map(|name| noun(name)).collect();
                let found = noun(found);
                format!("must be {}; found {found}", expected.join(" or "))
            }
            Self::Choice { allowed, found } => {
                format!("must be one of {}; found {found}", allowed.join(", "))
            }
            Self::Format { format, found } => {
                format!("must be {}; found {found:?}", super::formats::noun(format))
            }
            Self::Pattern { pattern, found } => {
                format!("must match {pattern}; found {found:?}")
            }
            Self::TooFew { of, found, least } => {
                format!(
                    "must have at least {}; found {found}",
                    of.counted(i128::from(*least))
                )
            }
            Self::TooMany { of, found, most } => {
                format!(
                    "must have at most {}; found {found}",
                    of.counted(i128::from(*most))
                )
            }
            Self::Below { found, least } => format!("must be at least {least}; found {found}"),
            Self::Above { found, most } => format!("must be at most {most}; found {found}"),
            Self::Repeated(i, j) => format!("must not repeat an item; found [{i}] again at [{j}]"),
            Self::Unknown(names) => {
                let names = names.join(", ");
                format!("must not have a key that the Management API does not know; found {names}")
            }
            Self::Missing(name) => format!("must have the key {name}"),
            Self::NoAlternative => "must have one of the allowed forms".into(),
            Self::SeveralAlternatives => "must have only one of the allowed forms".into(),
            Self::TooDeep => "must nest less deeply".into(),
            Self::Unresolved(name) => format!("has no rule named {name}"),
        }
    }
}

impl Counted {
    fn counted(self, n: i128) -> String {
        let (one, many) = match self {
            Self::Characters => ("character", "characters"),
            Self::Items => ("item", "items"),
            Self::Members => ("key", "keys"),
        };
        format!("{n} {}", if n == 1 { one } else { many })
    }
}

/// A JSON type in plain words.
fn noun(name: &str) -> &str {
    match name {
        "null" => "null",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a string",
        "array" => "a list",
        "object" => "a mapping",
        other => other,
    }
}
