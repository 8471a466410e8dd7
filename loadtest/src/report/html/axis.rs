//! Where the marks of an axis stand.

use crate::report::unit::{Unit, decimal};

/// A mark of an axis: where it stands, 0 to 1, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its place along the axis.
    pub at: f64,
    /// Its label.
    pub label: String,
}

/// Round numbers from 0 up to the first one that is not below `max`, about
/// `count` steps of 1, 2 or 5 times a power of ten.
pub fn nice_ticks(max: f64, count: usize) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 {
        max
    } else {
        1.0
    };
    let rough = max / count.max(1) as f64;
    let decade = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * decade)
        .into_iter()
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * decade);
    let steps = (max / step - 1e-9).ceil() as u32;
    (0..=steps).map(|n| f64::from(n) * step).collect()
}

/// An axis from 0: its end, its unit's name, and its marks.
#[derive(Debug)]
pub struct Axis {
    /// The number at its end.
    pub end: f64,
    /// What the labels count.
    pub unit: &'static str,
    /// Its marks.
    pub marks: Vec<Mark>,
}

impl Axis {
    /// An axis that ends with a mark, at `max` or above.
    pub fn beyond(max: f64, unit: Unit) -> Self {
        let (parts, name) = unit.scale(max);
        let mut ticks = nice_ticks(max / parts, 4);
        ticks.retain(|tick| unit != Unit::Count || tick.fract() == 0.0);
        let end = ticks.last().copied().unwrap_or(1.0);
        Self {
            end: end * parts,
            unit: name,
            marks: marks(&ticks, end),
        }
    }

    /// An axis that ends at `max`, or at 1 if that is nothing.
    pub fn until(max: f64, unit: Unit) -> Self {
        let max = if max > 0.0 { max } else { 1.0 };
        let (parts, name) = unit.scale(max);
        let mut ticks = nice_ticks(max / parts, 5);
        ticks.retain(|tick| *tick <= max / parts * (1.0 + 1e-9));
        Self {
            end: max,
            unit: name,
            marks: marks(&ticks, max / parts),
        }
    }

    /// Where a number stands, 0 to 1.
    pub fn place(&self, value: f64) -> f64 {
        value / self.end
    }
}

fn marks(ticks: &[f64], end: f64) -> Vec<Mark> {
    let step = ticks.get(1).copied().unwrap_or(1.0);
    let decimals = (-(step.log10() + 1e-9).floor()).max(0.0) as usize;
    let mark = |tick: &f64| Mark {
        at: tick / end,
        label: decimal(*tick, decimals),
    };
    ticks.iter().map(mark).collect()
}

/// The round numbers between two others, for an axis of ratios: the powers of
/// ten, and the more numbers between them the fewer these are.
pub fn log_ticks(from: f64, to: f64) -> Vec<f64> {
    let decades = (to / from).log10();
    let factors: &[f64] = match decades {
        2.2.. => &[1.0],
        0.8.. => &[1.0, 2.0, 5.0],
        _ => &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0],
    };
    let (first, last) = (from.log10().floor() as i32, to.log10().ceil() as i32);
    let multiples = |power: i32| {
        // Dividing keeps 0.3 from becoming 0.30000000000000004.
        factors.iter().map(move |factor| match power {
            0.. => factor * 10_f64.powi(power),
            _ => factor / 10_f64.powi(-power),
        })
    };
    (first..=last)
        .flat_map(multiples)
        .filter(|tick| (from * (1.0 - 1e-9)..=to * (1.0 + 1e-9)).contains(tick))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nice_ticks_begin_at_zero_and_reach_the_maximum_with_even_round_steps() {
        for exponent in -60..60 {
            for count in 2..=10 {
                let max = 1.37_f64.powi(exponent);
                let ticks = nice_ticks(max, count);
                let step = ticks[1];
                let last = ticks[ticks.len() - 1];
                assert_eq!(ticks[0], 0.0);
                assert!(last >= max * (1.0 - 1e-6), "{ticks:?} for {max}");
                assert!(last - step < max, "{ticks:?} for {max}: one too many");
                assert!((2..=count + 1).contains(&ticks.len()), "{ticks:?}");
                let mantissa = step / 10_f64.powf((step.log10() + 1e-9).floor());
                let is_round = [1.0, 2.0, 5.0].map(|round| (mantissa - round).abs() < 1e-6);
                assert!(is_round.contains(&true), "a step of {step}");
            }
        }
    }

    #[test]
    fn nothing_to_show_still_has_an_axis() {
        for max in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let ticks = nice_ticks(max, 4);
            assert!(ticks.len() > 1 && ticks.ends_with(&[1.0]), "{ticks:?}");
        }
    }

    #[test]
    fn axes_are_labelled_in_their_unit() {
        let labels = |axis: Axis| axis.marks.into_iter().map(|mark| mark.label);
        let memory = Axis::beyond(33_400_000.0, Unit::Bytes);
        assert_eq!((memory.end, memory.unit), (40_000_000.0, "MB"));
        assert!(labels(memory).eq(["0", "10", "20", "30", "40"]));
        let late = Axis::beyond(0.0012, Unit::Share);
        assert!(labels(late).eq(["0.00", "0.05", "0.10", "0.15"]));
        let few = Axis::beyond(1.0, Unit::Count);
        assert!(labels(few).eq(["0", "1"]));
        let bots = Axis::until(5000.0, Unit::Count);
        assert!(labels(bots).eq(["0", "1,000", "2,000", "3,000", "4,000", "5,000"]));
    }

    #[test]
    fn marks_lie_on_their_axis() {
        for max in [0.0, 0.003, 7.0, 64.0, 12_345.0] {
            for axis in [Axis::beyond(max, Unit::Ms), Axis::until(max, Unit::Ms)] {
                let places = axis.marks.iter().map(|mark| mark.at);
                assert!(
                    places
                        .into_iter()
                        .all(|at| (0.0..=1.0 + 1e-6).contains(&at))
                );
                assert!(axis.place(max) <= 1.0 + 1e-6);
            }
        }
    }

    #[test]
    fn ratios_are_marked_at_round_numbers() {
        assert_eq!(log_ticks(0.09, 0.32), [0.1, 0.15, 0.2, 0.3]);
        assert_eq!(log_ticks(0.8, 40.0), [1.0, 2.0, 5.0, 10.0, 20.0]);
        assert_eq!(
            log_ticks(0.01, 1000.0),
            [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0]
        );
    }
}
