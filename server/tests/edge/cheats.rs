//! What a client that lies gets for it: nothing.

use asteroids_shared::protocol::limits::{
    INPUT_LEAD_TICKS_MAX, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M,
};
use asteroids_shared::protocol::{
    CloseCode, Detail, Event, Flags, Focus, Hello, Role, SessionClaim, SessionKey, ToServer,
};
use asteroids_shared::rules::{BULLETS_IN_FLIGHT, FIRE_COOLDOWN_TICKS};
use asteroids_shared::{Controls, Kind, Tick};

use crate::arena::Arena;
use crate::pilot::Pilot;

/// How far from the edge of its view a client may know anything, in metres.
const BEYOND_VIEW_M: f32 = 20.0;

/// Asserts that a pilot knows nothing far from its ship, beyond the largest view.
fn assert_sees_no_further(pilot: &Pilot) {
    let Some(ship) = pilot.own_ship() else { return };
    let center = ship.motion().position();
    for entity in pilot.picture.entities() {
        let torus = pilot.picture.torus();
        let (dx, dy) = torus.delta(center, entity.motion().position());
        let kind = entity.kind();
        assert!(
            dx.abs() <= VIEW_HALF_WIDTH_MAX_M + BEYOND_VIEW_M,
            "{kind:?} at {dx} m"
        );
        assert!(
            dy.abs() <= VIEW_HALF_HEIGHT_MAX_M + BEYOND_VIEW_M,
            "{kind:?} at {dy} m"
        );
    }
}

#[tokio::test]
async fn a_huge_view_is_not_granted() {
    let arena = Arena::open().await;
    let mut eve = arena.join("Eve").await;
    for wish_m in [41.0, 1e6, f32::MAX] {
        let view = ToServer::View {
            half_width_m: wish_m,
            half_height_m: wish_m,
        };
        eve.player.say(&view).await;
        let granted = eve.view_granted().await;
        assert_eq!(granted.half_width_m, VIEW_HALF_WIDTH_MAX_M);
        assert_eq!(granted.half_height_m, VIEW_HALF_HEIGHT_MAX_M);
        for _ in 0..4 {
            eve.fresh_frame().await;
            assert_sees_no_further(&eve);
        }
    }
}

#[tokio::test]
async fn a_pilot_cannot_look_elsewhere() {
    let arena = Arena::open().await;
    let bob = arena.join("Bob").await;
    let mut eve = arena.join("Eve").await;
    let far = bob.own_ship().map(|ship| ship.motion().position());
    let (x, y) = far.expect("he has a ship");
    for focus in [
        Focus::Point(x, y),
        Focus::Player(bob.welcome.player),
        Focus::Action,
    ] {
        eve.player.say(&ToServer::Focus(focus)).await;
        for _ in 0..4 {
            eve.fresh_frame().await;
            assert_sees_no_further(&eve);
        }
    }
}

#[tokio::test]
async fn an_old_input_sent_again_does_nothing() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    eve.hold_from(0, Controls::THRUST).await;
    eve.until_taken().await;
    for replayed in [0, 1] {
        eve.control(replayed, 0, Controls::LEFT).await;
    }
    eve.hold_from(0, Controls::BRAKE).await;
    let frames = eve.until_taken().await;
    let held: Vec<_> = frames
        .iter()
        .flat_map(|(_, frame)| &frame.controls)
        .map(|change| change.controls)
        .collect();
    assert_eq!(held, [Controls::BRAKE]);
}

#[tokio::test]
async fn the_past_cannot_be_rewritten() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let now = eve.now().await;
    eve.hold_from(now.saturating_sub(1_000), Controls::THRUST)
        .await;
    eve.until_taken().await;
    let taken = eve.own_ship().expect("she flies").told_tick();
    assert!(taken >= now, "at {taken}, though {now} was over");
}

#[tokio::test]
async fn the_future_is_no_further_than_a_second() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    eve.hold_from(Tick::MAX, Controls::THRUST).await;
    // Were it further, this would never be taken.
    eve.until_taken().await;
    let first = eve.own_ship().expect("she flies").told_tick();
    eve.hold_from(first + 1_000_000, Controls::BRAKE).await;
    let before = eve.picture.tick();
    eve.until_taken().await;
    let second = eve.own_ship().expect("she flies").told_tick();
    assert!(
        second >= before + INPUT_LEAD_TICKS_MAX,
        "it is as late as may be"
    );
}

#[tokio::test]
async fn hammering_on_the_trigger_fires_no_faster() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let mut shots: Vec<Tick> = Vec::new();
    let start = eve.now().await;
    for wave in 0..4 {
        for tick in 0..16 {
            let fires = if tick % 2 == 0 {
                Controls::FIRE
            } else {
                Controls::NONE
            };
            eve.hold_from(start + 16 * wave + tick, fires).await;
        }
        for (tick, frame) in eve.until_taken().await {
            shots.extend(frame.shots.iter().map(|shot| shot.tick.before(tick)));
        }
        let bullets = eve.picture.entities().filter(|e| e.kind() == Kind::Bullet);
        assert!(bullets.count() <= BULLETS_IN_FLIGHT);
    }
    assert!(shots.len() > 4, "{shots:?}");
    for pair in shots.windows(2) {
        assert!(pair[1] - pair[0] >= FIRE_COOLDOWN_TICKS, "{shots:?}");
    }
}

#[tokio::test]
async fn hammering_on_hyperspace_jumps_no_more_often() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let start = eve.now().await;
    let mut jumps = 0;
    for tick in 0..64 {
        let jump = if tick % 2 == 0 {
            Controls::HYPERSPACE
        } else {
            Controls::NONE
        };
        eve.hold_from(start + tick, jump).await;
    }
    for (_, frame) in eve.until_taken().await {
        let is_jump = |event: &&Event| matches!(event, Event::Jump { .. });
        jumps += frame.events.iter().filter(is_jump).count();
    }
    assert!(jumps <= 1, "{jumps} jumps within two seconds");
}

/// Nothing a client can say names a place. What it holds moves its ship, and
/// that no faster than its engine does.
#[tokio::test]
async fn nobody_can_teleport() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let mut place = eve.own_ship().expect("she flies").motion().position();
    let mut at = eve.picture.tick();
    for number in 0..16 {
        let any_but_a_jump = Controls::from_bits(number * 13 % 32);
        let stamp = if number % 8 == 7 { Tick::MAX } else { 0 };
        eve.hold_from(stamp, any_but_a_jump).await;
        eve.player.say(&ToServer::Respawn).await;
        let focus = ToServer::Focus(Focus::Point(0.0, 0.0));
        eve.player.say(&focus).await;
        eve.until_taken().await;
        let next = eve.own_ship().expect("she flies").motion().position();
        let ticks = (eve.picture.tick() - at) as f32;
        let way_m = eve.picture.torus().distance_squared(place, next).sqrt();
        assert!(
            way_m <= FASTEST_MPS * ticks / 32.0 + 0.1,
            "{way_m} m in {ticks} ticks"
        );
        (place, at) = (next, eve.picture.tick());
    }
}

/// A ship's thrust over its damping, 13 m/s² over 0.4/s, is what it nears.
const FASTEST_MPS: f32 = 33.0;

#[tokio::test]
async fn a_living_pilot_cannot_ask_for_another_ship() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let ship = eve.picture.you().ship;
    for _ in 0..10 {
        eve.player.say(&ToServer::Respawn).await;
    }
    eve.hold_from(0, Controls::THRUST).await;
    eve.until_taken().await;
    assert_eq!(eve.picture.you().ship, ship);
    let ships = eve.picture.entities().filter(|e| e.kind() == Kind::Ship);
    assert_eq!(ships.count(), 1);
}

#[tokio::test]
async fn a_name_is_no_key() {
    let arena = Arena::open().await;
    let bob = arena.join("Bob").await;
    let impostor = arena.join("Bob").await;
    assert_ne!(impostor.welcome.player, bob.welcome.player);
}

#[tokio::test]
async fn controls_cannot_name_anothers_ship() {
    let arena = Arena::empty().await;
    let mut bob = arena.join("Bob").await;
    let mut eve = arena.join("Eve").await;
    // Controls, with Bob's player as one field more: [1, 1, 0, thrust, player].
    let player = u8::try_from(bob.welcome.player).expect("few have come");
    eve.player.send_bytes(&[0x95, 1, 1, 0, 1, player]).await;
    eve.player.is_closed_with(CloseCode::Malformed).await;
    bob.hold_from(0, Controls::BRAKE).await;
    bob.until_taken().await;
    assert_eq!(
        bob.own_ship().expect("he flies").controls(),
        Controls::BRAKE
    );
}

#[tokio::test]
async fn nobody_comes_back_as_another_without_its_key() {
    let arena = Arena::empty().await;
    let mut bob = arena.join("Bob").await;
    let eve = arena.join("Eve").await;
    let mut near = bob.claim();
    near.key.0[15] ^= 1;
    let mut elsewhere = bob.claim();
    elsewhere.room += 1;
    let empty = SessionKey([0; 16]);
    let mut player = SessionKey([0; 16]);
    player.0[..4].copy_from_slice(&bob.welcome.player.to_be_bytes());
    let guesses = [empty, player].map(|key| SessionClaim { key, ..near });
    for claim in [near, elsewhere, guesses[0], guesses[1]] {
        let guesser = arena.come_back("Bob", Some(claim)).await;
        assert!(!guesser.is_resumed());
        assert_ne!(guesser.welcome.player, bob.welcome.player);
        assert_ne!(guesser.claim().key, claim.key, "nobody chooses a key");
    }
    assert_ne!(eve.claim().key, bob.claim().key);
    bob.hold_from(0, Controls::BRAKE).await;
    bob.until_taken().await;
}

#[tokio::test]
async fn who_was_thrown_out_does_not_come_back_as_if_nothing_had_been() {
    let arena = Arena::empty().await;
    let mut eve = arena.join("Eve").await;
    let claim = eve.claim();
    eve.player.send_bytes(b"no message").await;
    eve.player.is_closed_with(CloseCode::Malformed).await;
    let again = arena.come_back("Eve", Some(claim)).await;
    assert!(!again.is_resumed());
}

#[tokio::test]
async fn to_break_the_line_again_and_again_gives_no_shield() {
    let arena = Arena::empty().await;
    let eve = arena.join("Eve").await;
    let mut eve = arena.come_back("Eve", Some(eve.claim())).await;
    assert!(eve.is_shielded(), "once");
    while eve.is_shielded() {
        eve.frame().await;
    }
    let eve = arena.come_back("Eve", Some(eve.claim())).await;
    assert!(eve.is_resumed());
    assert!(!eve.is_shielded());
}

#[tokio::test]
async fn nobody_becomes_another_by_a_second_hello() {
    let arena = Arena::empty().await;
    let mut bob = arena.join("Bob").await;
    let mut eve = arena.join("Eve").await;
    let hello = Hello::new(Role::Pilot, "Bob", 20.0, 15.0);
    eve.player.say(&ToServer::Hello(hello)).await;
    eve.player.is_closed_with(CloseCode::Malformed).await;
    bob.hold_from(0, Controls::BRAKE).await;
    bob.until_taken().await;
}

impl Pilot {
    /// Whether its ship shows a shield.
    fn is_shielded(&self) -> bool {
        let ship = self.own_ship().expect("it flies");
        matches!(ship.detail(), Detail::Ship { flags, .. } if flags.holds(Flags::SHIELD))
    }

    /// The tick that the server has reached, or nearly so.
    async fn now(&mut self) -> Tick {
        self.fresh_frame().await;
        self.picture.tick()
    }

    /// A frame that comes soon, even if there is nothing else to say.
    async fn fresh_frame(&mut self) {
        self.player.say(&ToServer::Ping { nonce: 1 }).await;
        while self.frame().await.pong.is_none() {}
    }
}
