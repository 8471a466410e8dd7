//! The figures of a report, as people read them.

use super::unit::Unit;

/// Where a figure stands in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Who was there.
    Bots,
    /// What it cost the server.
    Server,
    /// What went over the wire for each bot.
    Traffic,
    /// What players met.
    View,
    /// How long things took, and how exact they were.
    Spread,
    /// How much there was of everything.
    Totals,
    /// How the load tester itself did.
    LoadTester,
}

/// Which way a figure gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// It only describes the run.
    Neither,
}

/// One number of a report.
#[derive(Debug)]
pub struct Metric {
    /// The field in the JSON.
    pub name: &'static str,
    /// What people call it, without the quantile.
    pub title: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Where it stands.
    pub group: Group,
    /// Which way it gets better.
    pub better: Better,
}

impl Group {
    /// All groups, in the order of tables.
    pub const ALL: [Self; 7] = [
        Self::Bots,
        Self::Server,
        Self::Traffic,
        Self::View,
        Self::Spread,
        Self::Totals,
        Self::LoadTester,
    ];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Bots => "Bots",
            Self::Server => "Server",
            Self::Traffic => "Traffic of a bot and second",
            Self::View => "What players see",
            Self::Spread => "Times and errors",
            Self::Totals => "In all",
            Self::LoadTester => "Load tester",
        }
    }

    /// Its metrics in the order of tables, a median together with its 99th
    /// percentile.
    pub fn rows(self) -> impl Iterator<Item = (&'static Metric, Option<&'static Metric>)> {
        METRICS
            .iter()
            .filter(move |metric| metric.group == self && metric.sibling("_p99", "_p50").is_none())
            .map(|metric| (metric, metric.sibling("_p50", "_p99")))
    }
}

impl Metric {
    /// The metric of a field.
    pub fn of(name: &str) -> Option<&'static Self> {
        METRICS.iter().find(|metric| metric.name == name)
    }

    fn sibling(&self, own: &str, other: &str) -> Option<&'static Self> {
        let base = self.name.strip_suffix(own)?;
        Self::of(&format!("{base}{other}"))
    }

    /// What people call it, with the quantile if it is one.
    pub fn full_title(&self) -> String {
        match self.name.rsplit_once("_p") {
            Some((_, quantile @ ("50" | "95" | "99"))) => format!("{}, p{quantile}", self.title),
            Some(_) | None => self.title.to_owned(),
        }
    }
}

const fn metric(
    name: &'static str,
    title: &'static str,
    unit: Unit,
    group: Group,
    better: Better,
) -> Metric {
    Metric {
        name,
        title,
        unit,
        group,
        better,
    }
}

const fn spread(name: &'static str, title: &'static str, unit: Unit) -> Metric {
    metric(name, title, unit, Group::Spread, Better::Lower)
}

/// Every number of a report, in the order of tables.
#[rustfmt::skip]
pub static METRICS: &[Metric] = &[
    metric("bots", "bots", Unit::Count, Group::Bots, Better::Neither),
    metric("bots_connected", "connected", Unit::Count, Group::Bots, Better::Higher),
    metric("joins_per_second", "joins a second", Unit::Number, Group::Bots, Better::Neither),
    metric("cut_short", "cut short", Unit::YesNo, Group::Bots, Better::Lower),
    metric("duration_s", "measured for", Unit::Seconds, Group::Bots, Better::Neither),
    metric("connect_failures", "failed to connect", Unit::Count, Group::Bots, Better::Lower),
    metric("unexpected_disconnects", "cut off", Unit::Count, Group::Bots, Better::Lower),
    metric("expected_disconnects", "cut off as meant", Unit::Count, Group::Bots, Better::Neither),
    metric("resumed", "flew on after a cut", Unit::Count, Group::Bots, Better::Neither),
    metric("resumed_late", "flew on after over 10 s", Unit::Count, Group::Bots, Better::Lower),
    metric("not_resumed", "did not fly on", Unit::Count, Group::Bots, Better::Lower),
    metric("scores_lost", "came back with fewer points", Unit::Count, Group::Bots, Better::Lower),
    metric("protocol_breaches", "protocol breaches", Unit::Count, Group::Bots, Better::Lower),

    metric("server_cpu_ms_per_bot_second", "CPU for a bot and second", Unit::Ms, Group::Server, Better::Lower),
    metric("server_cpu_share", "CPU of the server", Unit::Share, Group::Server, Better::Lower),
    metric("server_rss_bytes", "resident memory", Unit::Bytes, Group::Server, Better::Lower),
    metric("server_rss_bytes_per_bot", "memory for a bot", Unit::Bytes, Group::Server, Better::Lower),
    metric("server_relief_max", "relief taken, most", Unit::Count, Group::Server, Better::Lower),
    metric("server_load_max", "newcomers kept out, most", Unit::Count, Group::Server, Better::Lower),
    metric("late_ticks_ratio", "late ticks", Unit::Share, Group::Server, Better::Lower),
    metric("time_dilation", "time dilation", Unit::Share, Group::Server, Better::Higher),

    metric("ships_in_view_p50", "ships in view", Unit::Count, Group::Traffic, Better::Neither),
    metric("ships_in_view_max", "ships in view, most", Unit::Count, Group::Traffic, Better::Neither),
    metric("frames_per_bot_second", "frames received", Unit::Number, Group::Traffic, Better::Neither),
    metric("messages_per_bot_second", "messages received", Unit::Number, Group::Traffic, Better::Neither),
    metric("payload_bytes_per_bot_second", "payload received", Unit::Bytes, Group::Traffic, Better::Lower),
    metric("sent_messages_per_bot_second", "messages sent", Unit::Number, Group::Traffic, Better::Neither),
    metric("sent_bytes_per_bot_second", "payload sent", Unit::Bytes, Group::Traffic, Better::Lower),

    metric("ships_in_view_mean", "other ships on screen", Unit::Number, Group::View, Better::Neither),
    metric("no_ship_in_view_ratio", "screens without another ship", Unit::Share, Group::View, Better::Lower),
    metric("rocks_in_view_mean", "asteroids on screen", Unit::Number, Group::View, Better::Higher),
    metric("large_rocks_in_view_mean", "large ones on screen", Unit::Number, Group::View, Better::Higher),
    metric("first_ship_s_p50", "welcome to first other ship", Unit::Seconds, Group::View, Better::Lower),
    metric("first_ship_s_p95", "welcome to first other ship", Unit::Seconds, Group::View, Better::Lower),
    metric("first_rock_s_p50", "welcome to first asteroid", Unit::Seconds, Group::View, Better::Lower),
    metric("first_rock_s_p95", "welcome to first asteroid", Unit::Seconds, Group::View, Better::Lower),
    metric("first_life_s_p50", "a newcomer's first life", Unit::Seconds, Group::View, Better::Higher),
    metric("first_minute_score_p50", "a newcomer's first minute", Unit::Count, Group::View, Better::Higher),
    metric("early_death_ratio", "newcomers' early deaths", Unit::Share, Group::View, Better::Lower),

    spread("tick_ms_p50", "tick of the server", Unit::Ms),
    spread("tick_ms_p99", "tick of the server", Unit::Ms),
    spread("frame_interval_ms_p50", "between frames", Unit::Ms),
    spread("frame_interval_ms_p99", "between frames", Unit::Ms),
    spread("frame_lateness_ms_p50", "frame late by", Unit::Ms),
    spread("frame_lateness_ms_p99", "frame late by", Unit::Ms),
    spread("round_trip_ms_p50", "round trip", Unit::Ms),
    spread("round_trip_ms_p99", "round trip", Unit::Ms),
    spread("input_to_ack_ms_p50", "input to acknowledgement", Unit::Ms),
    spread("input_to_ack_ms_p99", "input to acknowledgement", Unit::Ms),
    spread("input_to_other_ms_p50", "input to another's screen", Unit::Ms),
    spread("input_to_other_ms_p99", "input to another's screen", Unit::Ms),
    spread("correction_error_m_p50", "correction error", Unit::Metres),
    spread("correction_error_m_p99", "correction error", Unit::Metres),
    spread("connect_ms_p50", "connecting", Unit::Ms),
    spread("connect_ms_p99", "connecting", Unit::Ms),
    spread("first_frame_ms_p50", "hello to first frame", Unit::Ms),
    spread("first_frame_ms_p99", "hello to first frame", Unit::Ms),
    spread("resume_ms_p50", "cut off to flying on", Unit::Ms),
    spread("resume_ms_p99", "cut off to flying on", Unit::Ms),

    metric("bot_seconds", "seconds of bots", Unit::Count, Group::Totals, Better::Neither),
    metric("frames", "all frames received", Unit::Count, Group::Totals, Better::Neither),
    metric("payload_bytes", "all payload received", Unit::Bytes, Group::Totals, Better::Neither),
    metric("inputs", "inputs sent", Unit::Count, Group::Totals, Better::Neither),
    metric("inputs_per_ship_second", "inputs sent in a second of flight", Unit::Number, Group::Totals, Better::Neither),
    metric("deaths", "ships lost", Unit::Count, Group::Totals, Better::Neither),
    metric("corrections", "corrections", Unit::Count, Group::Totals, Better::Neither),

    metric("loadtest_cpu_share", "CPU of the load tester", Unit::Share, Group::LoadTester, Better::Lower),
    metric("loadtest_lateness_ms_p99", "timers late by", Unit::Ms, Group::LoadTester, Better::Lower),
    metric("loadtest_is_bottleneck", "was the bottleneck", Unit::YesNo, Group::LoadTester, Better::Lower),
];

#[cfg(test)]
mod tests {
    use super::super::Report;
    use super::*;

    #[test]
    fn the_metrics_are_the_numbers_of_a_report() {
        let mut names: Vec<_> = METRICS.iter().map(|metric| metric.name).collect();
        names.sort_unstable();
        let numbers = Report::default().numbers();
        assert_eq!(names, numbers.keys().collect::<Vec<_>>());
    }

    #[test]
    fn rows_hold_every_metric_once() {
        let rows = Group::ALL.into_iter().flat_map(Group::rows);
        let cells = rows.flat_map(|(first, second)| [Some(first), second]);
        let mut names: Vec<_> = cells.flatten().map(|metric| metric.name).collect();
        names.sort_unstable();
        let mut all: Vec<_> = METRICS.iter().map(|metric| metric.name).collect();
        all.sort_unstable();
        assert_eq!(names, all);
    }

    #[test]
    fn no_two_metrics_are_called_the_same() {
        let mut titles: Vec<_> = METRICS.iter().map(Metric::full_title).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), METRICS.len());
    }

    #[test]
    fn what_spreads_has_its_quantiles_side_by_side() {
        assert!(Group::Spread.rows().all(|(_, second)| second.is_some()));
    }

    #[test]
    fn quantiles_are_named() {
        let title = |name| Metric::of(name).expect("a metric").full_title();
        assert_eq!(title("tick_ms_p99"), "tick of the server, p99");
        assert_eq!(title("loadtest_lateness_ms_p99"), "timers late by, p99");
        assert_eq!(title("frames_per_bot_second"), "frames received");
    }
}
