//! What SECURITY.md promises is shown by tests that exist.

use std::fs;
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The tests that the page names, each as its file and its name.
fn tests_named(page: &str) -> Vec<(&str, &str)> {
    let code = page.split('`').skip(1).step_by(2);
    code.filter_map(|code| code.split_once("::")).collect()
}

#[test]
fn every_test_that_security_md_names_exists() {
    let page = fs::read_to_string(Path::new(ROOT).join("SECURITY.md")).expect("it is there");
    let named = tests_named(&page);
    assert!(named.len() > 20, "only {} tests are named", named.len());
    for (file, name) in named {
        let source = fs::read_to_string(Path::new(ROOT).join(file));
        let source = source.unwrap_or_else(|_| panic!("{file} is not there"));
        assert!(
            source.contains(&format!("fn {name}(")),
            "{name} is not in {file}"
        );
    }
}
