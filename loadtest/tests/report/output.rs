//! What is left when a run is over.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use asteroids_loadtest::report::{Output, Report, SweepReport};

use crate::sample;

/// A place for a file of its own for each test.
fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn with_gates(gates: &[&str]) -> Output {
    Output {
        fail_if: gates
            .iter()
            .map(|gate| gate.parse().expect("a gate"))
            .collect(),
        ..Output::default()
    }
}

/// Whether a faultless run passes, and what is printed.
fn publish(output: &Output) -> (bool, String) {
    let mut printed = Vec::new();
    let is_good = output
        .publish(&sample::sweep().steps[1], None, &mut printed)
        .expect("a place to write");
    (is_good, String::from_utf8(printed).expect("text"))
}

#[test]
fn a_run_fails_when_one_of_its_gates_does() {
    let (is_good, printed) = publish(&with_gates(&["tick_ms_p99>15", "late_ticks_ratio>0.001"]));
    assert!(is_good && printed.contains("passed  tick_ms_p99>15 at 1,000 bots: 4.37 ms\n"));
    let (is_good, printed) = publish(&with_gates(&["tick_ms_p99>15", "tick_ms_p99>4"]));
    assert!(!is_good && printed.contains("FAILED  tick_ms_p99>4 at 1,000 bots: 4.37 ms\n"));
}

#[test]
fn a_run_with_faults_fails_without_any_gate() {
    let mut printed = Vec::new();
    let faulty = sample::report(1000);
    let is_good = Output::default().publish(&faulty, None, &mut printed);
    assert!(!is_good.expect("a place to write"));
}

#[test]
fn a_step_that_fails_a_gate_fails_the_sweep() {
    let verdict = |gate| {
        with_gates(&[gate])
            .publish_sweep(&sample::sweep(), None, &mut Vec::new())
            .expect("a place to write")
    };
    assert!(verdict("tick_ms_p99>25"));
    assert!(!verdict("tick_ms_p99>15"));
}

#[test]
fn files_are_what_was_asked_for() {
    let output = Output {
        json: Some(file("run.json")),
        html: Some(file("run.html")),
        ..Output::default()
    };
    let (_, printed) = publish(&output);
    let page_path = file("run.html").display().to_string();
    assert!(
        printed.ends_with(&format!("The report is {page_path}\n")),
        "{printed}"
    );
    let json = fs::read_to_string(file("run.json")).expect("a file");
    let report: Report = serde_json::from_str(&json).expect("a report");
    assert_eq!(report.bots, 1000);
    let page = fs::read_to_string(file("run.html")).expect("a file");
    assert!(page.ends_with("</html>\n"));
}

#[test]
fn a_run_is_compared_with_an_earlier_one_from_its_json() {
    let before = file("before.json");
    let json = serde_json::to_string(&sample::report(2000)).expect("JSON");
    fs::write(&before, json).expect("a place to write");
    let output = Output {
        compare: Some(before),
        html: Some(file("compared.html")),
        ..Output::default()
    };
    let earlier: Option<Report> = output.read_earlier().expect("a report");
    let mut printed = Vec::new();
    output
        .publish(&sample::report(1000), earlier.as_ref(), &mut printed)
        .expect("a place to write");
    let printed = String::from_utf8(printed).expect("text");
    let row = printed.lines().find(|line| line.ends_with("0.50×"));
    assert!(
        row.expect("a ratio").trim().starts_with("bots"),
        "{printed}"
    );
    let page = fs::read_to_string(file("compared.html")).expect("a file");
    assert!(page.contains("Now and before"));
}

#[test]
fn a_sweep_is_compared_with_an_earlier_one_step_by_step() {
    let before = file("sweep-before.json");
    let json = serde_json::to_string(&sample::sweep()).expect("JSON");
    fs::write(&before, json).expect("a place to write");
    let output = Output {
        compare: Some(before),
        html: Some(file("sweep-compared.html")),
        ..Output::default()
    };
    let earlier: Option<SweepReport> = output.read_earlier().expect("a sweep");
    let mut now = sample::sweep();
    now.steps.remove(0);
    output
        .publish_sweep(&now, earlier.as_ref(), &mut Vec::new())
        .expect("a place to write");
    let page = fs::read_to_string(file("sweep-compared.html")).expect("a file");
    assert_eq!(page.matches("Now and before").count(), now.steps.len());
}

#[test]
fn there_is_nothing_to_compare_with_unless_asked() {
    let earlier: Option<Report> = Output::default().read_earlier().expect("no file to read");
    assert_eq!(earlier, None);
}

#[test]
fn a_file_that_is_no_report_is_named() {
    let sweep = file("sweep.json");
    let json = serde_json::to_string(&SweepReport::default()).expect("JSON");
    fs::write(&sweep, json).expect("a place to write");
    for (path, why) in [(sweep, "is no such report"), (file("none"), "cannot read")] {
        let output = Output {
            compare: Some(path.clone()),
            ..Output::default()
        };
        let error = output.read_earlier::<Report>().expect_err("no report");
        let error = error.to_string();
        assert!(error.contains(why), "{error}");
        assert!(error.contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn runs_made_one_by_one_are_joined_to_a_sweep_in_the_order_of_their_bots() {
    let paths = [2, 0, 1].map(|index| {
        let path = file(&format!("alone-{index}.json"));
        let json = serde_json::to_string(&sample::sweep().steps[index]).expect("JSON");
        fs::write(&path, json).expect("a place to write");
        path
    });
    let joined = SweepReport::join(&paths).expect("runs");
    let bots: Vec<_> = joined.steps.iter().map(|step| step.bots).collect();
    assert_eq!(bots, [500, 1000, 2000]);
}

#[test]
fn what_is_no_run_is_not_joined_and_is_named_in_a_line() {
    let sweep = file("no-run.json");
    let json = serde_json::to_string(&sample::sweep()).expect("JSON");
    fs::write(&sweep, json).expect("a place to write");
    for (path, why) in [
        (sweep, "is no report of a run"),
        (file("none"), "cannot read"),
    ] {
        let error = SweepReport::join(std::slice::from_ref(&path)).expect_err("no run");
        let line = format!("{error:#}");
        assert!(line.contains(why) && !line.contains('\n'), "{line}");
        assert!(line.contains(&path.display().to_string()), "{line}");
    }
}

#[test]
fn to_ask_whether_a_report_can_be_written_neither_waits_nor_changes_anything() {
    let folder = file("asked");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder takes it");
    let at = |name: &str| folder.join(name);
    let asked = |path: PathBuf| {
        let json = Some(path);
        Output {
            json,
            ..Output::default()
        }
        .check()
    };
    let made = Command::new("mkfifo").arg(at("pipe")).status();
    assert!(made.expect("it runs").success());
    fs::write(at("file"), "earlier").expect("a place to write");
    for (link, target) in [
        ("to-file", "file"),
        ("to-nothing", "later"),
        ("to-folder", "."),
    ] {
        symlink(target, at(link)).expect("a place to write");
    }
    symlink("none/later", at("to-nowhere")).expect("a place to write");

    for good in ["pipe", "file", "to-file", "to-nothing", "new"] {
        asked(at(good)).expect(good);
    }
    for bad in ["to-folder", "to-nowhere", "none/new", "."] {
        let error = asked(at(bad)).expect_err(bad).to_string();
        assert!(error.starts_with("cannot write "), "{error}");
    }
    assert_eq!(fs::read_to_string(at("file")).expect("a file"), "earlier");
    assert!(fs::symlink_metadata(at("to-nothing")).is_ok_and(|it| it.is_symlink()));
    for absent in ["new", "later"] {
        assert!(!at(absent).exists(), "{absent}");
    }
}
