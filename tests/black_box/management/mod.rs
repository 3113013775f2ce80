//! The Management API.

mod actions;
mod apis;
mod attributes;
mod branding;
mod clients;
mod current_user;
mod custom_domains;
mod guardian;
mod log_streams;
mod page_templates;
mod prompts;
mod recorded;
mod rest;
mod roles;
mod second_factors;
mod sessions;
mod themes;
mod tools;
