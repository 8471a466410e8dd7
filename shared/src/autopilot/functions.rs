//! Functions of numbers, the same to the bit on every machine and in the browser.
//! `shared/autopilots/README.md` has each as it is computed here.

use std::f32::consts::{FRAC_2_PI, FRAC_PI_2, FRAC_PI_4, LOG2_E, PI, TAU};

/// A full turn.
pub const TURN_RAD: f32 = TAU;

/// What is remembered lies within this on either side of 0.
const KEPT_MOST: f32 = 1e9;

/// `low` if x is below it, `high` if above, else x.
#[inline]
pub fn clamp(x: f32, low: f32, high: f32) -> f32 {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

/// a if it is less than b, else b.
#[inline]
pub fn min(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// a if it is greater than b, else b.
#[inline]
pub fn max(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The value as it is remembered.
#[inline]
pub fn kept(x: f32) -> f32 {
    if x.is_nan() {
        0.0
    } else {
        clamp(x, -KEPT_MOST, KEPT_MOST)
    }
}

/// An angle within half a turn of 0.
#[inline]
pub fn wrap_angle(x: f32) -> f32 {
    x - TURN_RAD * (x / TURN_RAD + 0.5).floor()
}

/// Sine and cosine, right to 2·10⁻⁷ up to 8192 rad, and those of 0 beyond.
#[inline]
pub fn sin_cos(x: f32) -> (f32, f32) {
    let x = if x.abs() <= 8192.0 { x } else { 0.0 };
    let k = (x * FRAC_2_PI + 0.5).floor();
    let r = ((x - k * 1.570_312_5) - k * 0.000_483_751_3) - k * 7.549_79e-8;
    let z = r * r;
    let s = r + (r * z) * ((-0.000_195_878_9 * z + 0.008_332_748) * z - 0.166_666_64);
    let c = 1.0 + z * (((0.000_024_463_788 * z - 0.001_388_758_9) * z + 0.041_666_65) * z - 0.5);
    let quadrant = k - 4.0 * (k * 0.25).floor();
    if quadrant == 0.0 {
        (s, c)
    } else if quadrant == 1.0 {
        (c, -s)
    } else if quadrant == 2.0 {
        (-s, -c)
    } else {
        (-c, s)
    }
}

/// The angle of (x, y) to +x, right to 5·10⁻⁷ rad; 0 for (0, 0).
#[inline]
pub fn atan2(y: f32, x: f32) -> f32 {
    let (u, v) = (x.abs(), y.abs());
    let (hi, lo) = if v > u { (v, u) } else { (u, v) };
    if hi == 0.0 {
        return 0.0;
    }
    let (t, b) = if lo > 0.414_213_57 * hi {
        ((lo - hi) / (lo + hi), FRAC_PI_4)
    } else {
        (lo / hi, 0.0)
    };
    let z = t * t;
    let odd = ((0.085_204_92 * z - 0.140_241_43) * z + 0.199_912_38) * z - 0.333_332_87;
    let mut a = b + (t + (t * z) * odd);
    if v > u {
        a = FRAC_PI_2 - a;
    }
    if x < 0.0 {
        a = PI - a;
    }
    if y < 0.0 { -a } else { a }
}

/// e^x, right to 3·10⁻⁷ of it, for x within 80 of 0.
#[inline]
pub fn exp(x: f32) -> f32 {
    /// The bits of a number below its exponent, and how 2⁰ is written there.
    const FRACTION_BITS: u32 = 23;
    const BIAS: i32 = 127;
    let x = clamp(x, -80.0, 80.0);
    let k = (x * LOG2_E + 0.5).floor();
    let r = (x - k * 0.693_115_23) - k * 0.000_031_946_183;
    let rest = 0.008_363_173 + r * 0.001_392_617_6;
    let rest = 0.166_665_78 + r * (0.041_666_556 + r * rest);
    let e = (1.0 + r) + (r * r) * (0.5 + r * rest);
    e * f32::from_bits(((k as i32 + BIAS) as u32) << FRACTION_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from −`most` to `most`.
    fn numbers(most: f32) -> impl Iterator<Item = f32> {
        (-20_000..=20_000).map(move |step| most * step as f32 / 20_000.0)
    }

    #[test]
    fn sines_are_right() {
        for x in numbers(8_192.0).chain(numbers(7.0)) {
            let (s, c) = sin_cos(x);
            let (sin, cos) = f64::from(x).sin_cos();
            let off = (f64::from(s) - sin).abs().max((f64::from(c) - cos).abs());
            // Far out, the reduction costs a bit.
            let most = if x.abs() < 8.0 { 2e-7 } else { 2e-6 };
            assert!(off < most, "{x}: {off}");
        }
        assert_eq!(sin_cos(f32::INFINITY), (0.0, 1.0));
        assert_eq!(sin_cos(f32::NAN), (0.0, 1.0));
    }

    #[test]
    fn angles_are_right() {
        for x in numbers(4.0) {
            let (s, c) = sin_cos(x);
            let off = (f64::from(atan2(s, c)) - f64::from(s).atan2(f64::from(c))).abs();
            assert!(off < 5e-7, "{x}: {off}");
        }
        assert_eq!(atan2(0.0, 0.0), 0.0);
        assert_eq!(atan2(-1.0, 0.0), -FRAC_PI_2);
    }

    #[test]
    fn exponentials_are_right() {
        for x in numbers(79.0) {
            let real = f64::from(x).exp();
            let off = (f64::from(exp(x)) - real).abs() / real;
            assert!(off < 3e-7, "{x}: {off}");
        }
        assert_eq!(exp(1e9), exp(80.0));
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn what_is_kept_is_a_number_within_bounds() {
        assert_eq!(kept(f32::NAN), 0.0);
        assert_eq!(kept(f32::NEG_INFINITY), -1e9);
        assert_eq!(kept(2.5), 2.5);
    }
}
