//! Pages that people open, perhaps years later and without a network.

use asteroids_loadtest::report::{Comparison, Gate, Report, SweepComparison, Verdict};

use crate::sample;

/// Elements without an end tag.
const VOID: [&str; 2] = ["meta", "br"];

fn verdicts(report: &Report) -> Vec<Verdict> {
    ["late_ticks_ratio>0.001", "tick_ms_p99>3"]
        .map(|gate| gate.parse::<Gate>().expect("a gate").check(report))
        .to_vec()
}

fn run_page() -> String {
    let now = sample::report(1000);
    let comparison = Comparison::new(&sample::report(2000), &now);
    now.html(&verdicts(&now), Some(&comparison))
}

fn sweep_page() -> String {
    let sweep = sample::sweep();
    let comparison = SweepComparison::new(&sample::sweep(), &sweep);
    let gate = "tick_ms_p99>15".parse().expect("a gate");
    sweep.html(&sweep.check(&[gate]), Some(&comparison))
}

/// The page's tags in their order, without `<` and `>`.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<')
        .skip(1)
        .map(|rest| rest.split_once('>').expect("an end").0)
}

fn assert_well_formed(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang="));
    let mut open = Vec::new();
    for tag in tags(page).filter(|tag| !tag.starts_with('!')) {
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        let name = tag.split([' ', '/']).find(|name| !name.is_empty());
        let name = name.expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

#[test]
fn pages_are_well_formed() {
    for page in [
        run_page(),
        sweep_page(),
        Report::default().html(&[], None),
        sample::report(4000).html(&[], None),
    ] {
        assert_well_formed(&page);
    }
}

#[test]
fn pages_fetch_nothing() {
    for page in [run_page(), sweep_page()] {
        for fetch in [
            "http:",
            "https:",
            "src=",
            "href=",
            "url(",
            "import",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket(",
            "<link",
        ] {
            assert!(!page.contains(fetch), "{fetch}");
        }
    }
}

#[test]
fn pages_say_when_and_with_what_they_were_made() {
    for page in [run_page(), sweep_page()] {
        for said in [
            "Thu, 26 Nov 2026 20:14:03 GMT",
            "1.2.3",
            "side_m",
            ">bots</text>",
        ] {
            let is_of_sweeps = said.starts_with('>');
            assert!(
                page.contains(said) || is_of_sweeps && page == run_page(),
                "{said}"
            );
        }
    }
}

#[test]
fn names_and_settings_are_shown_as_they_are() {
    let page = run_page();
    assert!(page.contains("&lt;b&gt;&quot;quoted&quot;&lt;/b&gt; &amp; more"));
    assert!(page.contains("Abacus &amp; Sons &lt;mark 2&gt;"));
    assert!(page.contains("broken (&lt;reset&gt; by &quot;peer&quot;)"));
    assert!(!page.contains("<mark") && !page.contains("<reset"));
}

#[test]
fn every_plot_has_something_to_show() {
    for (page, plots) in [(run_page(), 7 + 7), (sweep_page(), 10)] {
        let figures: Vec<_> = page.split("<figure").skip(1).collect();
        assert_eq!(figures.len(), plots);
        for figure in figures {
            let has_lines = figure.contains("class=\"line s0\" d=\"M");
            let has_bars = figure.contains("class=\"bar\"");
            assert!(has_lines || has_bars, "{figure}");
        }
        assert!(!page.contains("not measured") && !page.contains("NaN"));
    }
}

#[test]
fn drawings_stay_in_their_frames() {
    for page in [run_page(), sweep_page()] {
        let figures = page.split("<figure").skip(1);
        for figure in figures.filter_map(|rest| rest.split("</figure>").next()) {
            for (name, end) in [("x", 400.0), ("y", 212.0), ("cx", 400.0), ("cy", 212.0)] {
                let marker = format!(" {name}=\"");
                let values = figure.split(&marker).skip(1);
                for value in values.filter_map(|rest| rest.split('"').next()) {
                    let px: f64 = value.parse().expect("a number");
                    assert!((0.0..=end).contains(&px), "{name}={px}");
                }
            }
        }
    }
}

#[test]
fn what_was_not_measured_is_said_in_its_place() {
    let page = Report::default().html(&[], None);
    assert!(page.contains("<p class=\"none\">not measured</p>"));
    assert!(!page.contains("Now and before") && !page.contains(">Gates<"));
}

#[test]
fn gates_that_failed_are_named_with_what_was_measured() {
    let page = run_page();
    assert!(page.contains("1 of 2 gates failed"));
    assert!(page.contains(
        "<tr><th class=\"bad\">✗ failed</th><th>tick_ms_p99&gt;3</th><td>4.37 ms</td><td>1,000</td></tr>"
    ));
}

#[test]
fn faults_are_told_at_the_top() {
    let page = run_page();
    let top = page.split("<h2>").next().expect("a heading");
    for fault in ["2 failed to connect", "1 cut off", "3 protocol breaches"] {
        assert!(top.contains(fault), "{fault}");
    }
    assert!(sweep_page().contains("no faults"));
}

#[test]
fn a_load_tester_that_was_the_bottleneck_says_so() {
    let mut report = sample::report(1000);
    let warns = |page: &str| page.contains("<p class=\"warning\">The load tester itself");
    assert!(!warns(&report.html(&[], None)));
    report.loadtest_is_bottleneck = true;
    assert!(warns(&report.html(&[], None)));
    assert!(warns(&sweep_page()));
}
