import { pickupIcon } from "../draw/pickup";
import type { Moment, Scene } from "../state/scene";
import { add } from "./dom";
import { count } from "./words";

const LINES_MAX = 2;
const SHOWN_MS = 2800;

/** What has just happened to the pilot, in a few words. Rebuilt only when a line comes or goes. */
export class Moments {
  private readonly list: HTMLElement;
  private oldest: Moment | undefined;
  private newest: Moment | undefined;

  constructor(root: Element) {
    this.list = add(root, "ul", "moments");
    this.list.setAttribute("role", "status");
    this.list.setAttribute("aria-label", "Just now");
  }

  update({ moments, phase }: Scene, nowMs: number): void {
    let first = phase.type === "flying" ? Math.max(0, moments.length - LINES_MAX) : moments.length;
    while (first < moments.length && nowMs - moments[first]!.atMs > SHOWN_MS) first += 1;
    const oldest = moments[first];
    const newest = oldest && moments[moments.length - 1];
    if (oldest === this.oldest && newest === this.newest) return;
    this.oldest = oldest;
    this.newest = newest;
    this.list.replaceChildren();
    for (const moment of moments.slice(first)) add(this.list, "li", moment.type, momentText(moment));
  }
}

/** What a moment is in words. */
export function momentText(moment: Moment): string {
  switch (moment.type) {
    case "kill": {
      const said = [`${moment.revenge ? "Revenge: " : ""}${moment.victim} shot down`];
      if (moment.points > 0) said.push(`+${count(moment.points)}`);
      if (moment.streak > 1) said.push(`streak ${moment.streak}`);
      return said.join(" · ");
    }
    case "bounty":
      return `◆ ${count(moment.points)} on your head`;
    case "pickup":
      return `${pickupIcon(moment.gives).label} taken`;
    case "extraLife":
      return `A life stored · ${moment.lives} left`;
  }
}
