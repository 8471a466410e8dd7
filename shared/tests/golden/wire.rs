use asteroids_shared::protocol::{ToClient, ToServer};
use serde_json::{Value, json};

use super::{describe, samples};

#[test]
fn messages_have_the_bytes_of_the_golden_file() {
    let to_client: Vec<Value> = samples::to_client()
        .iter()
        .map(|(name, message)| golden(name, &message.encode(), describe::to_client(message)))
        .chain([frame_with_empty_sections()])
        .collect();
    let to_server: Vec<Value> = samples::to_server()
        .iter()
        .map(|(name, message)| golden(name, &message.encode(), describe::to_server(message)))
        .collect();
    super::check(
        "wire.json",
        &super::lines(&[
            ("to_client", to_client.into()),
            ("to_server", to_server.into()),
        ]),
    );
}

#[test]
fn golden_messages_are_read_as_they_were_meant() {
    for (name, message) in samples::to_client() {
        let read = ToClient::decode(&message.encode()).expect(&name);
        assert_eq!(read, message, "{name}");
    }
    for (name, message) in samples::to_server() {
        let read = ToServer::decode(&message.encode()).expect(name);
        assert_eq!(read, message, "{name}");
    }
}

fn golden(name: &str, bytes: &[u8], json: Value) -> Value {
    json!({ "name": name, "hex": hex(bytes), "json": json })
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The server leaves empty sections out, though it need not.
fn frame_with_empty_sections() -> Value {
    let bytes = [0x95, 64 + 2 + 8 + 32, 1, 9, 0x90, 0x90];
    let message = ToClient::decode(&bytes).expect("sections may be empty");
    golden(
        "frame_with_empty_sections",
        &bytes,
        describe::to_client(&message),
    )
}
