//! Files of the kernel, and numbers in them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// As large as the files that are read here are, and larger.
const FILE_BYTES: usize = 8 << 10;

/// All of a file. The kernel does not tell how large its files are, and makes one
/// anew for each small piece that is asked for.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::with_capacity(FILE_BYTES);
    File::open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// A whole number. One that is too large for 64 bits is the largest that fits.
pub(super) fn parse(text: &str) -> io::Result<u64> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    Ok(text.parse().unwrap_or(u64::MAX))
}

/// The number in the line that begins with this word.
pub(super) fn after_word(text: &str, word: &str) -> io::Result<u64> {
    let mut lines = text.lines().map(str::split_whitespace);
    let number = lines.find_map(|mut words| (words.next() == Some(word)).then(|| words.next()));
    parse(number.flatten().ok_or_else(unreadable)?)
}

pub(super) fn unreadable() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not as the kernel writes it")
}
