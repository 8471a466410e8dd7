//! What cannot be done ends with one line, which names the setting that mends it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use crate::process::{folder, program};

/// What a program says that fails.
fn complaints(command: &mut Command) -> String {
    let ended = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    said
}

/// The last line of that.
fn refusal(command: &mut Command) -> String {
    let said = complaints(command);
    said.lines().last().unwrap_or_default().to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

#[test]
fn a_port_that_is_taken_names_the_setting_for_another() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = other.local_addr().expect("it listens").to_string();
    let data = folder("taken-port");
    let told = refusal(&mut program(&["--listen", &address, "--data", text(&data)]));
    assert!(
        told.contains(&format!("cannot listen on {address}: ")),
        "{told}"
    );
    assert!(
        told.contains("choose another port with --listen (ASTEROIDS_LISTEN)"),
        "{told}"
    );
    assert_eq!(told.matches("in use").count(), 1, "{told}");
}

#[test]
fn an_address_of_another_machine_names_the_setting_too() {
    let data = folder("other-address");
    // Nobody has one of these: they are for examples.
    let told = refusal(&mut program(&[
        "--listen",
        "192.0.2.1:8080",
        "--data",
        text(&data),
    ]));
    assert!(
        told.contains("choose an address of this machine with --listen"),
        "{told}"
    );
}

#[test]
fn a_data_folder_that_is_none_names_the_setting_for_another() {
    let here = folder("no-folder");
    let file = here.join("file");
    let copy = here.join("copy.db");
    for path in [&file, &copy] {
        fs::write(path, "").expect("the folder takes it");
    }
    let inside = file.join("data");
    for data in [text(&file), text(&inside)] {
        let to = here.join("copies");
        for arguments in [
            &["--listen", "127.0.0.1:0", "--data", data][..],
            &["backup", text(&to), "--data", data],
        ] {
            let told = refusal(&mut program(arguments));
            assert!(
                told.contains("is no folder: name another with --data (ASTEROIDS_DATA)"),
                "{told}"
            );
        }
    }
    let told = refusal(&mut program(&[
        "restore",
        text(&copy),
        "--data",
        text(&file),
    ]));
    assert!(
        told.contains("is no folder: name another with --data"),
        "{told}"
    );
}

#[test]
fn a_backup_started_elsewhere_asks_for_the_folder_of_the_server() {
    let elsewhere = folder("elsewhere");
    let mut backup = program(&["backup", "copies"]);
    let told = refusal(backup.current_dir(&elsewhere).env_remove("ASTEROIDS_DATA"));
    assert!(
        told.contains("there is no asteroids.db in ./data"),
        "{told}"
    );
    assert!(told.contains("--data (ASTEROIDS_DATA)"), "{told}");
    assert!(!elsewhere.join("copies").exists());
}

#[test]
fn what_is_no_place_for_copies_and_no_copy_is_told_as_such() {
    let here = folder("no-copies");
    let file = here.join("file");
    fs::write(&file, "").expect("the folder takes it");
    fs::write(here.join("asteroids.db"), "").expect("the folder takes it");
    let told = refusal(&mut program(&[
        "backup",
        text(&file),
        "--data",
        text(&here),
    ]));
    assert!(
        told.contains("is no folder: name one for the copies"),
        "{told}"
    );
    let missing = here.join("missing.db");
    let told = refusal(&mut program(&[
        "restore",
        text(&missing),
        "--data",
        text(&here),
    ]));
    assert!(
        told.contains("name a copy that `asteroids-server backup` has made"),
        "{told}"
    );
}

#[test]
fn more_bots_than_a_room_takes_are_told_of() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = other.local_addr().expect("it listens").to_string();
    let data = folder("many-bots");
    let here = [
        "--listen",
        &address,
        "--data",
        text(&data),
        "--capacity",
        "10",
    ];
    let warned = |bots| {
        let mut start = program(&here);
        let said = complaints(start.args(["--bots", bots]));
        said.contains("raise --capacity or lower --bots")
    };
    assert_eq!(["10", "11"].map(warned), [false, true]);
}
