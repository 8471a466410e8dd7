//! WebSocket frames as bytes, as far as this game's server and its clients
//! need them: whole messages, close, ping and pong. A bot has only a few bytes
//! of a frame at a time, so nothing here owns a buffer.

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
const HEADER_BYTES_MAX: usize = 14;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
    /// A binary message.
    Binary = 2,
    /// The other side leaves.
    Close = 8,
    /// To be answered with a pong of the same payload.
    Ping = 9,
    /// The answer to a ping.
    Pong = 10,
}

/// Bytes that are no frame of a server, or one that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a frame that this server may send")]
pub struct NotAFrame;

/// A frame from a server.
#[derive(Debug, PartialEq, Eq)]
pub struct ServerFrame<'a> {
    /// What it is.
    pub opcode: Opcode,
    /// What it says.
    pub payload: &'a [u8],
    /// The length of the whole frame.
    pub bytes: usize,
}

impl<'a> ServerFrame<'a> {
    /// The frame that `bytes` begin with; none if they are only a part of it.
    /// Text, fragments, masked frames and payloads over `payload_bytes_max` are
    /// nothing that the server sends.
    pub fn first_of(bytes: &'a [u8], payload_bytes_max: usize) -> Result<Option<Self>, NotAFrame> {
        let &[first, second, ref rest @ ..] = bytes else {
            return Ok(None);
        };
        let opcode = match first {
            0x82 => Opcode::Binary,
            0x88 => Opcode::Close,
            0x89 => Opcode::Ping,
            0x8a => Opcode::Pong,
            _ => return Err(NotAFrame),
        };
        let (length_bytes, length) = match second {
            length @ 0..=125 => (0, Some(u64::from(length))),
            126 => (
                2,
                rest.first_chunk()
                    .map(|length| u64::from(u16::from_be_bytes(*length))),
            ),
            127 => (
                8,
                rest.first_chunk().map(|length| u64::from_be_bytes(*length)),
            ),
            _ => return Err(NotAFrame),
        };
        let Some(length) = length else {
            return Ok(None);
        };
        if length > payload_bytes_max as u64 {
            return Err(NotAFrame);
        }
        let begins = 2 + length_bytes;
        let ends = begins + length as usize;
        Ok(bytes.get(begins..ends).map(|payload| Self {
            opcode,
            payload,
            bytes: ends,
        }))
    }

    /// The code of a close frame, 0 for none.
    pub fn close_code(&self) -> u16 {
        self.payload
            .first_chunk()
            .map_or(0, |code| u16::from_be_bytes(*code))
    }
}

/// Appends a whole message or a control frame of a client. Clients mask what
/// they send, so that no proxy can be fooled; against that any key does.
pub fn put(out: &mut Vec<u8>, opcode: Opcode, payload: &[u8], mask: [u8; 4]) {
    put_part(out, FINAL | opcode as u8, payload, mask);
}

/// Appends the beginning of a binary message, or more of it, that goes on.
pub fn put_fragment(out: &mut Vec<u8>, is_first: bool, payload: &[u8], mask: [u8; 4]) {
    let opcode = if is_first { Opcode::Binary as u8 } else { 0 };
    put_part(out, opcode, payload, mask);
}

fn put_part(out: &mut Vec<u8>, first: u8, payload: &[u8], mask: [u8; 4]) {
    out.reserve(HEADER_BYTES_MAX + payload.len());
    out.push(first);
    match u16::try_from(payload.len()) {
        Ok(short @ 0..=125) => out.push(MASKED | short as u8),
        Ok(length) => {
            out.push(MASKED | 126);
            out.extend_from_slice(&length.to_be_bytes());
        }
        Err(_) => {
            out.push(MASKED | 127);
            out.extend_from_slice(&(payload.len() as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&mask);
    let masked = payload.iter().zip(mask.iter().cycle());
    out.extend(masked.map(|(byte, key)| byte ^ key));
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: usize = 70_000;

    fn frame_of(length: usize) -> Vec<u8> {
        let mut bytes = match length {
            0..=125 => vec![0x82, length as u8],
            126..=0xffff => [&[0x82, 126], &(length as u16).to_be_bytes()[..]].concat(),
            _ => [&[0x82, 127], &(length as u64).to_be_bytes()[..]].concat(),
        };
        bytes.resize(bytes.len() + length, 7);
        bytes
    }

    #[test]
    fn frames_of_every_length_are_read() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let bytes = frame_of(length);
            let frame = ServerFrame::first_of(&bytes, MAX)
                .expect("a frame")
                .expect("whole");
            assert_eq!(
                (frame.opcode, frame.payload.len()),
                (Opcode::Binary, length)
            );
            assert_eq!(frame.bytes, bytes.len());
        }
    }

    #[test]
    fn a_part_of_a_frame_is_waited_for() {
        for length in [3, 300, 66_000] {
            let bytes = frame_of(length);
            for part in 0..bytes.len() {
                assert_eq!(ServerFrame::first_of(&bytes[..part], MAX), Ok(None));
            }
        }
    }

    #[test]
    fn only_the_first_frame_is_taken() {
        let bytes = [frame_of(2), frame_of(3)].concat();
        let first = ServerFrame::first_of(&bytes, MAX)
            .expect("a frame")
            .expect("whole");
        assert_eq!((first.payload.len(), first.bytes), (2, 4));
    }

    #[test]
    fn text_fragments_masks_and_long_payloads_are_refused() {
        for bytes in [
            [0x81, 1],
            [0x02, 1],
            [0x80, 1],
            [0xc2, 1],
            [0x82, 0x81],
            [0x82, 11],
        ] {
            assert_eq!(
                ServerFrame::first_of(&bytes, 10),
                Err(NotAFrame),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn a_close_has_its_code() {
        let bytes = [0x88, 4, 0x0f, 0xa5, b'n', b'o'];
        let frame = ServerFrame::first_of(&bytes, MAX)
            .expect("a frame")
            .expect("whole");
        assert_eq!((frame.opcode, frame.close_code()), (Opcode::Close, 4005));
    }

    #[test]
    fn what_a_client_says_is_masked() {
        let mut bytes = Vec::new();
        put(
            &mut bytes,
            Opcode::Binary,
            &[1, 2, 3, 4, 5],
            [0xf0, 0, 0, 1],
        );
        assert_eq!(bytes, [0x82, 0x85, 0xf0, 0, 0, 1, 0xf1, 2, 3, 5, 0xf5]);
    }
}
