use asteroids_shared::{Kind, Motion};

use crate::game::{Game, moving};

/// A rock that ann has just shot.
fn shot(kind: Kind, seed: u64) -> Game {
    let mut game = Game::seeded(seed);
    let ann = game.join_at("ann", 0.0, 0.0);
    let rock = game.place(kind, moving(12.0, 0.0, 1.5, -0.5));
    game.shoot(ann);
    game.until("the hit", 1.0, |game| !game.is_there(rock));
    game
}

#[test]
fn a_large_rock_splits_into_two_medium_ones() {
    let game = shot(Kind::RockLarge, 1);
    assert_eq!((game.count(Kind::RockMedium), game.rocks()), (2, 2));
}

#[test]
fn a_medium_rock_splits_into_two_small_ones() {
    let game = shot(Kind::RockMedium, 1);
    assert_eq!((game.count(Kind::RockSmall), game.rocks()), (2, 2));
}

#[test]
fn a_small_rock_bursts() {
    assert_eq!(shot(Kind::RockSmall, 1).rocks(), 0);
}

#[test]
fn a_split_conserves_momentum_and_scatters() {
    for seed in 0..50 {
        let game = shot(Kind::RockLarge, seed);
        let fragments = game.all(Kind::RockMedium);
        let (one, other) = (fragments[0].motion, fragments[1].motion);
        // Each has half the mass, so the mean of their velocities is the parent's.
        let mean = (
            (one.vx_mps + other.vx_mps) * 0.5,
            (one.vy_mps + other.vy_mps) * 0.5,
        );
        assert!(
            (mean.0 - 1.5).abs() < 1e-4 && (mean.1 + 0.5).abs() < 1e-4,
            "{mean:?}"
        );
        assert!((one.vx_mps - other.vx_mps).hypot(one.vy_mps - other.vy_mps) > 1.9);
    }
}

#[test]
fn fragments_begin_clear_of_each_other() {
    for seed in 0..50 {
        let mut game = shot(Kind::RockLarge, seed);
        let velocities = |game: &Game| {
            let fragments = game.all(Kind::RockMedium);
            fragments
                .iter()
                .map(|it| (it.motion.vx_mps, it.motion.vy_mps))
                .collect::<Vec<_>>()
        };
        let at_first = velocities(&game);
        game.pass_seconds(1.0);
        assert_eq!(velocities(&game), at_first, "they have pushed each other");
    }
}

#[test]
fn rocks_bounce_off_each_other_without_breaking() {
    let mut game = Game::new();
    let one = game.place(Kind::RockLarge, moving(-6.0, 0.0, 3.0, 0.0));
    let other = game.place(Kind::RockLarge, moving(6.0, 0.0, -3.0, 0.0));
    game.pass_seconds(2.0);
    assert!(game.entity(one).motion.vx_mps < 0.0);
    assert!(game.entity(other).motion.vx_mps > 0.0);
    let momentum = game.entity(one).motion.vx_mps + game.entity(other).motion.vx_mps;
    assert!(momentum.abs() < 1e-3);
}

#[test]
fn the_seed_of_a_rock_is_what_it_collides_as() {
    let mut game = Game::new();
    let ann = game.join_at("ann", 0.0, 50.0);
    let rock = game.place(Kind::RockLarge, Motion::at(10.0, 50.0));
    let asteroids_server::world::Detail::Rock(detail) = game.entity(rock).detail.clone() else {
        panic!("a rock");
    };
    let corners = asteroids_shared::outline::rock(detail.seed, 4.0);
    // The corner that looks at the ship lies along −x, the seventh of twelve.
    let surface_m = 10.0 + corners[6].0;
    game.shoot(ann);
    let mut before_m = 0.0;
    while game.is_there(rock) {
        before_m = game.all(Kind::Bullet)[0].motion.x_m;
        game.pass_ticks(1);
    }
    assert!(before_m < surface_m && surface_m < before_m + 46.0 / 32.0);
}
