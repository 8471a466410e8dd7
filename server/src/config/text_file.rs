//! Files that people write, on whatever system: settings, tokens, lists of words.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// Nobody writes longer ones by hand.
const BYTES_MAX: u64 = 1 << 20;
/// A pipe may come late, a network's disk never.
const READ_WITHIN: Duration = Duration::from_secs(5);

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum TextFileError {
    /// The system says no.
    #[error("cannot read {}: {source}{}", path.display(), advice(source))]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Nothing came, as from a pipe that nobody writes to.
    #[error("cannot read {}: nothing came from it within {} s", path.display(), READ_WITHIN.as_secs())]
    Silent {
        /// Which file.
        path: PathBuf,
    },
    /// Nobody can have written it by hand.
    #[error("cannot read {}: it is over {} KiB", path.display(), BYTES_MAX >> 10)]
    TooLarge {
        /// Which file.
        path: PathBuf,
    },
    /// It is in no form of Unicode.
    #[error("{}: line {line} is no text in UTF-8: save the file as UTF-8", path.display())]
    NoText {
        /// Which file.
        path: PathBuf,
        /// The first line that cannot be read, from 1.
        line: usize,
    },
}

/// What to do about it, if that is not plain.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; name a file that is there, or make it first",
        io::ErrorKind::PermissionDenied => "; let the user that runs the server read it",
        io::ErrorKind::IsADirectory => "; name a file in it",
        _ => "",
    }
}

/// The text of a file, its lines ended by `\n`. It may be in UTF-8 or UTF-16,
/// with the line ends of any system.
pub fn read(path: &Path) -> Result<String, TextFileError> {
    let bytes = bytes(path)?;
    let path = path.to_owned();
    decode(&bytes).map_err(|line| TextFileError::NoText { path, line })
}

/// What is in a file, text or not.
pub fn bytes(path: &Path) -> Result<Vec<u8>, TextFileError> {
    let (tell, told) = channel();
    let reading = path.to_owned();
    // A pipe without a writer is not even opened.
    thread::spawn(move || tell.send(bytes_of(&reading)));
    let path = path.to_owned();
    let bytes = match told.recv_timeout(READ_WITHIN) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(source)) => return Err(TextFileError::Io { path, source }),
        Err(_) => return Err(TextFileError::Silent { path }),
    };
    if bytes.len() as u64 > BYTES_MAX {
        return Err(TextFileError::TooLarge { path });
    }
    Ok(bytes)
}

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text, or the number of the first line that is none.
fn decode(bytes: &[u8]) -> Result<String, usize> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => utf8(rest)?,
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // DOS ended files so.
    Ok(text.trim_end_matches('\u{1a}').to_owned())
}

fn utf8(bytes: &[u8]) -> Result<String, usize> {
    let whole = match std::str::from_utf8(bytes) {
        Ok(text) => text.find('\0').map_or(Ok(text), Err),
        Err(error) => Err(error.valid_up_to()),
    };
    let line_of = |at: usize| 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
    whole.map(str::to_owned).map_err(line_of)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (pairs, rest) = bytes.as_chunks();
    let units = pairs.iter().copied().map(unit);
    let mut text = String::new();
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) if c != '\0' => text.push(c),
            _ => return Err(1 + text.matches('\n').count()),
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(1 + text.matches('\n').count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16_of(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    }

    proptest! {
        #[test]
        fn a_text_is_the_same_wherever_it_was_written(lines in prop::collection::vec("[^\\p{Cc}\u{feff}]{0,12}", 0..5)) {
            let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
            for ends in ["\n", "\r\n", "\r"] {
                let written = text.replace('\n', ends);
                let marked = [b"\xef\xbb\xbf", written.as_bytes()].concat();
                for bytes in [
                    written.clone().into_bytes(),
                    marked,
                    utf16_of(&written, [0xff, 0xfe], u16::to_le_bytes),
                    utf16_of(&written, [0xfe, 0xff], u16::to_be_bytes),
                ] {
                    prop_assert_eq!(decode(&bytes), Ok(text.clone()));
                }
            }
        }

        #[test]
        fn arbitrary_bytes_are_no_danger(bytes: Vec<u8>) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn what_is_no_text_is_told_by_its_line() {
        for (bytes, line) in [
            (&b"a = 1\nb = \"caf\xe9\"\n"[..], 2),
            (b"a\0=\0", 1),
            (b"\xff\xfea\0\n\0\x00\xd8", 2),
            (b"\xff\xfea", 1),
            (b"one\ntwo\nthree\0", 3),
        ] {
            assert_eq!(decode(bytes), Err(line), "{bytes:?}");
        }
    }
}
