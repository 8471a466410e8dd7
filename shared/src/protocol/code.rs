//! The number by which an arrival says what it is: its kind, and whatever of it
//! takes few values. Each kind has as many numbers as there are such values, one
//! kind after the other, so that all of them fit one byte.

use super::limits::BYTE_WIDTH;
use crate::kind::Layout;
use crate::rules::BULLET_LIFE_TICKS;
use crate::{Controls, Kind, PickupKind};

/// How many ages of a bullet have a number.
const BULLET_AGES: usize = 32;
const _: () = assert!(
    (BULLET_LIFE_TICKS as usize) < BULLET_AGES,
    "bullets grow older than an arrival can say"
);

/// The first number of each kind, and behind the last one how many are in use.
const FIRST: [usize; Kind::COUNT + 1] = {
    let mut first = [0; Kind::COUNT + 1];
    let mut index = 0;
    while index < Kind::COUNT {
        first[index + 1] = first[index] + values(Kind::ALL[index].traits().layout);
        index += 1;
    }
    assert!(
        first[Kind::COUNT] <= 1 << BYTE_WIDTH,
        "there are more kinds than an arrival can tell apart in one byte"
    );
    first
};

/// How many values there are of what shares the number with a kind.
const fn values(layout: Layout) -> usize {
    match layout {
        Layout::Ship => 1 << Controls::STEERING_WIDTH,
        Layout::Rock | Layout::Plain | Layout::Warp => 1,
        Layout::Bullet => BULLET_AGES,
        Layout::Pickup => PickupKind::COUNT,
    }
}

/// The numbers of a kind.
pub const fn numbers_of(kind: Kind) -> std::ops::Range<u8> {
    FIRST[kind as usize] as u8..FIRST[kind as usize + 1] as u8
}

/// The number of a kind with one of its values, or with the last one if it has
/// fewer.
pub fn number_of(kind: Kind, value: u32) -> u8 {
    let numbers = numbers_of(kind);
    let last = u32::from(numbers.end - numbers.start) - 1;
    numbers.start + value.min(last) as u8
}

/// What a number says.
pub fn kind_of(number: u8) -> Option<(Kind, u8)> {
    let after = FIRST.partition_point(|first| *first <= usize::from(number));
    let kind = *Kind::ALL.get(after.checked_sub(1)?)?;
    Some((kind, number - numbers_of(kind).start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_says_one_kind_and_one_value() {
        let mut next = 0;
        for kind in Kind::ALL {
            for (value, number) in numbers_of(kind).enumerate() {
                assert_eq!(number, next);
                assert_eq!(number_of(kind, value as u32), number);
                assert_eq!(kind_of(number), Some((kind, value as u8)));
                next += 1;
            }
        }
        assert!((next..=u8::MAX).all(|number| kind_of(number).is_none()));
    }
}
