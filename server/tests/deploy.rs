//! What `deploy/` says about the server is true of this server.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use asteroids_server::config::Cli;
use asteroids_server::metrics::Metrics;
use asteroids_server::{net, room};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DEPLOY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy");
/// Nothing in these tests takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

fn read(file: &str) -> String {
    let path = Path::new(DEPLOY).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of our metrics in any text: whole words that begin like ours.
fn metric_names(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.starts_with("asteroids_") || word.starts_with("process_"))
        .collect()
}

/// Starts a server with two rooms, which run until the test ends.
async fn start() -> SocketAddr {
    let line = "asteroids-server --rooms 2 --capacity 10 --bots 3";
    let cli = Cli::read(line.split(' ').map(OsString::from)).expect("settings");
    let spawn = |settings| room::spawn(settings, None).expect("a thread").handle;
    let rooms = cli.config.room_settings(7).into_iter().map(spawn).collect();
    let listener = net::listener::bind("127.0.0.1:0".parse().expect("an address"));
    let listener = listener.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let (metrics, limits) = (Metrics::install(), cli.config.limits());
    tokio::spawn(net::serve(
        listener,
        rooms,
        metrics,
        limits,
        std::future::pending(),
    ));
    address
}

async fn scrape(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await.expect("it is open");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("text");
    answer
}

/// The names that a server tells once a room has ticked.
async fn told_names() -> BTreeSet<String> {
    let address = start().await;
    let ticked = async {
        loop {
            let text = scrape(address).await;
            if !text.contains("\nasteroids_ticks_total 0\n") {
                break text;
            }
        }
    };
    let text = tokio::time::timeout(PATIENCE, ticked)
        .await
        .expect("it ticks");
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    samples.flat_map(metric_names).map(str::to_owned).collect()
}

#[tokio::test]
async fn dashboards_and_alerts_ask_for_what_the_server_tells() {
    let told = told_names().await;
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
