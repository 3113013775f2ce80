//! The edge: the only room that knows HTTP.

pub mod address;
pub mod cookies;
pub mod form;
pub mod pages;
