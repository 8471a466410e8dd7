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

/// The lines with these bytes. Those at the beginning and at the end that are right
/// stay; of as many bytes as before each line between them keeps its share, else
/// they become one line.
pub fn renewed(lines: Vec<HexLine>, bytes: &[u8]) -> Vec<String> {
    let (mut first, mut left) = (0, bytes);
    while let Some(rest) = lines
        .get(first)
        .and_then(|line| left.strip_prefix(&line.bytes[..]))
    {
        (first, left) = (first + 1, rest);
    }
    let mut last = lines.len();
    while last > first
        && let Some(rest) = left.strip_suffix(&lines[last - 1].bytes[..])
    {
        (last, left) = (last - 1, rest);
    }
    let between = &lines[first..last];
    let count: usize = between.iter().map(|line| line.bytes.len()).sum();
    let mut middle = Vec::new();
    if count == left.len() {
        for line in between {
            let (own, rest) = left.split_at(line.bytes.len());
            middle.push(line.with(own));
            left = rest;
        }
    } else {
        let comments: Vec<_> = between.iter().map(|line| line.comment.as_str()).collect();
        middle.push(HexLine {
            bytes: left.to_vec(),
            comment: comments.join(", "),
            column: between.first().map_or(0, |line| line.column),
        });
    }
    let all = lines[..first].iter().chain(&middle).chain(&lines[last..]);
    all.map(HexLine::text).collect()
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
}
