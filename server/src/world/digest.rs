//! One number for a whole world, to compare two of them.

use asteroids_shared::Motion;

use super::entity::Detail;
use super::{Entity, Player, World};

/// FNV-1a with 64 bits.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn words<const N: usize>(&mut self, words: [u32; N]) {
        for word in words {
            self.bytes(&word.to_le_bytes());
        }
    }

    fn motion(&mut self, motion: &Motion) {
        self.words(motion.to_array().map(f32::to_bits));
    }

    fn entity(&mut self, entity: &Entity) {
        self.words([entity.id, entity.kind as u32]);
        self.motion(&entity.motion);
        match &entity.detail {
            Detail::Ship(ship) => self.words([
                ship.player,
                u32::from(ship.bot),
                u32::from(ship.controls.bits()),
                ship.gun_ready,
                u32::from(ship.safety_on),
                ship.bullets_in_flight as u32,
                ship.rapid_fire_until,
                ship.spread_shot_until,
                ship.spawn_shield_until,
                u32::from(ship.collected_shield),
                u32::from(ship.sheltered),
                ship.safe_until,
                ship.jump_ready,
            ]),
            Detail::Rock(rock) => self.words([u32::from(rock.seed)]),
            Detail::Saucer(saucer) => {
                self.words([
                    saucer.gun_ready,
                    saucer.course_until,
                    saucer.leaves_at,
                    saucer.prey,
                ]);
            }
            Detail::Bullet(bullet) => {
                self.words([bullet.shooter, bullet.player, bullet.fired_at]);
            }
            Detail::Pickup(pickup) => self.words([pickup.gives as u32, pickup.expires_at]),
        }
    }

    fn player(&mut self, player: &Player) {
        self.words([
            player.id,
            player.name.len() as u32,
            u32::from(player.bot),
            u32::from(player.controls.bits()),
            player.ship.unwrap_or(0),
            player.score,
            player.life_score,
            u32::from(player.lives),
            player.streak,
            player.respawn_ready,
            player.wreck_at.0.to_bits(),
            player.wreck_at.1.to_bits(),
        ]);
        self.bytes(player.name.as_bytes());
    }
}

impl World {
    /// A number to tell two worlds apart by: of their tick, random numbers,
    /// entities, ids at rest, players and heat. What it leaves out, as what
    /// rapier keeps between steps, shows in these after later steps.
    pub fn digest(&self) -> u64 {
        let mut fnv = Fnv::new();
        fnv.words([self.tick, self.id_bound() as u32]);
        fnv.bytes(&self.chance.state().to_le_bytes());
        self.entities.iter().for_each(|entity| fnv.entity(entity));
        for (rested_at, id) in self.entities.resting() {
            fnv.words([rested_at, id]);
        }
        self.players.iter().for_each(|player| fnv.player(player));
        self.heat().for_each(|heat| fnv.words([heat.to_bits()]));
        fnv.0
    }
}
