//! Names in all scripts: the same text at claim, login, flight and profile.

use std::fmt::Write;

use asteroids_server::store::{Database, Secret, StoreError, Taken, TokenHash};
use asteroids_shared::protocol::name;
use proptest::prelude::*;

use crate::browser::Browser;
use crate::pilot::Pilot;
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

fn token(number: u8) -> TokenHash {
    TokenHash([number; 32])
}

fn secret() -> Secret {
    Secret::nobodys().expect("it is made")
}

/// A store in which this name is claimed.
fn claimed(name: &str) -> Database {
    let mut store = Database::in_memory().expect("there is memory");
    let (owner, secret) = (token(1), secret());
    let claim = store.claim((None, None), &owner, (name, &secret), 0);
    claim.expect("nobody else has it");
    store
}

/// Why somebody else does not fly under this name.
fn taken(store: &Database, wished: &str) -> Option<Taken> {
    let known = store.known(Some(token(2)), name::clean(wished));
    known.expect("it reads").taken
}

fn path_of(name: &str) -> String {
    name.bytes()
        .fold("/api/players/".to_owned(), |mut path, byte| {
            let _ = write!(path, "%{byte:02X}");
            path
        })
}

#[tokio::test]
async fn a_name_in_any_script_is_claimed_flown_logged_into_and_looked_up() {
    let server = Server::start(&folder("scripts"));
    for (raw, shown) in [
        ("I ❤️ U", "I ❤️ U"),
        ("Nguye\u{302}\u{303}n", "Nguyễn"),
        ("हिन्दी", "हिन्दी"),
        ("  می\u{200C}خواهم ", "می\u{200C}خواهم"),
        ("น้ำผึ้ง", "น้ำผึ้ง"),
    ] {
        let mut home = Browser::at(server.address).await;
        let stranger = Pilot::join(server.address, &Browser::default(), raw).await;
        assert_eq!(stranger.name, shown, "flown before anybody has it");
        assert_eq!(
            home.claim(server.address, raw, PASSWORD).await.body["name"],
            shown
        );
        assert_eq!(Pilot::join(server.address, &home, "").await.name, shown);
        let mut away = Browser::default();
        assert_eq!(
            away.log_in(server.address, raw, PASSWORD).await.body["name"],
            shown
        );
        let profile = away.get(server.address, &path_of(raw)).await;
        assert_eq!(
            (&profile["name"], &profile["claimed"]),
            (&shown.into(), &true.into())
        );
    }
}

#[tokio::test]
async fn nobody_flies_under_or_claims_what_looks_like_a_claimed_name() {
    let server = Server::start(&folder("lookalikes"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ilya", PASSWORD).await;
    for lookalike in ["llya", "1lya", "Ilу\u{430}", "Ｉｌｙａ"] {
        let mut other = Browser::at(server.address).await;
        let answer = other.claim(server.address, lookalike, PASSWORD).await;
        assert_eq!(answer.status, 409, "{lookalike}: {}", answer.body);
        let pilot = Pilot::join(server.address, &other, lookalike).await;
        assert!(pilot.name.starts_with("Pilot-"), "{}", pilot.name);
    }
    assert_eq!(Pilot::join(server.address, &ada, "").await.name, "Ilya");
}

#[test]
fn claimed_names_that_are_one_by_now_keep_an_old_store_whole() {
    let path = folder("old-names").join("asteroids.db");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
    let old = rusqlite::Connection::open(&path).expect("it opens");
    for schema in [
        include_str!("../../src/store/file/schema/1.sql"),
        include_str!("../../src/store/file/schema/2.sql"),
    ] {
        old.execute_batch(schema).expect("it was right once");
    }
    let secret = [7_u8; 48];
    for (id, name, key) in [
        (1, "\u{915}\u{93C}", Some("\u{915}\u{93C}")),
        (2, "\u{958}", Some("\u{958}")),
        (3, "STRASSE", Some("strasse")),
        (4, "Straße", Some("straße")),
        (5, "\u{2800}", None),
        (6, "Ada", None),
    ] {
        let secret = key.map(|_| &secret[..]);
        old.execute(
            "INSERT INTO players (id, name, name_key, secret, created_s) VALUES (?1, ?2, ?3, ?4, 0)",
            rusqlite::params![id, name, key, secret],
        )
        .expect("it writes");
    }
    old.pragma_update(None, "user_version", 2)
        .expect("it writes");
    drop(old);
    let store = Database::open(&path).expect("it is brought up to date");
    for (wished, name) in [
        ("\u{958}", "\u{915}\u{93C}"),
        ("\u{958} 2", "\u{915}\u{93C} 2"),
        ("straße", "STRASSE"),
        ("strasse 2", "Straße 2"),
        ("Pilot-5", "Pilot-5"),
        ("Ada", "Ada"),
    ] {
        assert_eq!(store.profile(wished, 0).expect("it is there").name, name);
    }
    assert_eq!(taken(&store, "\u{405}TRASSE"), Some(Taken::LooksClaimed));
    assert_eq!(taken(&store, "Ada"), None);
}

#[test]
fn who_has_a_claimed_name_renamed_frees_the_one_of_before() {
    let mut store = claimed("Ilya");
    assert_eq!(taken(&store, "llya"), Some(Taken::LooksClaimed));
    store.rename(Some(&token(1)), "Olga").expect("it is free");
    assert_eq!(taken(&store, "llya"), None);
    assert_eq!(taken(&store, "OLGA"), Some(Taken::Claimed));
    let claim = store.claim((Some(&token(2)), None), &token(3), ("0lga", &secret()), 0);
    assert!(
        matches!(claim, Err(StoreError::NameLooksTaken)),
        "{claim:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_claimed_is_found_again_and_taken_for_others(raw in ".{1,24}") {
        prop_assume!(name::clean(&raw).is_some());
        let clean = name::clean(&raw).expect("assumed");
        let store = claimed(&clean);
        prop_assert_eq!(store.profile(&raw, 0).expect("it is there").name, clean.clone());
        prop_assert!(store.account_of_name(&raw).expect("it reads").is_some());
        prop_assert_eq!(taken(&store, &raw), Some(Taken::Claimed));
        prop_assert_eq!(store.known(Some(token(1)), Some("Eve".into())).expect("it reads").name, Some(clean));
    }
}
