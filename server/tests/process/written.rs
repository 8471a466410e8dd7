//! Settings, tokens and lists of words as other systems, editors and shells
//! leave them.

use std::fs;
use std::process::{Command, Stdio};

use crate::process::{folder, program};

/// Asserts that the server does not start and says why in one line.
fn assert_refused(command: &mut Command, why: &str) {
    let ended = command.stderr(Stdio::piped()).output().expect("it runs");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(why), "{why}: {said}");
    assert!(!said.contains(['\r', '\u{1b}']), "{said:?}");
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn settings_are_read_as_they_are_meant_wherever_they_were_written() {
    let folder = folder("settings");
    let text = "# für die Insel\r\nrooms = 65\r\n";
    for (name, bytes) in [
        ("unix", text.replace("\r\n", "\n").into_bytes()),
        ("windows", text.as_bytes().to_vec()),
        ("marked", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("notepad", utf16(text)),
        ("dos", [text.as_bytes(), b"\x1a"].concat()),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("the folder takes it");
        // That it was read shows in what is wrong with it.
        let mut command = program(&["--config", path.to_str().expect("text")]);
        assert_refused(&mut command, "65 is not in 1..=64");
    }
}

#[test]
fn settings_that_are_no_text_are_refused_by_their_line() {
    let folder = folder("no-text");
    for (bytes, why) in [
        (
            &b"rooms = 1\ndata = \"Caf\xe9\"\n"[..],
            "line 2 is no text in UTF-8",
        ),
        (b"rooms = 1\n\0\0\0", "line 2 is no text in UTF-8"),
        ("data = “here”\n".as_bytes(), "line 1: "),
        ("data = “here”\n".as_bytes(), "typographic quotes"),
        (b"send_every = 3\n", "is 'send-every' meant?"),
        (
            b"data = \"here \"\n",
            "'data' begins or ends with white space",
        ),
    ] {
        let path = folder.join("it.toml");
        fs::write(&path, bytes).expect("the folder takes it");
        assert_refused(
            &mut program(&["--config", path.to_str().expect("text")]),
            why,
        );
    }
}

#[test]
fn a_file_that_never_ends_or_never_comes_holds_nothing_up() {
    let pipe = folder("pipe").join("settings");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("there is mkfifo").success());
    let pipe = pipe.to_str().expect("text");
    assert_refused(&mut program(&["--config", pipe]), "nothing came from it");
    assert_refused(
        &mut program(&["--config", "/dev/zero"]),
        "it is over 1024 KiB",
    );
    assert_refused(&mut program(&["--config", "/tmp"]), "cannot read /tmp");
}

#[test]
fn a_token_is_read_as_it_is_meant_or_refused() {
    let folder = folder("token");
    for (bytes, why) in [
        (
            &b"0123456789abcdef\r\nanother line\r\n"[..],
            "a browser cannot send",
        ),
        (
            "geheimer-schlüssel-nummer-1".as_bytes(),
            "a browser cannot send",
        ),
        (b"\xef\xbb\xbfshort\r\n", "too short"),
        (b"\xff\xfe", "too short"),
    ] {
        let path = folder.join("it");
        fs::write(&path, bytes).expect("the folder takes it");
        let flags = ["--admin-token-file", path.to_str().expect("text")];
        assert_refused(&mut program(&flags), why);
    }
}

#[test]
fn what_shells_and_editors_leave_in_arguments_is_refused() {
    for (arguments, why) in [
        (
            &["–listen", "127.0.0.1:0"][..],
            "–listen begins with a dash that is none",
        ),
        (&["--data", "here\r"], "--data ends with a carriage return"),
        (&["--data=here\r"], "--data ends with a carriage return"),
        (
            &["--data", "\u{a0}here"],
            "--data begins or ends with white space",
        ),
        (&["--data", "“here”"], "--data has quotes around it"),
        (
            &["--admin-token", "'0123456789abcdef'"],
            "--admin-token has quotes",
        ),
        (&["--data", "a\nb"], "--data has a control character"),
        (&["backup", "\u{feff}copies"], "the argument begins or ends"),
    ] {
        assert_refused(&mut program(arguments), why);
    }
    for (name, value, why) in [
        (
            "ASTEROIDS_DATA",
            "here\r",
            "ASTEROIDS_DATA ends with a carriage return",
        ),
        (
            "ASTEROIDS_LISTEN",
            "\"127.0.0.1:0\"",
            "ASTEROIDS_LISTEN has quotes around it",
        ),
    ] {
        assert_refused(program(&[]).env(name, value), why);
    }
}
