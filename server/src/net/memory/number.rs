//! Numbers in files of the kernel.

use std::io;

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
