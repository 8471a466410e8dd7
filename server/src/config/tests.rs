use super::*;

#[test]
fn saucers_come_unless_the_host_wants_none() {
    for (flags, come) in [(&[][..], true), (&["--no-saucers"][..], false)] {
        let args = ["asteroids-server"].iter().chain(flags);
        let cli = Cli::try_parse_from(args).expect("it is understood");
        assert_eq!(cli.config.world_settings(1).saucers, come, "{flags:?}");
    }
}
#[test]
fn teams_fly_in_the_last_rooms() {
    let args = ["asteroids-server", "--rooms", "3", "--team-rooms", "2"];
    let cli = Cli::try_parse_from(args).expect("it is understood");
    let rooms = cli.config.room_settings(1).into_iter();
    let teams: Vec<_> = rooms.map(|room| room.world.teams).collect();
    assert_eq!(teams, [false, true, true]);
}
