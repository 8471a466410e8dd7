// A career in words.

import type { Career, Ranks } from "../account/api";
import { duration, percent } from "../ui/words";
import { count, t } from "../words";
import { tProfile } from "../words/profile";

/** Worlds of this game tick so often; what is stored counts in ticks. */
const TICK_RATE_HZ = 32;

/** What there is to say of a career, line by line. */
export function facts(career: Career, ranks: Ranks): readonly (readonly [what: string, value: string])[] {
  return [
    [t.score, count(career.score)],
    [tProfile.placeToday, place(ranks.day)],
    [tProfile.placeWeek, place(ranks.week)],
    [tProfile.placeEver, place(ranks.all)],
    [tProfile.kills, count(career.kills)],
    [tProfile.deaths, count(career.deaths)],
    [tProfile.rocksBySize, [career.rocksLarge, career.rocksMedium, career.rocksSmall].map(count).join(" · ")],
    [tProfile.saucers, count(career.saucers)],
    [tProfile.timeFlown, duration(career.flownTicks / TICK_RATE_HZ)],
    [tProfile.bestLife, count(career.bestLife)],
    [tProfile.bestStreakFact, count(career.bestStreak)],
    [t.accuracy, percent(career.hits, career.shots)],
  ];
}

const place = (rank: number | null): string => (rank === null ? "–" : `#${count(rank)}`);
