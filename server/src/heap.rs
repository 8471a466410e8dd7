//! What the C library keeps of memory that was given back to it.

/// Blocks from this size on are the system's own, and go back to it at once.
const OF_ITS_OWN_BYTES: i32 = 256 << 10;
/// So much may stay unused at the end of the heap of each thread.
const UNUSED_BYTES: i32 = 1 << 20;

/// Has large blocks go back to the system when they are freed.
///
/// Left alone, glibc keeps what was freed once for the thread that freed it, up
/// to 64 MiB for each: it takes every large block as a sign that more will come.
pub fn give_back_what_is_freed() {
    #[cfg(target_env = "gnu")]
    for (setting, bytes) in [
        (libc::M_MMAP_THRESHOLD, OF_ITS_OWN_BYTES),
        (libc::M_TRIM_THRESHOLD, UNUSED_BYTES),
    ] {
        #[expect(unsafe_code, reason = "no safe crate sets these")]
        // SAFETY: it changes two numbers of the allocator, under its own lock, and
        // both are in their ranges. Refused or not, memory is allocated as before.
        unsafe {
            libc::mallopt(setting, bytes);
        }
    }
}
