//! Session transfer tokens: what carries them, what they are bound to, and what becomes of them.

mod carriers;
mod decisions;
mod device_asn;
mod device_binding;
mod fallback;
mod journey;
mod seed_samples;
mod unburnt;
