//! Lines over time, or over load.

use super::axis::{Axis, Mark};
use super::plot::{Plot, hint, unmeasured, x_px, y_px};
use crate::report::unit::Unit;

/// Columns that tell their numbers; a long run has several seconds in each.
const HINTS_MAX: usize = 150;

/// Lines that share their places on the x axis.
#[derive(Debug)]
pub struct Lines<'a> {
    /// What they show.
    pub title: &'a str,
    /// Where their points stand, rising from 0 or above.
    pub xs: &'a [f64],
    /// What the x axis counts, and its name in hints.
    pub x_unit: (Unit, &'a str),
    /// What the horizontal axis shows.
    pub x_title: &'a str,
    /// What the lines count.
    pub unit: Unit,
    /// The lines, one number or none for each place.
    pub lines: Vec<(&'a str, Vec<Option<f64>>)>,
    /// Whether each point has a dot.
    pub has_dots: bool,
}

impl Lines<'_> {
    /// The lines as a figure. Those of which nothing was measured are left out.
    pub fn html(mut self) -> String {
        self.lines
            .retain(|(_, values)| values.iter().any(Option::is_some));
        let all = self.lines.iter().flat_map(|(_, values)| values);
        let max = all.copied().flatten().fold(0.0, f64::max);
        let (Some(last), false) = (self.xs.last(), self.lines.is_empty()) else {
            return unmeasured(self.title);
        };
        let x_axis = Axis::until(*last, self.x_unit.0);
        let y_axis = Axis::beyond(max, self.unit);
        let drawn: String = (0..self.lines.len())
            .map(|number| self.line(number, &x_axis, &y_axis))
            .collect();
        let names: Vec<String> = match &self.lines[..] {
            [_] => Vec::new(),
            several => several.iter().map(|(name, _)| (*name).to_owned()).collect(),
        };
        Plot {
            title: self.title,
            unit: y_axis.unit,
            legend: &names,
            x_title: self.x_title,
            x_marks: &with_unit(&x_axis),
            y_marks: &y_axis.marks,
            content: &(drawn + &self.hints(&x_axis)),
        }
        .html()
    }

    fn line(&self, number: usize, x_axis: &Axis, y_axis: &Axis) -> String {
        let points: Vec<Option<(f64, f64)>> = self
            .xs
            .iter()
            .zip(&self.lines[number].1)
            .map(|(x, y)| Some((x_px(x_axis.place(*x)), y_px(y_axis.place((*y)?)))))
            .collect();
        let runs: String = points
            .split(Option::is_none)
            .filter(|run| !run.is_empty())
            .map(path_of)
            .collect();
        let dots: String = points
            .iter()
            .flatten()
            .filter(|_| self.has_dots)
            .map(|(x, y)| {
                format!(r#"<circle class="dot s{number}" cx="{x:.1}" cy="{y:.1}" r="3"/>"#)
            })
            .collect();
        format!(r#"<path class="line s{number}" d="{runs}"/>{dots}"#)
    }

    /// Columns that meet halfway between the places.
    fn hints(&self, x_axis: &Axis) -> String {
        let stride = self.xs.len().div_ceil(HINTS_MAX);
        let shown: Vec<usize> = (0..self.xs.len()).step_by(stride).collect();
        let px = |index: usize| x_px(x_axis.place(self.xs[index]));
        let between = |a: usize, b: usize| f64::midpoint(px(shown[a]), px(shown[b]));
        (0..shown.len())
            .map(|n| {
                let from = if n > 0 { between(n - 1, n) } else { x_px(0.0) };
                let is_last = n + 1 == shown.len();
                let to = if is_last {
                    x_px(1.0)
                } else {
                    between(n, n + 1)
                };
                hint(from, to, &self.hint_text(shown[n]))
            })
            .collect()
    }

    fn hint_text(&self, index: usize) -> String {
        let (x_unit, x_name) = self.x_unit;
        let mut text = format!("{}{x_name}", x_unit.text(self.xs[index]));
        for (name, values) in &self.lines {
            let value = self.unit.text_or_dash(values[index]);
            text.push_str(&format!("\n{name} {value}"));
        }
        text
    }
}

/// A line through points without a gap. One point alone is a short dash.
fn path_of(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    for (number, (x, y)) in points.iter().flatten().enumerate() {
        let letter = if number == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{letter}{x:.1} {y:.1}"));
    }
    if points.len() == 1 {
        path.push_str("h0");
    }
    path
}

fn with_unit(axis: &Axis) -> Vec<Mark> {
    let mark = |mark: &Mark| Mark {
        at: mark.at,
        label: format!("{} {}", mark.label, axis.unit).trim().to_owned(),
    };
    axis.marks.iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(values: Vec<Option<f64>>) -> String {
        let xs: Vec<f64> = (1..=values.len()).map(|x| x as f64).collect();
        Lines {
            title: "Tick time",
            xs: &xs,
            x_unit: (Unit::Seconds, ""),
            x_title: "",
            unit: Unit::Ms,
            lines: vec![("p50", values), ("p99", vec![None; xs.len()])],
            has_dots: false,
        }
        .html()
    }

    #[test]
    fn every_second_tells_its_numbers() {
        let html = lines(vec![Some(1.0), Some(2.5), None]);
        assert!(
            html.contains("<title>2.00 s\np50 2.50 ms</title>"),
            "{html}"
        );
        assert!(html.contains("<title>3.00 s\np50 –</title>"), "{html}");
    }

    #[test]
    fn a_line_has_a_gap_where_nothing_was_measured() {
        let html = lines(vec![Some(1.0), Some(2.0), None, Some(2.0), None]);
        let path = html
            .split(" d=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let path = path.expect("a path");
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(path.matches('L').count(), 1, "{path}");
        assert!(path.ends_with("h0"), "{path}");
    }

    #[test]
    fn lines_without_any_number_are_not_drawn() {
        assert_eq!(lines(vec![Some(1.0)]).matches("<path").count(), 1);
        let nothing = lines(vec![None, None]);
        assert!(nothing.contains("not measured") && !nothing.contains("<svg"));
        assert!(lines(vec![]).contains("not measured"));
    }

    #[test]
    fn a_long_run_has_a_bounded_number_of_hints() {
        let html = lines((0..3600).map(|n| Some(f64::from(n))).collect());
        let hints = html.matches("<title>").count();
        assert!((HINTS_MAX / 2..=HINTS_MAX).contains(&hints), "{hints}");
    }
}
