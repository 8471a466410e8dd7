//! Those who are cut off, and come back with their key.

use asteroids_shared::protocol::{CloseCode, Role, SessionClaim};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::arena::Arena;
use crate::pilot::Pilot;
use crate::player::Player;

impl Arena {
    /// Asserts that nobody gets a seat who comes from this address.
    async fn has_no_seat_for(&self, address: &str) {
        let asked = Player::ask(self.address, &[("x-forwarded-for", address)]).await;
        let mut player = asked.expect("the server upgrades");
        player.hello(Role::Pilot, "Newcomer").await;
        player.is_closed_with(CloseCode::Full).await;
    }
}

impl Pilot {
    /// Its line breaks, without a word.
    fn cut_off(self) -> SessionClaim {
        let claim = self.claim();
        drop(self.player.into_stream());
        claim
    }

    /// Closes with this code, or without one, and waits until the server has heard.
    async fn close(mut self, code: Option<u16>) -> SessionClaim {
        let claim = self.claim();
        let frame = code.map(|code| CloseFrame {
            code: code.into(),
            reason: "".into(),
        });
        self.player.send(Message::Close(frame)).await;
        self.player.ends().await;
        claim
    }
}

#[tokio::test]
async fn who_was_cut_off_flies_on_with_the_same_ship() {
    let arena = Arena::empty().await;
    let ada = arena.join("Ada").await;
    assert!(!ada.is_resumed());
    let (player, place) = (ada.welcome.player, ada.place());
    let claim = ada.cut_off();
    let ada = arena.come_back("Somebody", Some(claim)).await;
    assert!(ada.is_resumed());
    assert_eq!(ada.welcome.player, player);
    assert_eq!(ada.welcome.name, "Ada");
    assert_eq!(ada.claim(), claim);
    assert_eq!(ada.place(), place, "nothing has moved it");
}

#[tokio::test]
async fn who_says_that_it_will_be_back_may_come_back() {
    let arena = Arena::empty().await;
    let claim = arena.join("Ada").await.close(Some(4100)).await;
    assert!(arena.come_back("Ada", Some(claim)).await.is_resumed());
}

#[tokio::test]
async fn who_leaves_is_gone() {
    let arena = Arena::empty().await;
    for code in [None, Some(1000), Some(1001)] {
        let claim = arena.join("Ada").await.close(code).await;
        let again = arena.come_back("Ada", Some(claim)).await;
        assert!(!again.is_resumed(), "{code:?}");
        assert_ne!(again.claim(), claim, "{code:?}");
    }
}

#[tokio::test]
async fn a_second_connection_takes_over_from_a_half_open_one() {
    let arena = Arena::empty().await;
    let mut half_open = arena.join("Ada").await;
    let ada = arena.come_back("Ada", Some(half_open.claim())).await;
    assert!(ada.is_resumed());
    assert_eq!(ada.welcome.player, half_open.welcome.player);
    half_open.player.is_closed_with(CloseCode::TakenOver).await;
}

#[tokio::test]
async fn nobody_takes_the_seat_of_who_was_cut_off() {
    let arena = Arena::of(1).await;
    let claim = arena.join("Ada").await.cut_off();
    let mut bob = Player::connect(arena.address).await;
    bob.hello(Role::Pilot, "Bob").await;
    bob.is_closed_with(CloseCode::Full).await;
    let ada = arena.come_back("Ada", Some(claim)).await;
    assert!(ada.is_resumed());
}

#[tokio::test]
async fn absent_pilots_of_one_address_keep_nobody_else_out() {
    let arena = Arena::of(4).await;
    let mut absent = Vec::new();
    for name in ["Eve", "Mallory", "Trudy"] {
        let eve = arena.join_from(name, "203.0.113.7").await;
        absent.push(eve.close(Some(4100)).await);
    }
    arena.has_no_seat_for("203.0.113.7").await;
    let mut newcomers = Vec::new();
    for host in 1..=3 {
        let address = format!("198.51.100.{host}");
        newcomers.push(arena.join_from("Newcomer", &address).await);
    }
    // Two have given way, and who is left alone is not given up.
    arena.has_no_seat_for("198.51.100.4").await;
    let claim = absent.pop();
    assert!(arena.come_back("Trudy", claim).await.is_resumed());
}

#[tokio::test]
async fn who_comes_again_and_again_puts_nobody_else_out() {
    let arena = Arena::of(4).await;
    let ada = arena.join_from("Ada", "198.51.100.1").await;
    let ada = ada.close(Some(4100)).await;
    for _ in 0..10 {
        let asked = Player::ask(arena.address, &[("x-forwarded-for", "203.0.113.7")]).await;
        let mut eve = asked.expect("the server upgrades");
        eve.hello(Role::Pilot, "Eve").await;
        eve.send(Message::Close(Some(CloseFrame {
            code: 4100.into(),
            reason: "".into(),
        })))
        .await;
        eve.ends().await;
    }
    assert!(arena.come_back("Ada", Some(ada)).await.is_resumed());
}
