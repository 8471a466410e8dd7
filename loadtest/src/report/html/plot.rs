//! The frame of every plot: a card with a title, axes and what is in between.

use super::axis::Mark;
use super::escape::escape;

/// A plot's drawing in pixels. It is scaled with the page, and small enough
/// that its letters can be read on a phone.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 212.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 36.0;

/// Where a place along the x axis, 0 to 1, is drawn.
pub fn x_px(at: f64) -> f64 {
    LEFT + at * (WIDTH - LEFT - RIGHT)
}

/// Where a place along the y axis, 0 to 1, is drawn.
pub fn y_px(at: f64) -> f64 {
    HEIGHT - BOTTOM - at * (HEIGHT - TOP - BOTTOM)
}

/// A plot that is not yet drawn.
#[derive(Debug)]
pub struct Plot<'a> {
    /// What it shows.
    pub title: &'a str,
    /// What the y axis counts.
    pub unit: &'a str,
    /// What the lines are called, in the order of their colours.
    pub legend: &'a [String],
    /// The marks of the x axis.
    pub x_marks: &'a [Mark],
    /// What the horizontal axis shows; nothing if its marks say so.
    pub x_title: &'a str,
    /// The marks of the y axis.
    pub y_marks: &'a [Mark],
    /// The drawing between the axes, in SVG.
    pub content: &'a str,
}

impl Plot<'_> {
    /// The plot as a figure of a page.
    pub fn html(&self) -> String {
        let title = escape(self.title);
        let svg = format!(
            r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">{}{}{}</svg>"#,
            self.y_axis(),
            self.x_axis(),
            self.content
        );
        figure(&title, self.unit, self.legend, &svg)
    }

    fn y_axis(&self) -> String {
        let (left, right) = (x_px(0.0), x_px(1.0));
        let mark = |mark: &Mark| {
            let y = y_px(mark.at);
            format!(
                r#"<line class="grid" x1="{left}" x2="{right}" y1="{y:.1}" y2="{y:.1}"/><text class="y" x="{:.1}" y="{:.1}">{}</text>"#,
                left - 6.0,
                y + 3.5,
                escape(&mark.label)
            )
        };
        self.y_marks.iter().map(mark).collect()
    }

    fn x_axis(&self) -> String {
        let mark = |mark: &Mark| {
            format!(
                r#"<text class="x" x="{:.1}" y="{:.1}">{}</text>"#,
                x_px(mark.at),
                HEIGHT - BOTTOM + 15.0,
                escape(&mark.label)
            )
        };
        let title = format!(
            r#"<text class="x title" x="{:.1}" y="{:.1}">{}</text>"#,
            x_px(0.5),
            HEIGHT - 3.0,
            escape(self.x_title)
        );
        self.x_marks.iter().map(mark).chain([title]).collect()
    }
}

/// A plot of which nothing was measured.
pub fn unmeasured(title: &str) -> String {
    figure(
        &escape(title),
        "",
        &[],
        r#"<p class="none">not measured</p>"#,
    )
}

fn figure(title: &str, unit: &str, legend: &[String], drawing: &str) -> String {
    let unit = escape(unit);
    let key = |(number, name): (usize, &String)| {
        format!(r#"<span class="key s{number}">{}</span>"#, escape(name))
    };
    let keys: String = legend.iter().enumerate().map(key).collect();
    format!(
        r#"<figure class="card"><figcaption><h3>{title}</h3> <span class="unit">{unit}</span><span class="keys">{keys}</span></figcaption>{drawing}</figure>
"#
    )
}

/// A transparent column of the plot that tells what is there.
pub fn hint(from_px: f64, to_px: f64, text: &str) -> String {
    let (top, height) = (y_px(1.0), y_px(0.0) - y_px(1.0));
    format!(
        r#"<rect class="hint" x="{from_px:.1}" y="{top}" width="{:.1}" height="{height}"><title>{}</title></rect>"#,
        to_px - from_px,
        escape(text)
    )
}
