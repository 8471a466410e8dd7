//! A ladder as a page.

use super::ladder::{Ladder, Played, Standing};
use crate::report::html::escape::escape;
use crate::report::html::page;

impl Ladder {
    /// A page of its own: the ladder, and each game with what plays it again.
    pub fn page(&self) -> String {
        let title = format!(
            "A league of {} games of {} min, from seed {}",
            self.games, self.minutes, self.seed
        );
        let standings: String = self.standings.iter().map(standing).collect();
        let played: String = self.played.iter().map(|it| self.game(it)).collect();
        let body = format!(
            "<h1>{title}</h1>\n\
             <div class=\"wide\"><table><thead><tr><th></th><th>rating</th><th>won</th><th>points/min</th><th>kills</th>\
             <th>deaths</th><th>hits</th><th>keys/s</th></tr></thead>\n{standings}</table></div>\n\
             <h2>Games</h2>\n<p>The same seed gives the same game on every machine.</p>\n\
             <div class=\"wide\"><table><thead><tr><th>seed</th><th class=\"words\">points</th>\
             <th class=\"words\">to play it again</th></tr></thead>\n{played}</table></div>\n"
        );
        page(&title, &body)
    }

    fn game(&self, played: &Played) -> String {
        let points = played.points.iter();
        let points = points.map(|(name, points)| format!("{} {points}", escape(name)));
        let points: Vec<_> = points.collect();
        format!(
            "<tr><td>{seed}</td><th class=\"words\">{}</th>\
             <th class=\"words\"><code>{} --seed {seed}</code></th></tr>\n",
            points.join(", "),
            escape(&self.again),
            seed = played.seed
        )
    }
}

fn standing(it: &Standing) -> String {
    format!(
        "<tr><th class=\"words\">{}</th><td>{} ± {}</td><td>{}</td><td>{}</td><td>{}</td>\
         <td>{}</td><td>{} %</td><td>{:.1}</td></tr>\n",
        escape(&it.name),
        it.rating,
        it.deviation,
        it.won,
        it.points_per_minute,
        it.kills,
        it.deaths,
        it.hit_percent,
        it.inputs_per_second
    )
}
