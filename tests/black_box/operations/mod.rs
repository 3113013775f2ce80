//! Running a server: starts and stops, faults of the database and the disk, several processes, monitoring.

mod clock;
mod database_trouble;
mod disk_full;
mod history;
mod lifecycle;
mod metrics;
mod monitoring;
mod not_now;
mod poolers;
mod races;
mod reseal;
mod round_trips;
mod stalled_output;
mod traces;
mod waits;
