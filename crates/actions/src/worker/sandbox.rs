//! The restrictions that a worker sets on itself before it reads the tenant's code.
//!
//! The engine limits JavaScript. These restrictions hold even if the engine is compromised: the process can open no
//! descriptor, start no process and send no signal.

use std::io;

use rustix::process::{Resource, Rlimit, nice, setrlimit};

/// Other processes come first: an Action that uses much CPU time slows only itself.
const NICENESS: i32 = 5;
/// Backs the engine's own limit on its heap; this process's allocator has reserved half of it from the start.
const DATA: u64 = 2 << 30;

/// Restricts this process, permanently.
pub fn enter() -> Result<(), String> {
    nice(NICENESS).map_err(|e| format!("the priority cannot be lowered: {e}"))?;
    limits().map_err(|e| format!("limits cannot be set: {e}"))?;
    filter().map_err(|e| format!("system calls cannot be filtered: {e}"))
}

fn limits() -> io::Result<()> {
    let fixed = [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        // Open descriptors stay open, and no others can be opened. One, because `poll` takes no more than this limit.
        (Resource::Nofile, 1),
        (Resource::Nproc, 0),
        (Resource::Data, DATA),
    ];
    for (resource, most) in fixed {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

/// Has the kernel kill the process when its CPU time exceeds `seconds`: this also ends a builtin of the engine that never
/// checks for interruption.
pub fn kill_after(seconds: u64) -> io::Result<()> {
    let limit = Rlimit {
        current: Some(seconds),
        maximum: None,
    };
    Ok(setrlimit(Resource::Cpu, limit)?)
}

#[cfg(target_os = "linux")]
fn filter() -> Result<(), String> {
    use std::collections::BTreeMap;

    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch, apply_filter,
    };

    let architecture = if cfg!(target_arch = "x86_64") {
        TargetArch::x86_64
    } else if cfg!(target_arch = "aarch64") {
        TargetArch::aarch64
    } else {
        return Ok(());
    };
    let said = |e: seccompiler::BackendError| e.to_string();
    let mut rules: BTreeMap<_, _> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    // For this process only: the same call could reach the server's limits.
    let myself = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, 0);
    let rule = SeccompRule::new(vec![myself.map_err(said)?]).map_err(said)?;
    rules.insert(libc::SYS_prlimit64, vec![rule]);
    let denied = u32::try_from(libc::EPERM).map_err(|e| e.to_string())?;
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Errno(denied),
        SeccompAction::Allow,
        architecture,
    )
    .map_err(said)?;
    let program = BpfProgram::try_from(filter).map_err(said)?;
    apply_filter(&program).map_err(|e| e.to_string())
}

/// Other systems have only the resource limits.
#[cfg(not(target_os = "linux"))]
fn filter() -> Result<(), String> {
    Ok(())
}

/// Memory, the two pipes, time, randomness and exit. Every other call fails with `EPERM`.
#[cfg(target_os = "linux")]
const ALLOWED: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_madvise,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_read,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_yield,
    libc::SYS_setrlimit,
    libc::SYS_sigaltstack,
    libc::SYS_write,
    libc::SYS_writev,
];
