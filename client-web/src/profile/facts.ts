// A career in words.

import type { Career, Ranks } from "../account/api";

/** Worlds of this game tick so often; what is stored counts in ticks. */
const TICK_RATE_HZ = 32;

/** What there is to say of a career, line by line. */
export function facts(career: Career, ranks: Ranks): readonly (readonly [what: string, value: string])[] {
  return [
    ["score", count(career.score)],
    ["place today", place(ranks.day)],
    ["place this week", place(ranks.week)],
    ["place of all time", place(ranks.all)],
    ["kills", count(career.kills)],
    ["deaths", count(career.deaths)],
    ["rocks, large · medium · small", [career.rocksLarge, career.rocksMedium, career.rocksSmall].map(count).join(" · ")],
    ["saucers", count(career.saucers)],
    ["time flown", duration(career.flownTicks / TICK_RATE_HZ)],
    ["best life", count(career.bestLife)],
    ["best streak", count(career.bestStreak)],
    ["accuracy", accuracy(career)],
  ];
}

const count = (value: number): string => value.toLocaleString("en");

const place = (rank: number | null): string => (rank === null ? "–" : `#${count(rank)}`);

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${count(hours)} h ${minutes % 60} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
}

function accuracy({ shots, hits }: Career): string {
  return shots === 0 ? "–" : `${((100 * hits) / shots).toFixed(0)} %`;
}
