//! Who goes first where there are fewer processors than threads.

use std::sync::OnceLock;

use rustix::process::{getpriority_process, setpriority_process};

/// How much nicer than rooms the other threads are: at +5 a thread gets a third
/// of the time of one at 0 while both want the processor.
const NICER: i32 = 5;
/// As nice as can be: at +19 a thread gets a seventieth of the time of one at 0.
const NICEST: i32 = 19;

/// Has the calling thread stand back behind the threads of rooms, so that a tick
/// does not wait for what comes in over the network.
pub fn yield_to_rooms() {
    // A thread inherits it from the one that starts it, and would add to it.
    static NICE: OnceLock<i32> = OnceLock::new();
    let nice = *NICE.get_or_init(|| getpriority_process(None).unwrap_or(0) + NICER);
    // On Linux this is the thread's own. Refused or not, the game goes on.
    let _ = setpriority_process(None, nice);
}

/// Has the calling thread take only what all others leave over.
pub fn stand_back() {
    // On Linux this is the thread's own. Refused or not, the game goes on.
    let _ = setpriority_process(None, NICEST);
}
