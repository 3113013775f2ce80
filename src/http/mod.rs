//! The edge: the only room that knows HTTP.

pub mod address;
pub mod pages;
