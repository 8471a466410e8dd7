//! Signals over time, as a picture.

use std::fmt::Write as _;

use crate::report::html::escape::escape;

const WIDTH_PX: f32 = 960.0;
const LEFT_PX: f32 = 80.0;
const RIGHT_PX: f32 = 20.0;
const HEAD_PX: f32 = 34.0;
const FOOT_PX: f32 = 30.0;
/// Each signal has so much height, of which the upper part is its title.
const BAND_PX: f32 = 120.0;
const BAND_HEAD_PX: f32 = 24.0;
/// More points than that across cannot be told apart.
const BUCKETS_MAX: usize = 800;
/// Marks of the time, and the whole seconds that may be between two.
const MARKS_MAX: f32 = 12.0;
const STEPS_S: [f32; 11] = [
    1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0,
];
const STYLE: &str = "text{font:12px sans-serif;fill:#333}.grid{stroke:#ddd}.zero{stroke:#999}\
    .curve{fill:none;stroke:#1660a8;stroke-width:1.5}.end{text-anchor:end}.middle{text-anchor:middle}";

/// A signal over time.
#[derive(Debug)]
pub struct Curve<'a> {
    /// What it is called, with its unit.
    pub title: &'a str,
    /// Seconds, and what it was then; no number where it was not.
    pub points: Vec<(f32, f32)>,
}

/// The picture of these curves, one below the other over one time.
pub fn svg(title: &str, curves: &[Curve<'_>]) -> String {
    let seconds = curves.iter().filter_map(|curve| curve.points.last());
    let seconds = seconds
        .fold(0.0, |most: f32, (at, _)| most.max(*at))
        .max(1e-3);
    let height = HEAD_PX + BAND_PX * curves.len() as f32 + FOOT_PX;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH_PX} {height}\" \
         width=\"{WIDTH_PX}\" height=\"{height}\">\n<style>{STYLE}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT_PX}\" y=\"22\">{}</text>\n",
        escape(title)
    );
    add_time(&mut text, seconds, height);
    for (number, curve) in curves.iter().enumerate() {
        let top = HEAD_PX + BAND_PX * number as f32;
        curve.add_to(&mut text, top, seconds);
    }
    text + "</svg>\n"
}

fn x_px(at_s: f32, seconds: f32) -> f32 {
    LEFT_PX + at_s / seconds * (WIDTH_PX - LEFT_PX - RIGHT_PX)
}

/// A String takes all that is written to it.
fn add_time(text: &mut String, seconds: f32, height: f32) {
    let step = STEPS_S.into_iter().find(|step| seconds / step <= MARKS_MAX);
    let step = step.unwrap_or(3_600.0);
    let (top, bottom) = (HEAD_PX, height - FOOT_PX);
    for mark in 0..=(seconds / step) as u32 {
        let at_s = mark as f32 * step;
        let x = x_px(at_s, seconds);
        let _ = writeln!(
            text,
            "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>\
             <text class=\"middle\" x=\"{x:.1}\" y=\"{:.1}\">{at_s} s</text>",
            bottom + 18.0
        );
    }
}

impl Curve<'_> {
    fn add_to(&self, text: &mut String, top: f32, seconds: f32) {
        let numbers = self.points.iter().map(|(_, number)| *number);
        let finite = numbers.filter(|number| number.is_finite());
        let (least, most) = finite.fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), it| {
            (least.min(it), most.max(it))
        });
        let _ = writeln!(
            text,
            "<text x=\"{LEFT_PX}\" y=\"{:.1}\">{}</text>",
            top + 16.0,
            escape(self.title)
        );
        if least > most {
            return;
        }
        // A signal that stays where it is lies in the middle.
        let margin = if most > least {
            0.0
        } else {
            most.abs().max(1.0)
        };
        let (low, high) = (least - margin, most + margin);
        let (upper, lower) = (top + BAND_HEAD_PX, top + BAND_PX - 6.0);
        let y_px = |number: f32| lower - (number - low) / (high - low) * (lower - upper);
        for number in [low, high] {
            let y = y_px(number);
            let _ = writeln!(
                text,
                "<line class=\"grid\" x1=\"{LEFT_PX}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                WIDTH_PX - RIGHT_PX,
                LEFT_PX - 6.0,
                y + 4.0,
                short(number)
            );
        }
        if low < 0.0 && high > 0.0 {
            let y = y_px(0.0);
            let _ = writeln!(
                text,
                "<line class=\"zero\" x1=\"{LEFT_PX}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
                WIDTH_PX - RIGHT_PX
            );
        }
        for piece in self.pieces() {
            let points = piece
                .iter()
                .map(|&(at_s, number)| format!("{:.1},{:.1}", x_px(at_s, seconds), y_px(number)));
            let points: Vec<_> = points.collect();
            let _ = writeln!(
                text,
                "<polyline class=\"curve\" points=\"{}\"/>",
                points.join(" ")
            );
        }
    }

    /// Its points without the gaps. Of many, those that stand out are kept.
    fn pieces(&self) -> Vec<Vec<(f32, f32)>> {
        let bucket = self.points.len().div_ceil(BUCKETS_MAX).max(1);
        let is_number = |point: &(f32, f32)| point.1.is_finite();
        let pieces = self.points.split(|point| !is_number(point));
        let pieces = pieces.filter(|piece| !piece.is_empty());
        pieces.map(|piece| thinned(piece, bucket)).collect()
    }
}

/// Of each so many points the least and the greatest, in their order.
fn thinned(piece: &[(f32, f32)], bucket: usize) -> Vec<(f32, f32)> {
    if bucket == 1 {
        return piece.to_vec();
    }
    let mut kept = Vec::new();
    for points in piece.chunks(bucket) {
        let by_number = |one: &&(f32, f32), other: &&(f32, f32)| one.1.total_cmp(&other.1);
        let (least, most) = (
            points.iter().min_by(by_number),
            points.iter().max_by(by_number),
        );
        let mut two: Vec<_> = least.into_iter().chain(most).copied().collect();
        two.sort_by(|one, other| one.0.total_cmp(&other.0));
        two.dedup();
        kept.extend(two);
    }
    kept
}

/// A number with about four digits.
fn short(number: f32) -> String {
    match number.abs() {
        1e5.. => format!("{number:.2e}"),
        100.0.. => format!("{number:.0}"),
        1.0.. => format!("{number:.2}"),
        0.001.. => format!("{number:.4}"),
        _ if number == 0.0 => "0".into(),
        _ => format!("{number:.2e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_out_is_kept_of_a_long_signal() {
        let mut points: Vec<_> = (0..50_000).map(|at| (at as f32, 0.0)).collect();
        points[31_007].1 = 9.0;
        let curve = Curve { title: "a", points };
        let pieces = curve.pieces();
        assert_eq!(pieces.len(), 1);
        assert!(pieces[0].len() <= 2 * BUCKETS_MAX);
        assert!(pieces[0].contains(&(31_007.0, 9.0)));
    }

    #[test]
    fn a_gap_is_a_gap_and_no_name_is_a_tag() {
        let points = vec![(1.0, 1.0), (2.0, f32::NAN), (3.0, -1.0)];
        let curve = Curve {
            title: "<b>",
            points,
        };
        let picture = svg("a & b", &[curve]);
        assert_eq!(picture.matches("<polyline").count(), 2);
        assert!(picture.contains("&lt;b&gt;") && picture.contains("a &amp; b"));
    }
}
