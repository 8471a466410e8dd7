//! What each layer must not know. The architecture lists these absences.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Every file below a folder of the project, which must have some.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    assert!(!files.is_empty(), "{folder} is empty");
    files
}

/// The lines of a file that are no comments.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("it is text");
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.map(str::to_owned).collect()
}

/// The paths that the `use` declarations in these lines import, each in full.
fn imports(lines: &[String]) -> Vec<String> {
    let code: String = lines.iter().map(|line| format!("{line} ")).collect();
    let declarations = code.match_indices("use ").filter(|(start, _)| {
        let before = code[..*start].trim_end_matches(' ');
        before.is_empty() || before.ends_with([';', '{', '}', ')', ']']) || before.ends_with("pub")
    });
    let mut paths = Vec::new();
    for (start, keyword) in declarations {
        let rest = &code[start + keyword.len()..];
        let tree: String = rest.split(';').next().unwrap_or_default().into();
        expand("", &tree.replace(' ', ""), &mut paths);
    }
    paths
}

/// Adds every path of a tree like `a::{b, c::{d, e}}`, written without spaces.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((stem, branches)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{tree}"));
        return;
    };
    let prefix = format!("{prefix}{stem}");
    let branches = branches.strip_suffix('}').unwrap_or(branches);
    let mut depth = 0;
    let at_top = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    };
    for branch in branches.split(at_top).filter(|branch| !branch.is_empty()) {
        expand(&prefix, branch, paths);
    }
}

/// Asserts that no code in these files mentions any of the words.
fn assert_absent(files: &[PathBuf], words: &[&str]) {
    for path in files {
        let lines = code(path);
        for line in lines.iter().chain(&imports(&lines)) {
            for word in words {
                assert!(
                    !mentions(line, word),
                    "{}: {word} in: {line}",
                    path.display()
                );
            }
        }
    }
}

/// Whether the line has the word, and not as a part of a longer one.
fn mentions(line: &str, word: &str) -> bool {
    let in_a_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        !line[..start].ends_with(in_a_word) && !line[start + word.len()..].starts_with(in_a_word)
    })
}

#[test]
fn words_are_found_and_parts_of_words_are_not() {
    assert!(mentions("use tokio::net;", "tokio"));
    assert!(mentions("let at = std::time::Instant::now();", "std::time"));
    assert!(!mentions("fn instantiate(tokios: u8)", "tokio"));
}

#[test]
fn imports_are_found_in_braces_and_over_lines() {
    let lines = [
        "use std::{fs,",
        "    io::{self, Read as _}};",
        "pub use crate::net;",
        "fn reuse () { use tokio::{sync}; }",
    ];
    let found = imports(&lines.map(str::to_owned));
    assert_eq!(
        found,
        [
            "std::fs",
            "std::io::self",
            "std::io::Readas_",
            "crate::net",
            "tokio::sync"
        ]
    );
}

const CLOCKS: [&str; 3] = ["std::time", "Instant", "SystemTime"];
const LOCAL_RANDOMNESS: [&str; 4] = ["thread_rng", "rand::rng", "rand::random", "RandomState"];
const INPUT_AND_OUTPUT: [&str; 4] = ["std::net", "std::fs", "std::io", "std::thread"];
const NETWORK: [&str; 6] = [
    "tokio",
    "axum",
    "hyper",
    "crate::net",
    "crate::room",
    "crate::service",
];

#[test]
fn world_and_view_know_no_network_clock_or_local_randomness() {
    let files = [files("server/world/src"), files("server/src/view")].concat();
    for words in [&CLOCKS[..], &LOCAL_RANDOMNESS, &INPUT_AND_OUTPUT, &NETWORK] {
        assert_absent(&files, words);
    }
}

#[test]
fn rooms_know_no_edge() {
    assert_absent(
        &files("server/src/room"),
        &[
            "crate::net",
            "crate::cluster",
            "crate::service",
            "async_nats",
            "axum",
            "hyper",
        ],
    );
}

#[test]
fn the_store_knows_neither_game_nor_edge() {
    let strangers = ["crate::net", "crate::room", "crate::view", "crate::world"];
    assert_absent(&files("server/src/store"), &strangers);
    assert_absent(&files("server/src/view"), &["crate::store"]);
}

#[test]
fn the_log_knows_neither_game_nor_edge() {
    let strangers = [
        "crate::net",
        "crate::room",
        "crate::store",
        "crate::view",
        "crate::world",
        "tokio",
    ];
    assert_absent(&files("server/src/log"), &strangers);
}

#[test]
fn films_know_no_edge() {
    let strangers = ["crate::net", "crate::service", "axum", "hyper"];
    assert_absent(&files("server/src/films"), &strangers);
}

#[test]
fn only_the_store_names_sqlite() {
    let mut files = files("server/src");
    let store = Path::new(ROOT).join("server/src/store");
    files.retain(|path| !path.starts_with(&store));
    assert_absent(&files, &["rusqlite"]);
}

#[test]
fn only_the_physics_of_the_world_names_rapier() {
    let mut files = files("server/world/src");
    let physics = Path::new(ROOT).join("server/world/src/physics");
    files.retain(|path| !path.starts_with(&physics));
    assert_absent(&files, &["rapier2d"]);
}

#[test]
fn shared_has_no_input_output_clock_or_physics() {
    let files = files("shared/src");
    // What lays JSON out writes it into memory by the traits of `std::io`.
    let (into_memory, files): (Vec<_>, Vec<_>) = { files.into_iter() }
        .partition(|path| path.ends_with("shared/src/autopilot/files/json.rs"));
    assert_eq!(into_memory.len(), 1);
    for words in [
        &CLOCKS[..],
        &LOCAL_RANDOMNESS,
        &["tokio", "rapier2d", "std::net", "std::fs", "std::thread"],
    ] {
        assert_absent(&files, words);
        assert_absent(&into_memory, words);
    }
    assert_absent(&files, &INPUT_AND_OUTPUT);
}

/// A player's text is a text node and nothing else.
#[test]
fn the_client_makes_no_markup_out_of_text() {
    let markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser"];
    let script = ["eval", "Function", "setAttributeNS", "document.write"];
    assert_absent(&files("client-web/src"), &[markup, script].concat());
}

/// The dependencies that a manifest names in a table.
fn dependencies(manifest: &str, table: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join(manifest)).expect("it is there");
    let manifest: toml::Table = text.parse().expect("it is TOML");
    let table = manifest.get(table).and_then(toml::Value::as_table);
    table
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

#[test]
fn the_shared_crate_depends_on_neither_network_nor_physics() {
    for name in dependencies("shared/Cargo.toml", "dependencies") {
        let pure = !["tokio", "axum", "rapier2d"].contains(&name.as_str());
        assert!(pure, "{name}");
    }
}

#[test]
fn the_world_depends_on_its_rules_physics_and_chance_alone() {
    let known = ["asteroids-shared", "rand", "rand_pcg", "rapier2d", "serde"];
    assert_eq!(
        dependencies("server/world/Cargo.toml", "dependencies"),
        known
    );
}

#[test]
fn the_protocol_is_enough_to_play() {
    let ours: Vec<_> = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .flat_map(|table| dependencies("loadtest/Cargo.toml", table))
        .filter(|name| name.starts_with("asteroids"))
        .collect();
    assert_eq!(ours, ["asteroids-shared", "asteroids-world"]);
    // Flights without a server need the game; bots and what they measure do not.
    let mut bots = files("loadtest/src");
    let range = Path::new(ROOT).join("loadtest/src/range");
    bots.retain(|path| !path.starts_with(&range));
    assert_absent(&bots, &["asteroids_world", "crate::range::game"]);
}

#[test]
fn drawing_knows_neither_connection_nor_protocol() {
    let modules = ["connection", "protocol", "WebSocket", "msgpack"];
    for path in files("client-web/src/draw") {
        for line in code(&path).iter().filter(|line| line.contains("from \"")) {
            for module in modules {
                assert!(!line.contains(module), "{}: {line}", path.display());
            }
        }
    }
}
