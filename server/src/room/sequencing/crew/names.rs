//! What bots are called.

/// Given in turn, and then again with a number.
const NAMES: [&str; 24] = [
    "Vega", "Rigel", "Altair", "Deneb", "Mira", "Castor", "Pollux", "Spica", "Antares", "Lyra",
    "Orion", "Draco", "Corvus", "Cygnus", "Norma", "Indus", "Halley", "Encke", "Juno", "Pallas",
    "Vesta", "Hygiea", "Eros", "Ceres",
];

/// The name with this number.
pub(super) fn name(number: u32) -> String {
    let count = NAMES.len() as u32;
    let base = NAMES[(number % count) as usize];
    match number / count {
        0 => base.to_owned(),
        round => format!("{base} {}", round + 1),
    }
}

/// The number of a name, if it is a bot's.
pub(super) fn number(name: &str) -> Option<u32> {
    let (base, round) = match name.split_once(' ') {
        None => (name, 0),
        Some((base, round)) => (base, round.parse::<u32>().ok()?.checked_sub(1)?),
    };
    let index = NAMES.iter().position(|known| *known == base)? as u32;
    round.checked_mul(NAMES.len() as u32)?.checked_add(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        for given in 0..1_000 {
            assert_eq!(number(&name(given)), Some(given));
        }
        for strange in ["", "Ada", "Vega 0", "Vega two", "Vega 4294967295"] {
            assert_eq!(number(strange), None, "{strange}");
        }
    }
}
