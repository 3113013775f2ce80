//! HTTP itself: connections, framing, proxies, origins, and paths that do not exist.

mod connections;
mod cross_origin;
mod framing;
mod front_door;
mod proxies;
mod unknown_routes;
