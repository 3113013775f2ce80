//! The first minutes: the command line, and `footbridge dev`.

mod dev;
mod mistakes;
