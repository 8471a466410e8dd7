use std::io::Write;
use std::process::{Command, Stdio};

use crate::process::{Server, folder, full_disk, hung_up, program};

/// A pipe that is full, and whose reader never reads.
fn clogged() -> (std::io::PipeReader, Stdio) {
    let (reader, mut writer) = std::io::pipe().expect("there are descriptors");
    // The size of a pipe on Linux.
    writer.write_all(&[b'-'; 65_536]).expect("it fits");
    (reader, writer.into())
}

#[test]
fn the_game_goes_on_whatever_becomes_of_what_it_says() {
    let (_out, clogged_output) = clogged();
    let (_err, clogged_errors) = clogged();
    for (name, output, errors) in [
        ("full", full_disk(), full_disk()),
        ("hung-up", hung_up(), hung_up()),
        ("clogged", clogged_output, clogged_errors),
    ] {
        let server = Server::start("", &folder(name), output, errors);
        server.signal("USR1");
        assert!(server.is_well(), "{name}");
        server.signal("TERM");
        let ended = server.ended();
        assert!(ended.success(), "{name}: {ended}");
    }
}

#[test]
fn a_server_with_closed_streams_serves() {
    let data = folder("closed");
    let server = Server::start(">&- 2>&-", &data, Stdio::null(), Stdio::null());
    server.signal("TERM");
    assert!(server.ended().success());
}

/// How a program of one line of output ends.
fn end(command: &mut Command, output: Stdio) -> (Option<i32>, String) {
    let ended = command.stdout(output).stderr(Stdio::piped()).output();
    let ended = ended.expect("it runs");
    let words = String::from_utf8_lossy(&ended.stderr).into_owned();
    (ended.status.code(), words)
}

#[test]
fn what_is_asked_for_and_cannot_be_written_is_an_error() {
    let data = folder("backup");
    let server = Server::quiet(&data);
    let (data, copies) = (data.display().to_string(), folder("copies"));
    let copies = copies.display().to_string();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["backup", &copies, "--data", &data],
    ] {
        let (code, words) = end(&mut program(arguments), full_disk());
        assert_eq!(code, Some(1), "{arguments:?}: {words}");
        assert!(words.contains("cannot write to standard output"), "{words}");
        let (code, words) = end(&mut program(arguments), hung_up());
        assert_eq!((code, words.as_str()), (Some(0), ""), "{arguments:?}");
    }
    drop(server);
}

#[test]
fn a_complaint_that_nobody_hears_still_fails() {
    for errors in [full_disk(), hung_up()] {
        let mut command = program(&["--capacity", "0"]);
        let ended = command.stderr(errors).status().expect("it runs");
        assert_eq!(ended.code(), Some(2));
    }
}
