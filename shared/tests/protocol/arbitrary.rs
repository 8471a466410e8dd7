//! Any message that the protocol allows.

mod above;
mod boards;

use asteroids_shared::kind::Layout;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, Aside, AsideKind, Badge, ChatLine, ControlChange, Detail, Event, Flags, Focus,
    Frame, Hello, Notables, Notice, Pong, Reason, Role, Said, Session, SessionClaim, SessionKey,
    Shot, ToClient, ToServer, Vanished, ViewGranted, Weapon, Welcome, You,
};
use asteroids_shared::rules::{BULLET_LIFE_TICKS, BULLET_STEPS_PER_MPS, MUZZLE_STEPS_PER_M};
use asteroids_shared::{Controls, Gear, Improvement, Kind, Motion, PickupKind, Spread, Torus};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use above::{notable, overview};

fn number() -> impl Strategy<Value = f32> {
    use proptest::num::f32::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}

fn whole() -> impl Strategy<Value = u32> {
    any::<u32>()
}

fn controls() -> impl Strategy<Value = Controls> {
    any::<u8>().prop_map(Controls::from_bits)
}

fn steering() -> impl Strategy<Value = Controls> {
    controls().prop_map(Controls::steering)
}

fn tick3() -> impl Strategy<Value = Tick3> {
    any::<u32>().prop_map(Tick3::of)
}

fn motion() -> impl Strategy<Value = Motion> {
    prop::array::uniform7(number()).prop_map(Motion::from_array)
}

/// A motion without heading and spin.
fn plain_motion() -> impl Strategy<Value = Motion> {
    (number(), number(), number(), number()).prop_map(|(x_m, y_m, vx_mps, vy_mps)| Motion {
        vx_mps,
        vy_mps,
        ..Motion::at(x_m, y_m)
    })
}

fn name() -> impl Strategy<Value = String> {
    ".{0,16}"
}

fn kind() -> impl Strategy<Value = Kind> {
    select(&Kind::ALL[..])
}

fn gives() -> impl Strategy<Value = PickupKind> {
    select(&PickupKind::ALL[..])
}

fn weapon() -> impl Strategy<Value = Weapon> {
    prop_oneof![kind().prop_map(Weapon::Kind), Just(Weapon::Hyperspace)]
}

fn role() -> impl Strategy<Value = Role> {
    select(&Role::ALL[..])
}

fn ship() -> impl Strategy<Value = Detail> {
    let shows = (any::<u8>(), whole(), any::<u8>(), any::<u8>());
    let fields = (controls(), whole(), name(), shows);
    fields.prop_map(
        |(controls, player, name, (flags, bounty, gear, look))| Detail::Ship {
            controls: controls.steering(),
            player,
            name,
            flags: Flags(flags),
            bounty,
            gear: Gear(gear),
            look,
        },
    )
}

/// A motion in the steps of bullets.
fn muzzle_motion() -> impl Strategy<Value = Motion> {
    let steps = || any::<i16>().prop_map(f32::from);
    (steps(), steps(), steps(), steps()).prop_map(|(x, y, vx, vy)| Motion {
        vx_mps: vx / BULLET_STEPS_PER_MPS,
        vy_mps: vy / BULLET_STEPS_PER_MPS,
        ..Motion::at(x / MUZZLE_STEPS_PER_M, y / MUZZLE_STEPS_PER_M)
    })
}

fn motion_and_detail(kind: Kind) -> BoxedStrategy<(Motion, Detail)> {
    match kind.traits().layout {
        Layout::Ship => (motion(), ship()).boxed(),
        Layout::Rock => (motion(), any::<u16>())
            .prop_map(move |(motion, seed)| (motion, Detail::Rock { kind, seed }))
            .boxed(),
        Layout::Plain => (motion(), Just(Detail::Plain { kind })).boxed(),
        Layout::Bullet => (muzzle_motion(), 0..=BULLET_LIFE_TICKS)
            .prop_map(|(motion, age_ticks)| (motion, Detail::Bullet { age_ticks }))
            .boxed(),
        Layout::Pickup => (plain_motion(), gives(), whole())
            .prop_map(|(motion, gives, left_ticks)| (motion, Detail::Pickup { gives, left_ticks }))
            .boxed(),
        Layout::Warp => (motion(), any::<u16>(), whole())
            .prop_map(|(motion, seed, left_ticks)| (motion, Detail::Warp { seed, left_ticks }))
            .boxed(),
    }
}

pub fn arrival() -> impl Strategy<Value = Arrival> {
    (whole(), kind().prop_flat_map(motion_and_detail)).prop_map(|(entity, (motion, detail))| {
        Arrival {
            entity,
            motion,
            detail,
        }
    })
}

pub fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        whole().prop_map(|ship| Event::Hit { ship }),
        (whole(), kind()).prop_map(|(points, kind)| Event::Score { points, kind }),
        (whole(), name(), whole(), name(), weapon()).prop_map(
            |(killer, killer_name, victim, victim_name, weapon)| Event::Kill {
                killer,
                killer_name,
                victim,
                victim_name,
                weapon,
            }
        ),
        (whole(), gives()).prop_map(|(ship, gives)| Event::Pickup { ship, gives }),
        (whole(), number(), number()).prop_map(|(ship, from_x_m, from_y_m)| Event::Jump {
            ship,
            from_x_m,
            from_y_m,
        }),
    ]
}

fn control_change() -> impl Strategy<Value = ControlChange> {
    (whole(), tick3(), steering()).prop_map(|(ship, tick, controls)| ControlChange {
        ship,
        tick,
        controls,
    })
}

fn shot() -> impl Strategy<Value = Shot> {
    (whole(), tick3(), whole(), select(&Spread::ALL[..])).prop_map(
        |(ship, tick, bullet, spread)| Shot {
            ship,
            tick,
            bullet,
            spread,
        },
    )
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (whole(), tick3(), steering(), motion()).prop_map(|(entity, tick, controls, motion)| Anchor {
        entity,
        tick,
        controls,
        motion,
    })
}

fn vanished() -> impl Strategy<Value = Vanished> {
    let reasons = [Reason::Destroyed, Reason::Gone, Reason::Taken];
    (whole(), select(reasons.to_vec())).prop_map(|(entity, reason)| Vanished { entity, reason })
}

fn badge() -> impl Strategy<Value = Badge> {
    let shows = (any::<u8>(), whole(), any::<u8>(), any::<u8>());
    (whole(), shows).prop_map(|(ship, (flags, bounty, gear, look))| Badge {
        ship,
        flags: Flags(flags),
        bounty,
        gear: Gear(gear),
        look,
    })
}

fn you() -> impl Strategy<Value = You> {
    let fields = (
        whole(),
        whole(),
        any::<u8>(),
        whole(),
        whole(),
        whole(),
        whole(),
        whole(),
        any::<u8>(),
    );
    fields.prop_map(
        |(ship, score, lives, streak, rapid, spread, jump_ready, respawn_ready, offer)| You {
            ship,
            score,
            lives,
            streak,
            rapid_fire_until: rapid,
            spread_shot_until: spread,
            jump_ready,
            respawn_ready,
            offer: Gear(offer),
        },
    )
}

fn pong() -> impl Strategy<Value = Pong> {
    (whole(), whole()).prop_map(|(nonce, held_us)| Pong { nonce, held_us })
}

pub fn frame() -> impl Strategy<Value = Frame> {
    let moves = (
        vec(control_change(), 0..8),
        vec(shot(), 0..8),
        vec(anchor(), 0..8),
    );
    let comings = (
        vec(arrival(), 0..8),
        vec(whole(), 0..8),
        vec(vanished(), 0..8),
        vec(badge(), 0..8),
    );
    let rest = (vec(event(), 0..4), option::of(you()), option::of(pong()));
    (option::of(whole()), whole(), moves, comings, rest).prop_map(
        |(ticks, acks, moves, comings, rest)| {
            let (controls, shots, anchors) = moves;
            let (arrivals, left, vanished, badges) = comings;
            let (events, you, pong) = rest;
            Frame {
                ticks,
                acks,
                controls,
                shots,
                arrivals,
                left,
                vanished,
                events,
                badges,
                anchors,
                you,
                pong,
            }
        },
    )
}

fn welcome() -> impl Strategy<Value = Welcome> {
    let who = (whole(), whole(), role(), name(), whole());
    let world = (1.0f32..1e4, 1.0f32..1e4);
    let hints = vec((kind(), number(), number()), 0..10);
    (who, world, (number(), number()), hints).prop_map(|(who, world, view, hints)| {
        let (width_m, height_m) = world;
        let mut welcome = Welcome::standard(Torus { width_m, height_m });
        (
            welcome.room,
            welcome.player,
            welcome.role,
            welcome.name,
            welcome.tick,
        ) = who;
        welcome.view = view;
        welcome.kinds = hints
            .into_iter()
            .map(
                |(kind, thrust_mps2, radius_m)| asteroids_shared::protocol::KindHints {
                    thrust_mps2,
                    radius_m,
                    ..asteroids_shared::protocol::KindHints::of(kind)
                },
            )
            .collect();
        welcome
    })
}

fn chat_line() -> impl Strategy<Value = ChatLine> {
    (whole(), name(), ".{0,200}", whole()).prop_map(|(player, name, text, age_s)| ChatLine {
        player,
        name,
        text,
        age_s,
    })
}

fn key() -> impl Strategy<Value = SessionKey> {
    any::<[u8; 16]>().prop_map(SessionKey)
}

pub fn to_client() -> impl Strategy<Value = ToClient> {
    prop_oneof![
        welcome().prop_map(|welcome| ToClient::Welcome(Box::new(welcome))),
        frame().prop_map(|frame| ToClient::Frame(Box::new(frame))),
        (number(), number()).prop_map(|(w, h)| ToClient::ViewGranted(ViewGranted::new(w, h))),
        boards::leaderboard().prop_map(ToClient::Leaderboard),
        boards::radar().prop_map(ToClient::Radar),
        (key(), any::<bool>())
            .prop_map(|(key, resumed)| ToClient::Session(Session::new(key, resumed))),
        vec(chat_line(), 0..=4).prop_map(|lines| ToClient::Said(Said::new(lines))),
        ".{0,200}".prop_map(|text| ToClient::Notice(Notice::new(text))),
        (any::<u8>(), whole(), ".{0,16}").prop_map(|(number, of, name)| {
            let what = AsideKind::ALL[usize::from(number) % AsideKind::COUNT];
            ToClient::Aside(Aside::named(what, name).with_number(of))
        }),
        overview().prop_map(ToClient::Overview),
        vec(notable(), 0..=24).prop_map(|rows| ToClient::Notables(Notables::new(rows))),
    ]
}

pub fn to_server() -> impl Strategy<Value = ToServer> {
    let claim = option::of((whole(), key()));
    let claim = claim.prop_map(|claim| claim.map(|(room, key)| SessionClaim { room, key }));
    let names = (".{0,40}", ".{0,40}");
    let hello = (
        role(),
        names,
        number(),
        number(),
        claim,
        any::<bool>(),
        any::<u8>(),
    );
    let focus = prop_oneof![
        Just(Focus::Action),
        (1..=u32::MAX).prop_map(Focus::Player),
        (number(), number()).prop_map(|(x, y)| Focus::Point(x, y)),
        (number(), number()).prop_map(|(x, y)| Focus::Directed(x, y)),
    ];
    prop_oneof![
        hello.prop_map(|(role, (name, friend), w, h, claim, bot, look)| {
            let hello = Hello::new(role, &name, w, h).resuming(claim);
            let hello = hello.near(&friend).looking(look);
            ToServer::Hello(if bot { hello.of_a_bot() } else { hello })
        }),
        (whole(), whole(), controls()).prop_map(|(seq, tick, controls)| ToServer::Controls {
            seq,
            tick,
            controls,
        }),
        (number(), number()).prop_map(|(half_width_m, half_height_m)| ToServer::View {
            half_width_m,
            half_height_m,
        }),
        focus.prop_map(ToServer::Focus),
        whole().prop_map(|nonce| ToServer::Ping { nonce }),
        Just(ToServer::Respawn),
        any::<bool>().prop_map(ToServer::Away),
        any::<bool>().prop_map(ToServer::Autopilot),
        select(&Improvement::ALL[..]).prop_map(ToServer::Choose),
        ".{0,200}".prop_map(ToServer::Say),
    ]
}
