//! The client is embedded in the binary, so it has to be built first.

use std::path::Path;

const CLIENT: &str = "../client-web/dist";

fn main() {
    println!("cargo::rerun-if-changed={CLIENT}");
    if !Path::new(CLIENT).join("index.html").is_file() {
        println!("cargo::error=the web client is not built: run `make client`");
    }
}
