//! Where tests write.

use std::fs;
use std::path::PathBuf;

/// An empty folder of one test's own, by the names of its tests and its own.
pub fn folder(tests: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = folder.join(tests).join(name);
    // It may be there from an earlier run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder takes it");
    folder
}
