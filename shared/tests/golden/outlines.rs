use asteroids_shared::{Kind, outline};
use serde_json::{Value, json};

#[test]
fn rocks_look_as_the_golden_file_says() {
    let seeds = [0, 1, 2, 7, 255, 256, 4_711, 32_767, 32_768, 65_534, 65_535];
    let kinds = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall];
    let rocks: Vec<Value> = seeds
        .into_iter()
        .flat_map(|seed| kinds.map(|kind| (seed, kind.radius_m())))
        .map(|(seed, radius_m)| {
            json!({
                "seed": seed,
                "radius": radius_m,
                "corners": outline::rock(seed, radius_m),
            })
        })
        .collect();
    super::check(
        "outlines.json",
        &super::lines(&[
            ("comet", outline::COMET_OUTLINE.into()),
            ("rocks", rocks.into()),
        ]),
    );
}
