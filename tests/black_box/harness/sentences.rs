//! The sentences of refused transfers in the tenant log, which monitoring tools match on.

pub const NOT_FOUND: &str = "Single Sign-On failed: Session Transfer Token not found or expired. \
     This may indicate token reuse or expiration.";
pub const MISBOUND: &str = "Single Sign-On failed: Session Transfer Token device binding \
     validation failed due to IP/ASN mismatch.";
pub const OTHER_ORGANIZATION: &str = "Single Sign-On failed: Session Transfer Token organization \
     mismatch detected.";
pub const OTHER_USER: &str =
    "Single Sign-On failed: Session Transfer Token user mismatch detected.";
pub const NO_PARENT: &str = "Single Sign-On failed: Parent refresh token not found. Session \
     Transfer Token won't be used for session establishment.";
