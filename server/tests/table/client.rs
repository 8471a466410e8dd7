//! A client that keeps a picture of what it is told.

use std::sync::Arc;

use asteroids_server::room::Goodbye;
use asteroids_server::world::World;
use asteroids_shared::Tick;
use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use asteroids_shared::protocol::{
    Detail, Event, Frame, Notables, Overview, Radar, Role, ToClient, Welcome,
};

use super::HALF;
use super::queue::Queue;

/// A client at the table.
pub struct Client {
    pub role: Role,
    pub queue: Arc<Queue>,
    pub goodbye: Goodbye,
    pub stalled: bool,
    pub welcome: Option<Welcome>,
    pub picture: Option<Picture>,
    pub granted: (f32, f32),
    pub radar: Option<Radar>,
    pub overview: Option<Overview>,
    pub overviews: u32,
    pub notables: Option<Notables>,
    pub frames: u32,
    pub bytes: usize,
    pub shots: usize,
    pub anchors: usize,
    pub over_the_seam: bool,
    pub seq: u32,
    pub center: Option<(f32, f32)>,
    pub moved_tick: Tick,
}

/// By the event, or by its ship in the picture.
fn assert_killer_is_named(event: &Event, picture: &Picture) {
    let Event::Kill {
        killer: killer @ 1..,
        killer_name,
        ..
    } = event
    else {
        return;
    };
    let is_its_ship =
        |detail: &Detail| matches!(detail, Detail::Ship { player, .. } if player == killer);
    let is_shown = picture.entities().any(|shown| is_its_ship(shown.detail()));
    assert_eq!(killer_name.is_empty(), is_shown, "{killer}");
}

impl Client {
    /// Notes where it looks, and when it last looked somewhere else.
    pub fn look(&mut self, world: &World) {
        let ship_of = |player| world.entity(world.player(player)?.ship?);
        let center = match (self.role, &self.welcome) {
            (Role::Pilot, Some(welcome)) => {
                ship_of(welcome.player).map(|ship| ship.motion.position())
            }
            (Role::Spectator, Some(_)) => world.action(),
            (_, None) => None,
        };
        // A ship takes its view along, which the server foresees; the action hops.
        let foreseen_m: f32 = match self.role {
            Role::Pilot => 2.0,
            Role::Spectator => 0.0,
        };
        let moved = match (self.center, center) {
            (Some(before), Some(now)) => {
                world.torus().distance_squared(before, now) > foreseen_m.powi(2)
            }
            _ => true,
        };
        self.center = center;
        self.over_the_seam |=
            center.is_some_and(|(x_m, _)| x_m.abs() + HALF.0 > world.torus().width_m * 0.5);
        if moved {
            self.moved_tick = world.tick();
        }
    }

    pub fn take_all(&mut self) {
        while let Some(bytes) = self.queue.pop() {
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        assert!(bytes.len() <= TO_CLIENT_BYTES_MAX);
        self.bytes += bytes.len();
        match ToClient::decode(bytes).expect("the server speaks the protocol") {
            ToClient::Welcome(welcome) => {
                self.granted = welcome.view;
                self.picture = Some(Picture::new(&welcome));
                self.welcome = Some(*welcome);
            }
            ToClient::Frame(frame) => self.take_frame(&frame),
            ToClient::ViewGranted(view) => self.granted = (view.half_width_m, view.half_height_m),
            ToClient::Radar(radar) => self.radar = Some(radar),
            ToClient::Leaderboard(_)
            | ToClient::Session(_)
            | ToClient::Said(_)
            | ToClient::Notice(_)
            | ToClient::Aside(_) => {}
            ToClient::Overview(overview) => {
                self.overview = Some(overview);
                self.overviews += 1;
            }
            ToClient::Notables(notables) => self.notables = Some(notables),
        }
    }

    fn take_frame(&mut self, frame: &Frame) {
        self.frames += 1;
        self.shots += frame.shots.len();
        self.anchors += frame.anchors.len();
        let picture = self
            .picture
            .as_mut()
            .expect("a welcome comes before any frame");
        let findings = picture.apply(frame);
        assert!(
            findings.breaches.is_empty(),
            "{:?} ticks after the frame before: {:?}",
            frame.ticks,
            findings.breaches
        );
        for event in &frame.events {
            assert_killer_is_named(event, picture);
        }
    }
}
