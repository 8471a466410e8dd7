use asteroids_server::world::{WorldRecord, WorldSettings};
use asteroids_shared::protocol::Flags;
use asteroids_shared::rules::{POINTS_PER_KILL, ROUND_TICKS};
use asteroids_shared::{
    Controls, EntityId, Gear, Improvement, Kind, Motion, PlayerId, Team, Torus,
};

use crate::game::{Game, SIDE_M, moving};

/// An empty sky in which two teams fly.
fn with_teams() -> Game {
    with_teams_and_seed(1)
}

fn with_teams_and_seed(seed: u64) -> Game {
    Game::with(WorldSettings {
        seed,
        torus: Torus::square(SIDE_M),
        rocks: 0,
        saucers: false,
        occasions: false,
        teams: true,
    })
}

fn team(game: &Game, player: PlayerId) -> Team {
    game.player(player).team.expect("everybody has a team")
}

/// Somebody of a team, and somebody else of the same and of the other one, at rest.
fn two_mates_and_a_foe() -> (Game, [PlayerId; 3]) {
    two_mates_and_a_foe_in(with_teams())
}

fn two_mates_and_a_foe_in(mut game: Game) -> (Game, [PlayerId; 3]) {
    let ann = game.join_at("ann", 0.0, 0.0);
    let foe = game.join_at("bob", 0.0, 100.0);
    let mate = game.join_at("cleo", 0.0, -100.0);
    assert_eq!(team(&game, ann), team(&game, mate));
    assert_ne!(team(&game, ann), team(&game, foe));
    (game, [ann, mate, foe])
}

fn points(game: &Game) -> [u32; 2] {
    let contest = game.world.contest().expect("there are teams");
    Team::ALL.map(|team| contest.points(team))
}

#[test]
fn where_everybody_flies_for_itself_nobody_has_a_team() {
    let mut game = Game::new();
    let ann = game.join("ann");
    assert_eq!(game.player(ann).team, None);
    assert_eq!(game.ship(ann).flags(game.world.tick()).team(), None);
    assert!(game.world.contest().is_none());
}

#[test]
fn people_go_where_people_are_fewer() {
    let mut game = with_teams();
    let people: Vec<_> = (0..7).map(|_| game.join("pilot")).collect();
    let suns = people.iter().filter(|it| team(&game, **it) == Team::Suns);
    assert_eq!(suns.count(), 4);
    let first_moon = people
        .into_iter()
        .find(|it| team(&game, *it) == Team::Moons);
    game.leave(first_moon.expect("there are three"));
    game.pass_ticks(1);
    let newcomer = game.join("newcomer");
    assert_eq!(team(&game, newcomer), Team::Moons);
}

#[test]
fn a_ship_shows_its_team() {
    let (game, [ann, ..]) = two_mates_and_a_foe();
    let flags = game.ship(ann).flags(game.world.tick());
    assert_eq!(flags.team(), Some(team(&game, ann)));
    assert!(flags.are_mates(Flags::of_team(team(&game, ann))));
    assert!(!flags.are_mates(Flags::of_team(team(&game, ann).other())));
}

#[test]
fn who_comes_to_a_friend_flies_for_the_same_team_unless_that_is_too_large() {
    let mut game = with_teams();
    let ann = game.join("ann");
    let friend = game.join_near("friend", ann);
    assert_eq!(team(&game, friend), team(&game, ann));
    let third = game.join_near("third", ann);
    assert_eq!(team(&game, third), team(&game, ann).other());
}

#[test]
fn a_bullet_passes_mates_and_hits_the_foe_behind_them() {
    let (mut game, [ann, mate, foe]) = two_mates_and_a_foe();
    game.put(mate, Motion::at(8.0, 0.0));
    game.put(foe, Motion::at(16.0, 0.0));
    game.shoot(ann);
    game.until("the hit", 1.0, |game| !game.is_alive(foe));
    assert!(game.is_alive(mate));
    assert_eq!(game.player(ann).score, POINTS_PER_KILL);
}

#[test]
fn mates_who_crash_only_bounce() {
    let (mut game, [ann, mate, _]) = two_mates_and_a_foe();
    game.put(ann, moving(-8.0, 0.0, 12.0, 0.0));
    game.put(mate, moving(8.0, 0.0, -12.0, 0.0));
    game.pass_seconds(1.0);
    assert!(game.is_alive(ann) && game.is_alive(mate));
    assert!(game.motion(ann).vx_mps < 0.0, "it bounced");
}

#[test]
fn foes_who_crash_both_die() {
    let (mut game, [ann, _, foe]) = two_mates_and_a_foe();
    game.put(ann, moving(-8.0, 0.0, 12.0, 0.0));
    game.put(foe, moving(8.0, 0.0, -12.0, 0.0));
    game.pass_seconds(1.0);
    assert!(!game.is_alive(ann) && !game.is_alive(foe));
}

#[test]
fn what_a_pilot_earns_its_team_earns_too() {
    let (mut game, [ann, mate, foe]) = two_mates_and_a_foe();
    game.shoot_down(ann, foe);
    game.put(mate, moving(200.0, 0.0, 15.0, 0.0));
    game.place(Kind::RockLarge, Motion::at(205.0, 0.0));
    game.until("the crash", 2.0, |game| !game.is_alive(mate));
    let earned = game.player(ann).score + game.player(mate).score;
    assert_eq!(earned, POINTS_PER_KILL + 20);
    let mut wanted = [0; 2];
    wanted[team(&game, ann).index()] = earned;
    assert_eq!(points(&game), wanted);
}

#[test]
fn a_round_ends_with_a_winner_and_the_next_one_begins_at_nothing() {
    let (mut game, [ann, _, foe]) = two_mates_and_a_foe();
    game.shoot_down(ann, foe);
    game.pass_ticks(ROUND_TICKS);
    let contest = game.world.contest().expect("there are teams");
    assert_eq!(contest.won(), Some(team(&game, ann)));
    assert_eq!(points(&game), [0, 0]);
    assert_eq!(game.player(ann).score, POINTS_PER_KILL, "a run goes on");
    game.pass_ticks(ROUND_TICKS);
    let contest = game.world.contest().expect("there are teams");
    assert_eq!(contest.won(), None, "nobody was ahead");
}

#[test]
fn bots_even_the_teams_out_with_their_next_ship() {
    let mut game = with_teams();
    let bots: Vec<_> = (0..6).map(|_| game.join_bot("bot")).collect();
    let of = |game: &Game, team: Team| -> Vec<_> {
        let all = game.world.players().filter(|it| it.team == Some(team));
        all.map(|player| player.id).collect()
    };
    assert_eq!(of(&game, Team::Suns).len(), 3);
    for bot in of(&game, Team::Moons) {
        game.leave(bot);
    }
    let foe = game.join("ann");
    assert_eq!(team(&game, foe), Team::Moons);
    let fallen = of(&game, Team::Suns)[0];
    game.shoot_down(foe, fallen);
    game.pass_seconds(3.5);
    game.respawn(fallen).for_ticks(1);
    assert_eq!(team(&game, fallen), Team::Moons);
    assert_eq!(game.ship(fallen).team, Some(Team::Moons));
    let next = bots
        .into_iter()
        .find(|bot| of(&game, Team::Suns).contains(bot));
    let next = next.expect("two are left");
    game.put(next, moving(200.0, 0.0, 15.0, 0.0));
    game.world.drop_shield(game.ship_id(next));
    game.place(Kind::RockLarge, Motion::at(205.0, 0.0));
    game.until("the crash", 2.0, |game| !game.is_alive(next));
    game.pass_seconds(3.5);
    game.respawn(next).for_ticks(1);
    assert_eq!(team(&game, next), Team::Suns, "they are even");
}

#[test]
fn a_person_stays_in_its_team_for_its_next_ship() {
    let (mut game, [ann, mate, foe]) = two_mates_and_a_foe();
    game.leave(foe);
    let before = team(&game, mate);
    game.put(mate, moving(200.0, 0.0, 15.0, 0.0));
    game.place(Kind::RockLarge, Motion::at(205.0, 0.0));
    game.until("the crash", 2.0, |game| !game.is_alive(mate));
    game.pass_seconds(3.5);
    game.respawn(mate).for_ticks(1);
    assert_eq!(team(&game, mate), before);
    assert_eq!(team(&game, ann), before);
}

#[test]
fn a_world_that_is_written_down_has_the_same_contest() {
    let (mut game, [ann, _, foe]) = two_mates_and_a_foe();
    game.shoot_down(ann, foe);
    game.world.rebase();
    let record: WorldRecord = game.world.record();
    let restored = asteroids_server::world::World::from(record);
    assert_eq!(restored.contest(), game.world.contest());
    assert_eq!(restored.digest(), game.world.digest());
}

/// The same, and the first of them has left a mine behind.
fn mined() -> (Game, [PlayerId; 3], EntityId) {
    for seed in 0.. {
        let (mut game, pilots) = two_mates_and_a_foe_in(with_teams_and_seed(seed));
        let ann = pilots[0];
        game.world.grow(ann, Gear::of(Improvement::MineLayer));
        game.put(ann, Motion::at(50.0, 50.0));
        game.hold(ann, Controls::HYPERSPACE).for_ticks(1);
        if game.is_alive(ann) {
            let mine = game.all(Kind::Mine)[0].id;
            return (game, pilots, mine);
        }
    }
    unreachable!("some seed lets ann live")
}

#[test]
fn a_mine_does_nothing_to_the_mates_of_whoever_laid_it_and_ends_foes() {
    let (mut game, [ann, mate, foe], mine) = mined();
    game.put(ann, Motion::at(0.0, 0.0));
    game.put(mate, moving(45.0, 50.0, 10.0, 0.0));
    game.pass_seconds(1.0);
    assert!(game.is_alive(mate) && game.is_there(mine));
    game.put(mate, Motion::at(0.0, -100.0));
    game.world.drop_shield(game.ship_id(foe));
    let at = *game.entity(mine).motion;
    game.put(
        foe,
        moving(at.x_m - 5.0, at.y_m, at.vx_mps + 10.0, at.vy_mps),
    );
    game.until("the hit", 1.0, |game| !game.is_alive(foe));
    assert!(!game.is_there(mine));
    assert_eq!(game.player(ann).score, POINTS_PER_KILL);
}
