//! Bytes in hexadecimal with comments, which stay where their bytes stay.

/// A line: bytes, and what is said of them.
#[derive(Clone, Debug, PartialEq)]
pub struct HexLine {
    bytes: Vec<u8>,
    comment: String,
    /// Where the comment begins, in characters.
    column: usize,
}

impl HexLine {
    /// Reads a line.
    pub fn of(line: &str) -> Self {
        let is_byte = |word: &&str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_hexdigit());
        let words = line.split(' ').take_while(is_byte);
        let bytes: Vec<_> = words
            .map(|word| u8::from_str_radix(word, 16).expect("two digits"))
            .collect();
        let rest = line.get(3 * bytes.len()..).unwrap_or_default();
        let comment = rest.trim().to_owned();
        let column = line.chars().count() - rest.trim_start().chars().count();
        Self {
            bytes,
            comment,
            column,
        }
    }

    fn with(&self, bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            ..self.clone()
        }
    }

    fn text(&self) -> String {
        let bytes: Vec<_> = self
            .bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let bytes = bytes.join(" ");
        let gap = self.column.saturating_sub(bytes.len()).max(1);
        let line = format!("{bytes}{:gap$}{}", "", self.comment);
        line.trim_end().to_owned()
    }
}

/// The lines with these bytes. As many as can be stay as they are; between them
/// each line keeps its share of as many bytes as before, else they become one line.
pub fn renewed(lines: Vec<HexLine>, bytes: &[u8]) -> Vec<String> {
    let mut renewed = Vec::new();
    let (mut line, mut byte) = (0, 0);
    for (kept, at) in kept(&lines, bytes) {
        fill(&mut renewed, &lines[line..kept], &bytes[byte..at]);
        renewed.push(lines[kept].clone());
        (line, byte) = (kept + 1, at + lines[kept].bytes.len());
    }
    fill(&mut renewed, &lines[line..], &bytes[byte..]);
    renewed.iter().map(HexLine::text).collect()
}

/// Which lines stay, and where their bytes are: those that have the most bytes
/// together.
fn kept(lines: &[HexLine], bytes: &[u8]) -> Vec<(usize, usize)> {
    let fits = |line: usize, byte: usize| bytes[byte..].starts_with(&lines[line].bytes);
    // How many bytes stay from this line and this byte on.
    let mut stay = vec![vec![0; bytes.len() + 1]; lines.len() + 1];
    for line in (0..lines.len()).rev() {
        for byte in (0..=bytes.len()).rev() {
            let length = lines[line].bytes.len();
            let with = fits(line, byte).then(|| length + stay[line + 1][byte + length]);
            let past = stay[line].get(byte + 1).copied();
            let without = stay[line + 1][byte];
            stay[line][byte] = with.max(past).unwrap_or(0).max(without);
        }
    }
    let mut kept = Vec::new();
    let (mut line, mut byte) = (0, 0);
    while line < lines.len() && byte < bytes.len() {
        let length = lines[line].bytes.len();
        let best = stay[line][byte];
        if fits(line, byte) && length + stay[line + 1][byte + length] == best {
            kept.push((line, byte));
            (line, byte) = (line + 1, byte + length);
        } else if stay[line + 1][byte] == best {
            line += 1;
        } else {
            byte += 1;
        }
    }
    kept
}

/// These bytes in the place of those lines.
fn fill(renewed: &mut Vec<HexLine>, lines: &[HexLine], mut bytes: &[u8]) {
    let count: usize = lines.iter().map(|line| line.bytes.len()).sum();
    if count == bytes.len() {
        for line in lines {
            let (own, rest) = bytes.split_at(line.bytes.len());
            renewed.push(line.with(own));
            bytes = rest;
        }
    } else if !bytes.is_empty() {
        let comments: Vec<_> = lines.iter().map(|line| line.comment.as_str()).collect();
        renewed.push(HexLine {
            bytes: bytes.to_vec(),
            comment: comments.join(", "),
            column: lines.first().map_or(0, |line| line.column),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renew(lines: &[&str], bytes: &[u8]) -> Vec<String> {
        renewed(lines.iter().map(|line| HexLine::of(line)).collect(), bytes)
    }

    #[test]
    fn lines_that_are_right_stay_as_they_are() {
        let lines = ["93     three", "05 a0", "c2     no"];
        assert_eq!(renew(&lines, &[0x93, 5, 0xa0, 0xc2]), lines);
    }

    #[test]
    fn another_byte_takes_the_place_of_the_old_one() {
        let lines = ["93     three", "05     five", "c2     no"];
        let renewed = ["93     three", "06     five", "c2     no"];
        assert_eq!(renew(&lines, &[0x93, 6, 0xc2]), renewed);
    }

    #[test]
    fn more_bytes_stand_where_those_stood_that_changed() {
        let lines = ["93     three", "05     five", "c2     no"];
        let renewed = ["93     three", "cd 01 2c five", "c2     no"];
        assert_eq!(renew(&lines, &[0x93, 0xcd, 1, 0x2c, 0xc2]), renewed);
    }

    #[test]
    fn bytes_that_come_in_between_get_a_line_of_their_own() {
        let lines = ["92     two", "01 02  one", "03 04  other"];
        let renewed = ["93     two", "01 02  one", "05 06", "03 04  other"];
        assert_eq!(renew(&lines, &[0x93, 1, 2, 5, 6, 3, 4]), renewed);
    }
}
