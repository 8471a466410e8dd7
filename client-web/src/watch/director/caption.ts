// What a shot shows, in a few words.

import { Mark, type Notable } from "../../protocol/overview";
import { fights, has, type Past } from "./spot";

const WORDS = ["nobody", "one", "two", "three", "four", "five"];
/** A shot that lasts says so. */
const LONG_S = 8;

/** "Ada · bounty 450, hunted by two" */
export function captionOf(cast: readonly Notable[], past: Past, forS: number): string {
  const [lead, ...others] = cast;
  if (lead === undefined) return "";
  const rival = others.find((other) => fights(lead, other));
  const facts = factsOf(lead, others, rival, past);
  const seconds = forS >= LONG_S ? `${Math.floor(forS)} s` : "";
  if (facts.length > 0) return [`${lead.name} · ${facts.join(", ")}`, seconds].filter((text) => text !== "").join(", ");
  if (rival !== undefined) return [`${lead.name} against ${rival.name}`, seconds].filter((text) => text !== "").join(", ");
  const crowd = cast.length > 1 ? `${cast.length} ships` : lead.name;
  return [crowd, seconds].filter((text) => text !== "").join(", ");
}

/** The two most telling facts. */
function factsOf(lead: Notable, others: readonly Notable[], rival: Notable | undefined, past: Past): string[] {
  const facts: string[] = [];
  const isUnderFire = has(lead, Mark.Hit) || rival !== undefined;
  if (has(lead, Mark.Leader)) facts.push(isUnderFire || has(lead, Mark.Hunted) ? "the leader under fire" : "the leader");
  if (has(lead, Mark.Bounty) && lead.worth > 0) facts.push(`bounty ${lead.worth}`);
  else if (has(lead, Mark.Streak)) facts.push("on a streak");
  if (past.isComeback(lead.player) && rival !== undefined) facts.push(`turns on ${rival.name}`);
  const hunters = others.filter((other) => other.rival === lead.player).length;
  if (has(lead, Mark.Hunted)) facts.push(hunters > 0 ? `hunted by a saucer and ${WORDS[hunters]}` : "hunted by a saucer");
  else if (hunters > 1) facts.push(`hunted by ${WORDS[hunters]}`);
  else if (hunters === 1 && facts.length > 0 && rival !== undefined) facts.push(`hunted by ${rival.name}`);
  return facts.slice(0, 2);
}
