//! A run beside an earlier one, as a table with a bar in each row.

use super::escape::escape;
use crate::report::metric::Better;
use crate::report::{Comparison, Ratio};

/// Ratios beyond this, or its inverse, have bars as long as this one.
const RATIO_MAX: f64 = 4.0;
/// Smaller changes are neither good nor bad.
const NOTABLE_SHARE: f64 = 0.01;
/// From the middle of a bar's cell to its edge.
const HALF_PX: f64 = 100.0;

/// A table of all that both runs have.
pub fn table(comparison: &Comparison) -> String {
    let rows: String = comparison.ratios.iter().map(row).collect();
    format!(
        r#"<div class="card wide"><table><thead><tr><th></th><th>now/before</th><th>{}</th><th>before</th><th>now</th></tr></thead>
{rows}</table></div>
"#,
        scale()
    )
}

fn row(ratio: &Ratio) -> String {
    let metric = ratio.metric;
    format!(
        r#"<tr><th>{}</th><td class="{}">{}</td><td class="ratio">{}</td><td>{}</td><td>{}</td></tr>
"#,
        escape(&metric.full_title()),
        class_of(ratio),
        ratio.text(),
        ratio
            .times()
            .map(|times| bar(ratio, times))
            .unwrap_or_default(),
        escape(&metric.unit.text_or_dash(ratio.before)),
        escape(&metric.unit.text_or_dash(ratio.now))
    )
}

/// Good, bad, or neither.
fn class_of(ratio: &Ratio) -> &'static str {
    let (Some(before), Some(now)) = (ratio.before, ratio.now) else {
        return "";
    };
    if (now - before).abs() < before * NOTABLE_SHARE {
        return "";
    }
    match ratio.metric.better {
        Better::Lower if now < before => "good",
        Better::Lower if now > before => "bad",
        Better::Higher if now > before => "good",
        Better::Higher if now < before => "bad",
        Better::Lower | Better::Higher | Better::Neither => "",
    }
}

fn bar(ratio: &Ratio, times: f64) -> String {
    let end = offset_px(times);
    svg(&format!(
        r#"<line x1="0" x2="0" y1="-8" y2="8" stroke="var(--dim)"/><rect class="{}" x="{:.1}" y="-5" width="{:.1}" height="10" fill="currentColor"><title>{}</title></rect>"#,
        class_of(ratio),
        end.min(0.0),
        end.abs().max(1.0),
        ratio.text()
    ))
}

/// Half as much is as far to the left as twice as much is to the right.
fn offset_px(times: f64) -> f64 {
    let at = times.max(f64::MIN_POSITIVE).log(RATIO_MAX);
    at.clamp(-1.0, 1.0) * HALF_PX
}

fn scale() -> String {
    let label = |(times, text): (f64, &str)| {
        format!(
            r#"<text class="x" x="{:.0}" y="4">{text}</text>"#,
            offset_px(times) * 0.9
        )
    };
    let labels = [
        (0.25, "¼×"),
        (0.5, "½×"),
        (1.0, "1×"),
        (2.0, "2×"),
        (4.0, "4×"),
    ];
    svg(&labels.map(label).concat())
}

fn svg(content: &str) -> String {
    format!(
        r#"<svg viewBox="-{HALF_PX} -8 {} 16">{content}</svg>"#,
        2.0 * HALF_PX
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    fn report(rss_bytes: u64, connected: u64) -> Report {
        Report {
            server_rss_bytes: Some(rss_bytes),
            bots_connected: connected,
            ..Report::default()
        }
    }

    #[test]
    fn better_and_worse_are_told_apart() {
        let html = table(&Comparison::new(&report(20, 100), &report(15, 90)));
        assert!(html.contains(r#"<td class="good">0.75×</td>"#), "{html}");
        assert!(html.contains(r#"<td class="bad">0.90×</td>"#), "{html}");
    }

    #[test]
    fn bars_are_symmetric_and_stay_in_their_cell() {
        assert_eq!(offset_px(1.0), 0.0);
        assert_eq!(offset_px(2.0), -offset_px(0.5));
        assert_eq!(offset_px(1000.0), HALF_PX);
        assert_eq!(offset_px(0.0), -HALF_PX);
    }
}
