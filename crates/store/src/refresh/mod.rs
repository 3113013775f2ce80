//! Refresh tokens: families, rotation and the devices that hold them.

pub mod device_credentials;
pub mod exchange;
pub mod families;
pub mod new_families;
pub mod refresh_tokens;
pub mod rotations;
