//! What logging in costs a small server.

use std::fs;
use std::time::Duration;

use serde_json::json;
use tokio::time::{interval, timeout};

use crate::browser::{Browser, PATIENCE};
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

/// What the system says of a process's memory, in kB: the line that begins so.
fn kb(server: &Server, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).expect("it runs");
    let found = status.lines().find_map(|it| it.strip_prefix(line));
    let words = found.and_then(|it| it.split_whitespace().next());
    words.and_then(|it| it.parse().ok()).expect("a number")
}

/// A browser somewhere else each time.
fn at(home: u16) -> Browser {
    Browser {
        address: Some(format!("198.{}.{}.1", 18 + home / 250, home % 250)),
        ..Browser::default()
    }
}

#[tokio::test]
async fn a_hundred_logins_take_the_memory_of_one_and_give_it_back() {
    let server = Server::start(&folder("memory"));
    let names = ["Ada", "Bob", "Cleo", "Dan"];
    for (home, name) in (200..).zip(names) {
        at(home).claim(server.address, name, PASSWORD).await;
    }
    // The code of a login is in memory from here on.
    at(300).log_in(server.address, "Ada", PASSWORD).await;
    fs::write(format!("/proc/{}/clear_refs", server.id()), "5").expect("it is ours");
    let before_kb = kb(&server, "VmRSS:");
    for round in 0..25 {
        let [mut a, mut b, mut c, mut d] = [0, 1, 2, 3].map(|nth| at(4 * round + nth));
        let answers = tokio::join!(
            a.log_in(server.address, names[0], PASSWORD),
            b.log_in(server.address, names[1], PASSWORD),
            c.log_in(server.address, names[2], PASSWORD),
            d.log_in(server.address, names[3], PASSWORD),
        );
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
    }
    let most_kb = kb(&server, "VmHWM:") - before_kb;
    assert!(most_kb < 20_000, "{most_kb} kB more while hashing");
    let mut again = interval(Duration::from_millis(20));
    let given_back = async {
        while kb(&server, "VmRSS:") > before_kb + 2_000 {
            again.tick().await;
        }
    };
    let in_time = timeout(PATIENCE, given_back).await;
    in_time.unwrap_or_else(|_| panic!("{} kB, {before_kb} kB before", kb(&server, "VmRSS:")));
}

#[tokio::test]
async fn where_memory_is_short_passwords_wait_and_the_server_lives() {
    let data = folder("short-of-memory");
    let server = Server::start(&data);
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    server.stop();
    // So many rooms leave less than a hash takes.
    let server = Server::start_with(&data, &["--memory-mb", "32", "--rooms", "16"]);
    let refused = at(1).log_in(server.address, "Ada", PASSWORD).await;
    let words = "the server has no memory to spare for passwords now: try again in a minute";
    assert_eq!(
        (refused.status, &refused.body["error"]),
        (503, &json!(words))
    );
}
