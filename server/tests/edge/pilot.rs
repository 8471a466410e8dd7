//! Someone who flies or watches.

use std::collections::VecDeque;

use asteroids_shared::picture::{Entity, Picture};
use asteroids_shared::protocol::{
    ChatLine, Frame, Session, SessionClaim, ToClient, ToServer, ViewGranted, Welcome,
};
use asteroids_shared::{Controls, Tick};
use tokio::time::timeout;

use crate::game::PATIENCE;
use crate::player::Player;

/// Someone who flies or watches, and keeps a picture of what is told.
pub struct Pilot {
    pub player: Player,
    pub picture: Picture,
    pub session: Option<Session>,
    /// What it was told of the chat and has not read.
    pub said: VecDeque<ChatLine>,
    /// What the server has said to it alone, in English.
    pub told: VecDeque<String>,
    pub welcome: Box<Welcome>,
    pub seq: u32,
}

impl Pilot {
    /// The next frame, after the picture has taken it.
    pub async fn frame(&mut self) -> Frame {
        let next = async {
            loop {
                if let ToClient::Frame(frame) = self.message().await {
                    return *frame;
                }
            }
        };
        timeout(PATIENCE, next).await.expect("a frame in time")
    }

    /// The next answer to a wish for another view.
    pub async fn view_granted(&mut self) -> ViewGranted {
        let next = async {
            loop {
                if let ToClient::ViewGranted(granted) = self.message().await {
                    return granted;
                }
            }
        };
        timeout(PATIENCE, next).await.expect("an answer in time")
    }

    pub async fn hear(&mut self) {
        let message = timeout(PATIENCE, self.message()).await;
        message.expect("a message in time");
    }

    /// What it comes back with.
    pub fn claim(&self) -> SessionClaim {
        let session = self.session.expect("it has been told");
        SessionClaim {
            room: self.welcome.room,
            key: session.key,
        }
    }

    /// Whether it goes on where it was.
    pub fn is_resumed(&self) -> bool {
        self.session.is_some_and(|session| session.resumed)
    }

    pub async fn message(&mut self) -> ToClient {
        let message = ToClient::decode(&self.player.receive().await).expect("a message");
        if let ToClient::Session(session) = &message {
            self.session = Some(*session);
        }
        if let ToClient::Said(said) = &message {
            self.said.extend(said.lines.iter().cloned());
        }
        if let ToClient::Aside(aside) = &message {
            self.told.push_back(aside.to_string());
        }
        if let ToClient::Frame(frame) = &message {
            let findings = self.picture.apply(frame);
            assert!(findings.breaches.is_empty(), "{:?}", findings.breaches);
        }
        message
    }

    /// Holds these controls from a tick on, by the next number.
    pub async fn hold_from(&mut self, tick: Tick, controls: Controls) {
        self.seq += 1;
        self.control(self.seq, tick, controls).await;
    }

    /// Says that it holds these controls, by any number and from any tick on.
    pub async fn control(&mut self, seq: u32, tick: Tick, controls: Controls) {
        let control = ToServer::Controls {
            seq,
            tick,
            controls,
        };
        self.player.say(&control).await;
    }

    /// The frames until the world has taken all that was said of controls, each
    /// with its tick.
    pub async fn until_taken(&mut self) -> Vec<(Tick, Frame)> {
        let mut frames = Vec::new();
        let all = async {
            while self.picture.ack() < self.seq {
                let frame = self.frame().await;
                frames.push((self.picture.tick(), frame));
            }
        };
        timeout(PATIENCE, all).await.expect("taken in time");
        frames
    }

    pub fn own_ship(&self) -> Option<&Entity> {
        self.picture.entity(self.picture.you().ship)
    }

    /// Where its ship is, in metres.
    pub fn place(&self) -> (f32, f32) {
        let ship = self.own_ship().expect("it flies");
        ship.motion().position()
    }

    /// Asserts that it is still in the game.
    pub async fn plays_on(&mut self) {
        self.hold_from(0, Controls::LEFT).await;
        self.until_taken().await;
    }
}
