//! The wire, letter by letter: each sentence of a refusal and each answer with tokens, whole, beside snapshots.
//!
//! A table is one test: its requests go to one server, one after the other, and both engines are compared with one file in
//! `snapshots/`. What differs from run to run has a number in braces there, the same for the same value.
//! `INSTA_UPDATE=always cargo test --test black_box -- wire::` writes what is answered now; the change is read as any
//! other.

mod actions;
mod authorize;
mod commands;
mod endpoints;
mod federation;
mod grants;
mod management;
mod names;
mod pages;
mod passwordless;
mod second_factor;
mod sentences;
mod tenant_entries;
mod token;
mod transcript;
mod transfer;

use transcript::Transcript;
