//! Arguments, then configuration, then the command.

use std::process::ExitCode;

/// The system allocator of small images is slow with many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    footbridge::cli::main()
}
