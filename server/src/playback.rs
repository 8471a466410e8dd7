//! What may be done with the log of a room besides going on from it.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use asteroids_shared::Tick;

use crate::log::{Archive, FileKind, FileReport, Report};
use crate::output;
use crate::room::annals::Annalist;
use crate::room::state::entry::Entry;
use crate::room::{RoomRecord, State};

/// Every how many ticks the digest is printed.
const DIGEST_EVERY_TICKS: Tick = 1024;

/// Plays the log in a folder again from the newest snapshot that is not after `from`,
/// and prints the world's digest now and then, and at the end.
///
/// # Errors
///
/// If the log is not whole, or the world comes out otherwise than a snapshot says.
pub fn replay(folder: &Path, from: Tick, to: Option<Tick>) -> anyhow::Result<()> {
    let archive = open(folder)?;
    let end = play(folder, &archive, from, to, |state| {
        check(&archive, state)?;
        match state.world().tick().is_multiple_of(DIGEST_EVERY_TICKS) {
            true => say_digest(state),
            false => Ok(()),
        }
    })?;
    say_digest(&end)
}

/// Prints what happened in the room whose log is in a folder, from one tick to
/// another, an event a line as JSON.
///
/// # Errors
///
/// If the log is not whole.
pub fn export_events(folder: &Path, from: Tick, to: Option<Tick>) -> anyhow::Result<()> {
    let archive = open(folder)?;
    let mut annalist = Annalist::default();
    play(folder, &archive, from, to, |state| {
        let events = annalist.note(state);
        for event in events.iter().filter(|event| event.tick >= from) {
            output::say(&serde_json::to_string(event)?)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn open(folder: &Path) -> anyhow::Result<Archive> {
    Archive::open(folder).with_context(|| format!("cannot read the log in {}", folder.display()))
}

/// Plays from the newest snapshot that is not after `from`, and has somebody look after
/// each tick. Gives the state at the end.
fn play(
    folder: &Path,
    archive: &Archive,
    from: Tick,
    to: Option<Tick>,
    mut look: impl FnMut(&State) -> anyhow::Result<()>,
) -> anyhow::Result<State> {
    let begun = archive.play_from(from);
    let (snapshot, entries) = begun.with_context(|| {
        let folder = folder.display();
        format!("there is no whole snapshot in {folder}: name the folder of a room's log, as DIR/rooms/1")
    })?;
    let mut state = state_of(&snapshot.payload)?;
    for entry in entries {
        let entry = entry?;
        if to.is_some_and(|to| entry.tick >= to) {
            break;
        }
        state.apply(&Entry::decode(&entry.payload)?);
        look(&state)?;
    }
    Ok(state)
}

fn state_of(snapshot: &[u8]) -> anyhow::Result<State> {
    let record = RoomRecord::read(&mut &*snapshot)
        .context("another version of the server wrote the snapshot")?;
    Ok(State::from(record))
}

/// That a snapshot of this tick, if there is one, says the same.
fn check(archive: &Archive, state: &State) -> anyhow::Result<()> {
    let tick = state.world().tick();
    if !archive
        .files()
        .ticks(FileKind::Snapshot)
        .any(|it| it == tick)
    {
        return Ok(());
    }
    // One that is damaged is the business of `inspect`.
    let Some((snapshot, _)) = archive.play_from(tick).filter(|(it, _)| it.tick == tick) else {
        return Ok(());
    };
    let (recorded, replayed) = (state_of(&snapshot.payload)?, state);
    let [recorded, replayed] = [recorded.world().digest(), replayed.world().digest()];
    ensure!(
        recorded == replayed,
        "the digest at tick {tick} is {replayed:016x}, but the snapshot says {recorded:016x}"
    );
    Ok(())
}

fn say_digest(state: &State) -> anyhow::Result<()> {
    let (tick, digest) = (state.world().tick(), state.world().digest());
    Ok(output::say(&format!("{tick} {digest:016x}"))?)
}

/// Tells what is in a log, or in a file of one.
///
/// # Errors
///
/// If something that was written is missing or changed.
pub fn inspect(path: &Path) -> anyhow::Result<()> {
    if !path.is_dir() {
        let report =
            FileReport::of(path).with_context(|| format!("cannot read {}", path.display()))?;
        output::say(&report.to_string())?;
        ensure!(report.damage.is_none(), "{} is damaged", path.display());
        return Ok(());
    }
    let report = Report::of(path).with_context(|| format!("cannot read {}", path.display()))?;
    if report.files.is_empty() {
        bail!(
            "there is no log in {}: name the folder of a room's log, as DIR/rooms/1",
            path.display()
        );
    }
    for file in &report.files {
        output::say(&file.to_string())?;
    }
    for gap in report.gaps() {
        let (next, resumes) = (gap.next, gap.resumes);
        output::say(&format!("ticks {next} to {resumes} are missing"))?;
    }
    ensure!(
        !report.is_damaged(),
        "the log in {} is damaged",
        path.display()
    );
    Ok(())
}
