//! What the kinds of attack protection have in common: an object of the tenant's, read and changed by the Management API.

use std::net::IpAddr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::networks;

/// The shield that refuses. Without it, what is enabled only watches: it counts and logs, and refuses nothing.
pub const BLOCK: &str = "block";
/// The shield that sends the user an e-mail.
pub const USER_NOTIFICATION: &str = "user_notification";

/// The members that the settings of every kind have.
macro_rules! usual_members {
    () => {
        fn is_enabled(&self) -> bool {
            self.enabled
        }
        fn shields(&self) -> &[String] {
            &self.shields
        }
        fn shields_mut(&mut self) -> &mut Vec<String> {
            &mut self.shields
        }
        fn allowlist(&self) -> &[String] {
            &self.allowlist
        }
    };
}
pub(super) use usual_members;

/// One kind of attack protection.
pub trait Protection: Clone + Default + PartialEq + Serialize + DeserializeOwned {
    fn is_enabled(&self) -> bool;
    fn shields(&self) -> &[String];
    fn shields_mut(&mut self) -> &mut Vec<String>;
    /// Addresses and networks to which nothing of this applies.
    fn allowlist(&self) -> &[String];

    /// Whether attempts from that address are counted.
    fn applies_to(&self, address: Option<IpAddr>) -> bool {
        let is_allowed = |ip: IpAddr| {
            let mut listed = self.allowlist().iter().filter_map(|e| networks::parse(e));
            listed.any(|network| network.contains(&ip))
        };
        self.is_enabled() && !address.is_some_and(is_allowed)
    }

    /// Whether an attempt beyond what is allowed is refused.
    fn blocks(&self) -> bool {
        self.shields().iter().any(|s| s == BLOCK)
    }
}
