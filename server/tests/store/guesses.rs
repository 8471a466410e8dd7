//! Guesses at passwords.

use crate::browser::Browser;
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike_and_not_too_often() {
    let server = Server::start(&folder("guesses"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let mut thief = Browser::default();
    let wrong = thief.log_in(server.address, "Ada", "wrong horse").await;
    let unknown = thief.log_in(server.address, "Bob", "wrong horse").await;
    assert_eq!((wrong.status, &wrong.body), (401, &unknown.body));
    assert_eq!(unknown.status, 401);
    assert_eq!(thief.cookie, None);
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(
            thief
                .log_in(server.address, "Ada", "wrong horse")
                .await
                .status,
        );
    }
    assert_eq!(answers.last(), Some(&429), "{answers:?}");
}

#[tokio::test]
async fn a_strangers_guesses_keep_nobody_else_out() {
    let server = Server::start(&folder("lockout"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let mut thief = Browser {
        address: Some("203.0.113.7".to_owned()),
        ..Browser::default()
    };
    while thief
        .log_in(server.address, "Ada", "wrong horse")
        .await
        .status
        != 429
    {}
    assert_eq!(
        thief.log_in(server.address, "Ada", PASSWORD).await.status,
        429
    );
    ada.address.clone_from(&thief.address);
    assert_eq!(
        ada.log_in(server.address, "Ada", PASSWORD).await.status,
        200,
        "her own browser, at the same address"
    );
    let mut away = Browser {
        address: Some("198.51.100.1".to_owned()),
        ..Browser::default()
    };
    assert_eq!(
        away.log_in(server.address, "Ada", PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn a_home_full_of_networks_keeps_no_owner_out_on_a_new_device() {
    let server = Server::start(&folder("homes"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let at = |address: String| Browser {
        address: Some(address),
        ..Browser::default()
    };
    let mut wrong = Vec::new();
    for network in 0..11 {
        for _ in 0..10 {
            let mut thief = at(format!("2001:db8:1:{network:x}::1"));
            let answer = thief.log_in(server.address, "Ada", "wrong horse").await;
            wrong.push(answer.status);
        }
    }
    let checked = wrong.iter().filter(|&&status| status == 401).count();
    assert_eq!(checked, 10, "they are one home: {wrong:?}");
    for address in ["2001:db8:2::1", "203.0.113.7"] {
        let mut away = at(address.to_owned());
        let answer = away.log_in(server.address, "Ada", PASSWORD).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
    }
}
