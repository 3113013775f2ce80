//! Arguments, then configuration, then the command.

use std::process::ExitCode;

/// The system's allocator of small images is slow under many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    footbridge::cli::main()
}
