//! A histogram as a few bars, fit for a page.

use hdrhistogram::Histogram;

/// A bar begins at a value and ends at [`BAR_RATIO`] times it; one at 0 holds
/// what is too small to measure. The second number counts what is in it.
pub type Bar = (f64, u64);

const BARS_PER_DECADE: f64 = 10.0;
/// How much further each bar begins than the one before it: ten for a decade.
pub const BAR_RATIO: f64 = 1.258_925_411_794_167_2;

/// The bars that hold something. `parts` of the recorded unit are one of the
/// bars' unit.
pub fn bars(values: &Histogram<u32>, parts: f64) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for step in values.iter_recorded() {
        let value = step.value_iterated_to() as f64 / parts;
        let begins_at = if value > 0.0 { begin(value) } else { 0.0 };
        match bars.last_mut() {
            Some((last, count)) if *last == begins_at => {
                *count += step.count_since_last_iteration()
            }
            Some(_) | None => bars.push((begins_at, step.count_since_last_iteration())),
        }
    }
    bars
}

fn begin(value: f64) -> f64 {
    // Rounding must not put a power of ten into the bar before it.
    let number = (value.log10() * BARS_PER_DECADE + 1e-9).floor();
    let exact = 10_f64.powf(number / BARS_PER_DECADE);
    // Four digits are plenty, and short in the JSON.
    let short = format!("{exact:.3e}");
    short.parse().unwrap_or(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars_of(values: &[u64]) -> Vec<Bar> {
        let mut histogram = Histogram::<u32>::new_with_max(100_000_000, 3).expect("bounds");
        for value in values {
            histogram.saturating_record(*value);
        }
        bars(&histogram, 1000.0)
    }

    #[test]
    fn values_of_one_bar_are_counted_together() {
        assert_eq!(bars_of(&[1000, 1100, 1200]), [(1.0, 3)]);
    }

    #[test]
    fn bars_begin_at_round_powers_of_ten() {
        let begins: Vec<f64> = bars_of(&[10, 100, 1000, 10_000, 100_000])
            .iter()
            .map(|bar| bar.0)
            .collect();
        assert_eq!(begins, [0.01, 0.1, 1.0, 10.0, 100.0]);
    }

    #[test]
    fn nothing_is_lost() {
        let values: Vec<u64> = (0..20_000).map(|n| n * n % 7_919_017).collect();
        let bars = bars_of(&values);
        assert_eq!(bars.iter().map(|bar| bar.1).sum::<u64>(), 20_000);
        assert!(bars.len() < 80, "{} bars", bars.len());
        assert!(bars.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn zeros_have_a_bar_of_their_own() {
        assert_eq!(bars_of(&[0, 0, 1]), [(0.0, 2), (0.001, 1)]);
    }
}
