//! How numbers are written for people.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole things.
    Count,
    /// Things that may be less than one, as in "frames a second".
    Number,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Ms,
    /// Bytes, written in kB and MB of a thousand.
    Bytes,
    /// Metres.
    Metres,
    /// Parts of one, written in percent.
    Share,
    /// 1 or 0.
    YesNo,
}

impl Unit {
    /// A number with its unit, to three digits unless it is a count.
    pub fn text(self, value: f64) -> String {
        let (parts, name) = self.scale(value);
        match self {
            Self::Count => decimal(value, 0),
            Self::YesNo => if value == 0.0 { "no" } else { "yes" }.to_owned(),
            Self::Number => three_digits(value),
            Self::Seconds | Self::Ms | Self::Bytes | Self::Metres | Self::Share => {
                format!("{} {name}", three_digits(value / parts))
            }
        }
    }

    /// The same, or a dash when nothing was measured.
    pub fn text_or_dash(self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.text(value))
    }

    /// What numbers up to `max` are divided by to be written, and the name that
    /// stands behind them.
    pub fn scale(self, max: f64) -> (f64, &'static str) {
        match self {
            Self::Count | Self::Number | Self::YesNo => (1.0, ""),
            Self::Seconds => (1.0, "s"),
            Self::Ms => (1.0, "ms"),
            Self::Metres => (1.0, "m"),
            Self::Share => (0.01, "%"),
            Self::Bytes if max >= 1e9 => (1e9, "GB"),
            Self::Bytes if max >= 1e6 => (1e6, "MB"),
            Self::Bytes if max >= 1e4 => (1e3, "kB"),
            Self::Bytes => (1.0, "B"),
        }
    }
}

fn three_digits(value: f64) -> String {
    const DECIMALS_MAX: i32 = 4;
    const SMALLEST: f64 = 1e-4;
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    if value.abs() < SMALLEST {
        return format!("<{SMALLEST}");
    }
    let magnitude = value.abs().log10().floor() as i32;
    decimal(value, (2 - magnitude).clamp(0, DECIMALS_MAX) as usize)
}

/// With so many decimals, and a comma at each thousand.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::from(if value < 0.0 { "-" } else { "" });
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_their_unit() {
        assert_eq!(Unit::Ms.text(0.14159), "0.142 ms");
        assert_eq!(Unit::Ms.text(12.345), "12.3 ms");
        assert_eq!(Unit::Ms.text(123_456.7), "123,457 ms");
        assert_eq!(Unit::Share.text(0.001), "0.100 %");
        assert_eq!(Unit::Share.text(0.0), "0 %");
        assert_eq!(Unit::Metres.text(0.000_001), "<0.0001 m");
        assert_eq!(Unit::Number.text(-7.25), "-7.25");
    }

    #[test]
    fn counts_are_written_in_full() {
        assert_eq!(Unit::Count.text(5000.0), "5,000");
        assert_eq!(Unit::Count.text(123.0), "123");
        assert_eq!(Unit::Count.text(1_234_567.0), "1,234,567");
    }

    #[test]
    fn bytes_are_scaled_by_thousands() {
        assert_eq!(Unit::Bytes.text(340.2), "340 B");
        assert_eq!(Unit::Bytes.text(8192.0), "8,192 B");
        assert_eq!(Unit::Bytes.text(81_920.0), "81.9 kB");
        assert_eq!(Unit::Bytes.text(20_447_232.0), "20.4 MB");
        assert_eq!(Unit::Bytes.text(8_589_934_592.0), "8.59 GB");
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        assert_eq!(Unit::Ms.text_or_dash(None), "–");
        assert_eq!(Unit::YesNo.text_or_dash(Some(1.0)), "yes");
    }
}
