//! How a ship is drawn, in one number: shape × 8 + hue. It changes nothing else.

/// How many hues a shape has numbers for.
const HUES_ROOM: u8 = 8;
/// How many shapes there are.
pub const SHAPES: u8 = 6;
/// How many hues there are.
pub const HUES: u8 = 6;
const _: () = assert!(HUES <= HUES_ROOM && SHAPES as u32 * HUES_ROOM as u32 <= u8::MAX as u32);

/// The look itself, if there is such a one, and else that of every ship.
pub const fn known(look: u8) -> u8 {
    if look / HUES_ROOM < SHAPES && look % HUES_ROOM < HUES {
        look
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_that_there_is_not_is_the_usual_one() {
        let there_are = (0..=u8::MAX).filter(|look| known(*look) != 0).count();
        assert_eq!(there_are, usize::from(SHAPES * HUES) - 1);
        assert_eq!([9, 6, 48, 255].map(known), [9, 0, 0, 0]);
    }
}
