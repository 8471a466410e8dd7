//! The Autobahn cases for WebSockets, run by kosoku against an echo with the
//! upgrade settings of the game. Only the size cap is larger, because the cases
//! send messages of up to 16 MiB.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use asteroids_server::net::client::socket::upgrade_settings;
use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{Message, WebSocket};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const CASE_BYTES_MAX: usize = 32 * 1024 * 1024;
const KOSOKU: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/venv/bin/kosoku");
const REPORTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/conformance");

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    behavior: String,
    behavior_close: String,
}

#[tokio::test]
async fn the_autobahn_cases_pass() {
    assert!(
        Path::new(KOSOKU).exists(),
        "kosoku is not installed: run `make venv`"
    );
    // The report of an earlier run, if there is one.
    let _ = std::fs::remove_dir_all(REPORTS);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let router = Router::new().route("/", get(open_echo));
    tokio::spawn(async move { axum::serve(listener, router).await });

    let run = tokio::task::spawn_blocking(move || {
        Command::new(KOSOKU)
            .args(["--outdir", REPORTS, "--parallelism", "8"])
            .arg(address.to_string())
            .output()
            .expect("kosoku runs")
    });
    let output = run.await.expect("kosoku ends");

    let cases = report();
    assert!(cases.len() > 500, "only {} cases\n{output:?}", cases.len());
    let failed: Vec<_> = cases
        .iter()
        .filter(|(number, case)| !case.passed(number))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

impl Case {
    fn passed(&self, number: &str) -> bool {
        // The cases for compression, which is not offered.
        let compressed = number.starts_with("12.") || number.starts_with("13.");
        let fine = |verdict: &str| match verdict {
            "OK" | "NON-STRICT" | "INFORMATIONAL" => true,
            "UNIMPLEMENTED" => compressed,
            _ => false,
        };
        fine(&self.behavior) && fine(&self.behavior_close)
    }
}

/// The cases by their number.
fn report() -> BTreeMap<String, Case> {
    let index = std::fs::read_to_string(Path::new(REPORTS).join("index.json"))
        .expect("kosoku writes a report");
    let by_agent: BTreeMap<String, BTreeMap<String, Case>> =
        serde_json::from_str(&index).expect("the report is as Autobahn's");
    by_agent.into_values().flatten().collect()
}

async fn open_echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade_settings(upgrade, CASE_BYTES_MAX).on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if matches!(message, Message::Text(_) | Message::Binary(_))
            && socket.send(message).await.is_err()
        {
            break;
        }
    }
}
