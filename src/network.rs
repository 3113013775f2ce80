//! (placeholder until the network room is merged)
#[derive(Debug)]
pub struct Network;
