//! What `deploy/` says about the server is true of this server.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use asteroids_server::config::Cli;
use asteroids_server::metrics::cluster;

const DEPLOY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy");
/// Nothing in these tests takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

fn read(file: &str) -> String {
    let path = Path::new(DEPLOY).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

/// The names of metrics in any text.
fn metric_names(text: &str) -> BTreeSet<&str> {
    words(text)
        .filter(|word| word.starts_with("asteroids_") || word.starts_with("process_"))
        .collect()
}

/// A server that runs on a free port until it is dropped.
struct Running {
    process: Child,
    port: u16,
}

impl Running {
    fn start() -> Self {
        let data = concat!(env!("CARGO_TARGET_TMPDIR"), "/deploy");
        let mut process = Command::new(env!("CARGO_BIN_EXE_asteroids-server"))
            .args(["--listen", "127.0.0.1:0", "--data", data])
            .args(["--rooms", "2", "--capacity", "10"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let stdout = process.stdout.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it prints");
        let (_, port) = line.trim().rsplit_once(':').expect("an address to open");
        let port = port.parse().expect("a port");
        Self { process, port }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is open");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// The names of what it tells once a room has ticked.
    fn metric_names(&self) -> BTreeSet<String> {
        let began = Instant::now();
        let text = loop {
            let text = self.get("/metrics");
            if !text.contains("\nasteroids_ticks_total 0\n") {
                break text;
            }
            assert!(began.elapsed() < PATIENCE, "no room ticks");
        };
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        samples.flat_map(metric_names).map(str::to_owned).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn dashboards_and_alerts_ask_for_what_the_server_tells() {
    let mut told = Running::start().metric_names();
    let of_edges = cluster::ALL.iter().map(|(name, _)| (*name).to_owned());
    told.extend(of_edges.chain([format!("{}_bucket", cluster::APPEND_SECONDS)]));
    for file in [
        "monitoring/asteroids.rules.yml",
        "monitoring/grafana-dashboard.json",
    ] {
        let text = read(file);
        let asked = metric_names(&text);
        assert!(asked.len() > 5, "{file} asks for next to nothing");
        for name in asked {
            assert!(told.contains(name), "{file}: there is no {name}");
        }
    }
}

#[test]
fn the_dashboard_is_json_with_panels_that_ask_something() {
    let text = read("monitoring/grafana-dashboard.json");
    let dashboard: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let panels = dashboard["panels"].as_array().expect("it has panels");
    for panel in panels {
        let asks = panel["targets"].as_array().is_some_and(|targets| {
            !targets.is_empty() && targets.iter().all(|target| target["expr"].is_string())
        });
        assert!(asks, "{}", panel["title"]);
    }
}

/// Reads the settings in a file like the server does.
fn accepted(file: &Path) {
    let args = [
        "asteroids-server".as_ref(),
        "--config".as_ref(),
        file.as_os_str(),
    ];
    if let Err(error) = Cli::read(args.map(OsString::from)) {
        panic!("{error}");
    }
}

#[test]
fn the_packaged_settings_are_accepted_as_they_are_and_with_every_line_in_force() {
    let packaged = Path::new(DEPLOY).join("system/8080.toml");
    accepted(&packaged);
    let text = fs::read_to_string(packaged).expect("it is there");
    let in_force: Vec<_> = text
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')))
        .map(Option::unwrap_or_default)
        .collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("in-force.toml");
    fs::write(&file, in_force.join("\n")).expect("the target folder takes it");
    assert!(in_force.iter().any(|line| line.contains(" = ")), "{text}");
    accepted(&file);
}

/// The number behind such a word in a file.
fn number_after(word: &str, file: &str) -> u64 {
    let text = read(file);
    let (_, rest) = text.split_once(word).expect("the word is there");
    let number = rest.trim_start().split(|c: char| !c.is_ascii_digit());
    number
        .into_iter()
        .next()
        .and_then(|it| it.parse().ok())
        .expect("a number")
}

#[test]
fn whoever_stops_a_server_waits_longer_than_it_takes_and_the_file_says_how_long() {
    let (unit, compose) = (
        "systemd/asteroids-server@.service",
        "container/compose.yaml",
    );
    let packaged = number_after("\nstop-seconds =", "system/8080.toml");
    assert!(number_after("TimeoutStopSec=", unit) > packaged);
    let contained = number_after("ASTEROIDS_STOP_SECONDS:", compose);
    assert!(number_after("stop_grace_period:", compose) > contained);
    // A variable would count before the file.
    assert!(!read(unit).contains("ASTEROIDS_STOP_SECONDS"));
}

#[test]
fn services_and_containers_set_what_the_server_has() {
    let help = Command::new(env!("CARGO_BIN_EXE_asteroids-server"))
        .arg("--help")
        .output()
        .expect("it runs");
    let help = String::from_utf8_lossy(&help.stdout);
    for file in [
        "systemd/asteroids-server@.service",
        "systemd/asteroids-backup@.service",
        "container/Containerfile",
        "container/compose.yaml",
    ] {
        let text = read(file);
        let variables: Vec<_> = words(&text)
            .filter(|word| word.starts_with("ASTEROIDS_"))
            .collect();
        assert!(!variables.is_empty(), "{file} sets nothing");
        for variable in variables {
            let known = words(&help).any(|word| word == variable);
            assert!(known, "{file}: there is no {variable}");
        }
    }
}

/// Where each file of the package comes from and goes to.
fn packaged() -> Vec<(String, String)> {
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let manifest: toml::Table = manifest.expect("it is there").parse().expect("it is TOML");
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array();
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    let pairs = assets.expect("a list").iter();
    pairs.map(|it| (text(&it[0]), text(&it[1]))).collect()
}

/// The files that a pattern with at most one star, as the last name, stands for.
fn sources(pattern: &str) -> Vec<std::path::PathBuf> {
    let pattern = Path::new(env!("CARGO_MANIFEST_DIR")).join(pattern);
    let name = pattern.file_name().expect("a name").to_string_lossy();
    let Some((begin, end)) = name.split_once('*') else {
        return vec![pattern];
    };
    let folder = fs::read_dir(pattern.parent().expect("a folder")).expect("it is there");
    let paths = folder.map(|entry| entry.expect("it is readable").path());
    let fits = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        path.is_file() && name.starts_with(begin) && name.ends_with(end)
    };
    paths.filter(fits).collect()
}

#[test]
fn links_in_the_packaged_pages_lead_to_packaged_files() {
    let mut pages = Vec::new();
    let mut targets = BTreeSet::new();
    for (from, to) in packaged() {
        for source in sources(&from) {
            let name = source
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let target = if to.ends_with('/') {
                format!("{to}{name}")
            } else {
                to.clone()
            };
            if target.ends_with(".md") {
                let text =
                    fs::read_to_string(&source).unwrap_or_else(|error| panic!("{from}: {error}"));
                pages.push((target.clone(), text));
            }
            targets.insert(target);
        }
    }
    assert!(pages.len() > 5, "the pages are packaged");
    for (page, text) in &pages {
        let (folder, _) = page.rsplit_once('/').expect("it is in a folder");
        for link in text.split("](").skip(1) {
            let (link, _) = link.split_once(')').expect("it ends");
            let link = link.split('#').next().unwrap_or_default();
            if link.is_empty() || link.contains("://") {
                continue;
            }
            let mut steps: Vec<&str> = folder.split('/').collect();
            for step in link.trim_end_matches('/').split('/') {
                match step {
                    ".." => _ = steps.pop(),
                    step => steps.push(step),
                }
            }
            let leads_to = steps.join("/");
            let inside = format!("{leads_to}/");
            let is_there = targets
                .iter()
                .any(|it| *it == leads_to || it.starts_with(&inside));
            assert!(is_there, "{page}: nothing is at {link}");
        }
    }
}
