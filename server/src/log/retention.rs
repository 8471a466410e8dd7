//! Which files of a log are deleted.

use asteroids_shared::Tick;

use super::file_name::{FileKind, FileName};
use super::inventory::Inventory;
use super::settings::Keep;

/// Of snapshots that no restart needs, the first in so many ticks is kept: two
/// minutes. With fewer a film waits longer for its past to be played; with more they
/// take more room than all entries do.
const SNAPSHOT_EVERY_TICKS: Tick = 120 * 32;

/// The files to delete from a log whose next entry is that of `now`, the oldest
/// first. A restart needs the two newest of the snapshots, of which `is_whole`
/// tells, and all entries after the older of them.
pub(super) fn surplus(
    files: &Inventory,
    is_whole: impl Fn(Tick) -> bool,
    now: Tick,
    keep: Keep,
) -> Vec<FileName> {
    let whole: Vec<Tick> = files
        .ticks(FileKind::Snapshot)
        .filter(|&tick| is_whole(tick))
        .collect();
    let Some(&needed_from) = whole.get(whole.len().saturating_sub(2)) else {
        return Vec::new();
    };
    // Entries of that tick may stand in a segment that begins before.
    let mut segments = files.ticks(FileKind::Segment);
    let segment_from = segments.rfind(|&first| first <= needed_from);
    let is_needed = |name: &FileName| match name.kind {
        FileKind::Segment => name.tick >= segment_from.unwrap_or(needed_from),
        FileKind::Snapshot => name.tick >= needed_from,
    };
    let beginnings = beginnings(&whole, needed_from);
    let is_thinned = |name: &FileName| match name.kind {
        FileKind::Segment => false,
        FileKind::Snapshot => !beginnings.contains(&name.tick),
    };
    let old: Vec<FileName> = files.names().filter(|name| !is_needed(name)).collect();
    let (mut surplus, old): (Vec<_>, Vec<_>) = old.into_iter().partition(is_thinned);
    let size_of = |name: &FileName| files.0.get(name).copied().unwrap_or_default();
    let mut bytes = files.bytes() - surplus.iter().map(size_of).sum::<u64>();
    // Entries are of use together with the snapshot before them, and go with it.
    let is_within = |last: &FileName, name: &FileName| {
        last.tick == name.tick || !beginnings.contains(&name.tick)
    };
    for stretch in old.chunk_by(is_within) {
        let begins = stretch.first().map_or(0, |name| name.tick);
        let ends = beginnings.iter().find(|&&tick| tick > begins);
        let ended = *ends.unwrap_or(&needed_from);
        let is_useless = !beginnings.contains(&begins);
        if !is_useless && now.saturating_sub(ended) <= keep.ticks && bytes <= keep.bytes {
            break;
        }
        bytes -= stretch.iter().map(size_of).sum::<u64>();
        surplus.extend(stretch);
    }
    surplus
}

/// The snapshots that stay for replays to begin from.
fn beginnings(whole: &[Tick], needed_from: Tick) -> Vec<Tick> {
    let older = whole.iter().filter(|&&tick| tick < needed_from);
    let mut beginnings: Vec<Tick> = older.copied().collect();
    beginnings.dedup_by_key(|tick| *tick / SNAPSHOT_EVERY_TICKS);
    beginnings
}
