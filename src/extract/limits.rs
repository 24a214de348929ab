//! The limits a worker sets on itself before it reads a file: processor time and address space.
//!
//! Only the soft limits are set, so that the next file starts afresh. A worker that passes the first is
//! ended by the system with a signal of its own; one that passes the second cannot allocate and aborts.

use rlimit::Resource;
use std::fs;
use std::io;

/// Ticks a second in `/proc/self/stat`: fixed at 100 for programs on Linux, whatever the kernel counts in.
const TICKS_PER_SECOND: u64 = 100;

/// Gives this process `cpu_seconds` from now and at most `memory_mib` MiB of address space.
///
/// Where the system does not say how much time was used, only memory is limited; the parent's clock
/// still ends a file that hangs.
pub(crate) fn begin_file(cpu_seconds: u64, memory_mib: u64) -> io::Result<()> {
    lower(Resource::AS, memory_mib << 20)?;
    match used_cpu_seconds() {
        Some(used) => lower(Resource::CPU, used + cpu_seconds + 1),
        None => Ok(()),
    }
}

/// Sets the soft limit, never above the hard one.
fn lower(resource: Resource, wanted: u64) -> io::Result<()> {
    let (_, hard) = resource.get()?;
    resource.set(wanted.min(hard), hard)
}

/// Whole seconds of processor time this process has used, rounded down.
fn used_cpu_seconds() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in parentheses and may hold anything.
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn the_time_used_so_far_is_known() {
        assert!(super::used_cpu_seconds().is_some());
    }
}
