//! What was asked of something that gives out secrets, what it answered, and whether that can be true.
//!
//! A test drives a [`Subject`] through a [`Recorder`], whatever is killed meanwhile; [`check`] judges the record afterwards.

mod checker;
mod operation;
mod recorder;
mod rules;

pub use checker::check;
pub use operation::{Invariant, Kind, Operation, Outcome};
pub use recorder::{Recorder, Subject, Told};
