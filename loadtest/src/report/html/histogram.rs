//! How a measured time or length spreads, on an axis of ratios.

use super::axis::{Axis, Mark, log_ticks};
use super::plot::{Plot, hint, unmeasured, x_px, y_px};
use crate::report::unit::{Unit, decimal};
use crate::report::{BAR_RATIO, Bar};

/// So high is a bar with anything in it, that the far ends can be seen.
const BAR_PX_MIN: f64 = 1.5;

/// Bars, and where the median and the 99th percentile are.
#[derive(Debug)]
pub struct Histogram<'a> {
    /// What it shows.
    pub title: &'a str,
    /// What was measured.
    pub unit: Unit,
    /// The bars, by value.
    pub bars: &'a [Bar],
    /// Names and values of quantiles.
    pub quantiles: [(&'a str, Option<f64>); 2],
}

/// An axis of ratios, with one more place at its left if there is a bar at 0.
struct RatioAxis {
    from: f64,
    places_before: f64,
    places: f64,
}

impl RatioAxis {
    fn over(bars: &[Bar]) -> Self {
        let from = bars.iter().map(|bar| bar.0).find(|value| *value > 0.0);
        let from = from.unwrap_or(1.0);
        let last = bars.last().map_or(from, |bar| bar.0.max(from));
        let has_zero = bars.first().is_some_and(|bar| bar.0 == 0.0);
        let places_before = f64::from(u8::from(has_zero));
        Self {
            from,
            places_before,
            places: places_before + (last / from).log(BAR_RATIO).round() + 1.0,
        }
    }

    fn place(&self, value: f64) -> f64 {
        if value < self.from {
            return 0.0;
        }
        ((self.places_before + (value / self.from).log(BAR_RATIO)) / self.places).min(1.0)
    }

    fn to(&self) -> f64 {
        self.from * BAR_RATIO.powf(self.places - self.places_before)
    }
}

impl Histogram<'_> {
    /// The histogram as a figure.
    pub fn html(&self) -> String {
        let total: u64 = self.bars.iter().map(|bar| bar.1).sum();
        if total == 0 {
            return unmeasured(self.title);
        }
        let x_axis = RatioAxis::over(self.bars);
        let share = |count: u64| count as f64 / total as f64;
        let most = self.bars.iter().map(|bar| share(bar.1)).fold(0.0, f64::max);
        let y_axis = Axis::beyond(most, Unit::Share);
        let bars: String = self
            .bars
            .iter()
            .map(|bar| self.bar(*bar, share(bar.1), &x_axis, &y_axis))
            .collect();
        let quantiles = self
            .quantiles
            .iter()
            .filter_map(|(name, value)| Some((name, (*value)?)));
        let legend: Vec<String> = quantiles
            .clone()
            .map(|(name, value)| format!("{name} {}", self.unit.text(value)))
            .collect();
        let quantiles: String = quantiles
            .enumerate()
            .map(|(number, (_, value))| quantile(number, x_axis.place(value)))
            .collect();
        let x_mark = |tick| Mark {
            at: x_axis.place(tick),
            label: self.label(tick),
        };
        let x_marks: Vec<Mark> = log_ticks(x_axis.from, x_axis.to())
            .into_iter()
            .map(x_mark)
            .collect();
        Plot {
            title: self.title,
            unit: "",
            legend: &legend,
            x_title: "",
            x_marks: &x_marks,
            y_marks: &y_axis.marks,
            content: &(bars + &quantiles),
        }
        .html()
    }

    fn label(&self, tick: f64) -> String {
        let (parts, name) = self.unit.scale(tick);
        match tick / parts {
            whole @ 1000.0.. => format!("{} {name}", decimal(whole, 0)),
            number => format!("{number} {name}"),
        }
    }

    fn bar(&self, (value, count): Bar, share: f64, x_axis: &RatioAxis, y_axis: &Axis) -> String {
        let next = if value > 0.0 {
            value * BAR_RATIO
        } else {
            x_axis.from
        };
        let (from, to) = (x_px(x_axis.place(value)), x_px(x_axis.place(next)));
        let bottom = y_px(0.0);
        let height = (bottom - y_px(y_axis.place(share))).max(BAR_PX_MIN);
        let range = if value > 0.0 {
            format!("{} to {}", self.unit.text(value), self.unit.text(next))
        } else {
            format!("less than {}", self.unit.text(next))
        };
        let text = format!(
            "{range}\n{} of all, {} times",
            Unit::Share.text(share),
            Unit::Count.text(count as f64)
        );
        format!(
            r#"<rect class="bar" x="{from:.1}" y="{:.1}" width="{:.1}" height="{height:.1}"/>{}"#,
            bottom - height,
            to - from - 1.0,
            hint(from, to, &text)
        )
    }
}

fn quantile(number: usize, at: f64) -> String {
    let x = x_px(at);
    format!(
        r#"<line class="quantile s{number}" x1="{x:.1}" x2="{x:.1}" y1="{:.1}" y2="{:.1}"/>"#,
        y_px(1.0),
        y_px(0.0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(bars: &[Bar]) -> String {
        Histogram {
            title: "Round trip",
            unit: Unit::Ms,
            bars,
            quantiles: [("p50", Some(12.0)), ("p99", None)],
        }
        .html()
    }

    #[test]
    fn every_bar_says_what_is_in_it() {
        let html = html(&[(0.0, 1), (10.0, 30), (12.59, 69)]);
        assert_eq!(html.matches("class=\"bar\"").count(), 3);
        assert!(html.contains("<title>10.0 ms to 12.6 ms\n30.0 % of all, 30 times</title>"));
        assert!(html.contains("<title>less than 10.0 ms\n1.00 % of all, 1 times</title>"));
        assert!(html.contains(">p50 12.0 ms</span>") && !html.contains("p99"));
    }

    #[test]
    fn bars_stay_between_the_axes() {
        let axis = RatioAxis::over(&[(0.0, 5), (0.001, 1), (1000.0, 1)]);
        assert_eq!(axis.place(0.0), 0.0);
        assert!(axis.place(0.001) > 0.0);
        assert_eq!(RatioAxis::over(&[(0.001, 1)]).place(0.001), 0.0);
        assert!((axis.place(1000.0 * BAR_RATIO) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_measured_is_said() {
        assert!(html(&[]).contains("not measured"));
    }
}
