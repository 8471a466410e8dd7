//! Every number that both sides of the wire need, in one place. The client in
//! the browser learns them from the welcome message and hard-codes none.

use crate::Tick;
use crate::kinematics::Dynamics;

/// Ticks a second. A power of two, so that the length of a tick is exact.
pub const TICK_RATE_HZ: u32 = 32;
/// The length of a tick in seconds.
pub const DT_S: f32 = 1.0 / TICK_RATE_HZ as f32;
/// Substeps of the physics solver in a tick; the position moves in that many parts.
pub const SUBSTEPS: u32 = 1;

/// A span of whole seconds in ticks.
pub const fn seconds(count: u32) -> Tick {
    count * TICK_RATE_HZ
}

/// The tick at which a room begins anew: what lasts "until" some tick ends long
/// before the ticks do.
pub const LAST_TICK: Tick = Tick::MAX - seconds(3_600);

/// How a ship moves: up to 32 m/s, and about four radians a second.
pub const SHIP_DYNAMICS: Dynamics = Dynamics {
    linear_damping: 0.4,
    angular_damping: 6.0,
    brake_damping: 2.5,
    thrust_mps2: 13.0,
    turn_radps2: 26.0,
};

/// Of the speed at which two things meet, how much they part with.
pub const RESTITUTION: f32 = 0.8;

/// Radius of a ship in metres.
pub const SHIP_RADIUS_M: f32 = 1.3;
/// Radius of a large asteroid in metres.
pub const ROCK_LARGE_RADIUS_M: f32 = 4.0;
/// Radius of a medium asteroid in metres.
pub const ROCK_MEDIUM_RADIUS_M: f32 = 2.2;
/// Radius of a small asteroid in metres.
pub const ROCK_SMALL_RADIUS_M: f32 = 1.2;
/// Radius of a large saucer in metres.
pub const SAUCER_LARGE_RADIUS_M: f32 = 2.0;
/// Radius of a small saucer in metres.
pub const SAUCER_SMALL_RADIUS_M: f32 = 1.2;
/// Radius of a comet in metres.
pub const COMET_RADIUS_M: f32 = 3.0;
/// Radius of a carrier in metres.
pub const CARRIER_RADIUS_M: f32 = 4.0;
/// Radius of a mine in metres.
pub const MINE_RADIUS_M: f32 = 1.1;
/// Radius of a bullet in metres, for drawing; it hits as a point.
pub const BULLET_RADIUS_M: f32 = 0.2;
/// Radius within which a ship's hull takes a pickup, in metres.
pub const PICKUP_RADIUS_M: f32 = 1.0;
/// From so far away, centre to centre, a ship takes a pickup, in metres.
pub const SCOOP_M: f32 = SHIP_RADIUS_M + PICKUP_RADIUS_M;
/// The same of one with a wide scoop.
pub const WIDE_SCOOP_M: f32 = 2.0 * SCOOP_M;

/// From the centre of a shooter to where its bullet appears, in metres:
/// outside its own outline.
pub const MUZZLE_OFFSET_M: f32 = 1.5;
/// Speed of a bullet relative to its shooter, in m/s.
pub const MUZZLE_SPEED_MPS: f32 = 45.0;
/// Bullets begin at whole steps, so many in a metre: they are short on the wire.
pub const MUZZLE_STEPS_PER_M: f32 = 32.0;
/// Bullets fly at whole steps along each axis, so many in a m/s.
pub const BULLET_STEPS_PER_MPS: f32 = 2.0;
/// How long a bullet flies.
pub const BULLET_LIFE_TICKS: Tick = 30;
/// Cosine of the angle between the bullets of a spread shot (0.2 rad).
pub const SPREAD_COS: f32 = 0.980_066_6;
/// Sine of the angle between the bullets of a spread shot (0.2 rad).
pub const SPREAD_SIN: f32 = 0.198_669_33;
/// Ticks between two shots.
pub const FIRE_COOLDOWN_TICKS: Tick = 7;
/// Ticks between two shots with rapid fire.
pub const RAPID_COOLDOWN_TICKS: Tick = 4;
/// How many bullets a ship may have in flight (four in the game of 1979).
pub const BULLETS_IN_FLIGHT: usize = 4;
/// How many bullets a ship may have in flight with rapid fire or spread shot.
pub const BULLETS_IN_FLIGHT_POWERED: usize = 12;

/// How long the shield of a spawned ship lasts, unless it fires.
pub const SPAWN_SHIELD_TICKS: Tick = seconds(3);
/// How long a ship is safe after a hit took its shield.
pub const HIT_GRACE_TICKS: Tick = TICK_RATE_HZ;
/// While a person has fewer points of this life, its ship is guarded: a shield
/// that has ended comes back.
pub const GUARD_BELOW_POINTS: u32 = 300;
/// And it is guarded for so long of a life whatever it has scored.
pub const GUARD_LEAST_TICKS: Tick = seconds(24);
/// And no longer than this, so that nobody rests behind it for ever.
pub const GUARD_MOST_TICKS: Tick = seconds(90);
/// How long it takes a guarded ship's shield to come back.
pub const GUARD_PAUSE_TICKS: Tick = TICK_RATE_HZ / 4;
/// The pause between death and the earliest respawn.
pub const RESPAWN_PAUSE_TICKS: Tick = seconds(2);
/// The pause between two jumps through hyperspace.
pub const HYPERSPACE_COOLDOWN_TICKS: Tick = seconds(6);
/// The same with a quick drive.
pub const QUICK_JUMP_COOLDOWN_TICKS: Tick = seconds(4);
/// One jump in this many destroys the ship.
pub const HYPERSPACE_RISK_ONE_IN: u32 = 8;

/// How long a pickup waits to be taken.
pub const PICKUP_LIFE_TICKS: Tick = seconds(20);
/// How long rapid fire and spread shot last.
pub const POWER_TICKS: Tick = seconds(10);
/// How long they last with a long hold.
pub const LONG_POWER_TICKS: Tick = seconds(15);
/// How long a mine lies where a ship has left it.
pub const MINE_LIFE_TICKS: Tick = seconds(12);

/// One broken asteroid in this many leaves a pickup.
pub const PICKUP_ONE_IN: u32 = 8;
/// How far beyond touching each other the fragments of an asteroid begin.
pub const FRAGMENT_CLEARANCE: f32 = 1.05;

/// Mean time between two large saucers where somebody flies, in seconds.
pub const SAUCER_LARGE_EVERY_S: f32 = 40.0;
/// How long a saucer stays.
pub const SAUCER_STAY_TICKS: Tick = seconds(40);
/// The shortest and the longest time of a saucer on a course.
pub const SAUCER_COURSE_TICKS: (Tick, Tick) = (seconds(1), seconds(4));
/// The shortest and the longest time between two shots of a saucer.
pub const SAUCER_RELOAD_TICKS: (Tick, Tick) = (seconds(1), seconds(2));

/// How long a large asteroid announces itself before it appears.
pub const WARP_TICKS: Tick = seconds(2);

/// How long an occasion is announced before it begins.
pub const OCCASION_ANNOUNCED_TICKS: Tick = seconds(10);

/// How long a round of two teams lasts.
pub const ROUND_TICKS: Tick = seconds(600);

/// A life with so many points brings an improvement for the rest of the run: more than
/// a crash pays.
pub const GROWTH_FROM_POINTS: u32 = 200;
/// How many improvements there are to choose from.
pub const IMPROVEMENTS_OFFERED: usize = 2;

/// Lives at the start of a run (three in the game of 1979).
pub const LIVES_AT_START: u8 = 3;
/// Points for which another life is stored, as in 1979.
pub const POINTS_PER_LIFE: u32 = 10_000;
/// Points for any player's ship, before the share of its score.
pub const POINTS_PER_KILL: u32 = 100;
/// A killer earns one point in this many of what its victim scored this life.
pub const KILL_SHARE_ONE_IN: u32 = 10;
/// A killer with this many times its victim's score earns nothing, and its
/// streak does not grow. A victim counts for at least [`POINTS_PER_KILL`] points,
/// so that newcomers are worth something to all but the great.
pub const BULLY_FACTOR: u32 = 16;
/// Bounty on a player's head for each kill of its streak after the first.
pub const BOUNTY_PER_STREAK: u32 = 50;

/// Half of the width and height of what a usual screen shows, in metres.
pub const SCREEN_HALF_M: (f32, f32) = (30.0, 17.0);
/// The side of the world in which an autopilot is tried, in metres.
pub const TRIAL_SIDE_M: f32 = 160.0;
/// Area of the world for each player of a room's capacity, in m².
pub const AREA_PER_PLAYER_M2: f32 = 640.0;
/// Area of the world for each asteroid of the full field, in m².
pub const AREA_PER_ROCK_M2: f32 = 400.0;
