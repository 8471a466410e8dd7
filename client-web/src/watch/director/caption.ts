// What a shot shows, in a few words.

import { Mark, type Notable } from "../../protocol/overview";
import { fights, has, type Past } from "./spot";
import { t } from "../../words";
import { tWatch } from "../../words/watch";

/** A shot that lasts says so. */
const LONG_S = 8;

/** "Ada · bounty 450, hunted by two" */
export function captionOf(cast: readonly Notable[], past: Past, forS: number): string {
  const [lead, ...others] = cast;
  if (lead === undefined) return "";
  const rival = others.find((other) => fights(lead, other));
  const facts = factsOf(lead, others, rival, past);
  const seconds = forS >= LONG_S ? t.seconds({ seconds: Math.floor(forS) }) : "";
  if (facts.length > 0) return [`${lead.name} · ${facts.join(", ")}`, seconds].filter((text) => text !== "").join(", ");
  if (rival !== undefined) return [tWatch.against({ name: lead.name, rival: rival.name }), seconds].filter((text) => text !== "").join(", ");
  const crowd = cast.length > 1 ? tWatch.ships({ count: cast.length }) : lead.name;
  return [crowd, seconds].filter((text) => text !== "").join(", ");
}

/** The two most telling facts. */
function factsOf(lead: Notable, others: readonly Notable[], rival: Notable | undefined, past: Past): string[] {
  const facts: string[] = [];
  const isUnderFire = has(lead, Mark.Hit) || rival !== undefined;
  if (has(lead, Mark.Leader)) facts.push(isUnderFire || has(lead, Mark.Hunted) ? tWatch.leaderUnderFire : tWatch.leader);
  if (has(lead, Mark.Bounty) && lead.worth > 0) facts.push(tWatch.bounty({ points: lead.worth }));
  else if (has(lead, Mark.Streak)) facts.push(tWatch.onStreak);
  if (past.isComeback(lead.player) && rival !== undefined) facts.push(tWatch.turnsOn(rival));
  const hunters = others.filter((other) => other.rival === lead.player).length;
  if (has(lead, Mark.Hunted)) facts.push(hunters > 0 ? tWatch.huntedBySaucerAnd({ count: hunters }) : tWatch.huntedBySaucer);
  else if (hunters > 1) facts.push(tWatch.huntedByMany({ count: hunters }));
  else if (hunters === 1 && facts.length > 0 && rival !== undefined) facts.push(tWatch.huntedBy(rival));
  return facts.slice(0, 2);
}
