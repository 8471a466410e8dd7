import { pickupIcon } from "../draw/pickup";
import type { Moment, Scene } from "../state/scene";
import { add } from "./dom";
import { RecentLines } from "./recentLines";
import { count, t } from "../words";

const LINES_MAX = 2;
const SHOWN_MS = 2800;

/** What has just happened to the pilot, in a few words. */
export class Moments {
  readonly #lines: RecentLines<Moment>;

  constructor(root: Element) {
    const list = add(root, "ul", "moments");
    list.setAttribute("aria-label", t.momentsLabel);
    this.#lines = new RecentLines(list, LINES_MAX, SHOWN_MS, (moment) => add(list, "li", moment.type, momentText(moment)));
  }

  update({ moments, phase }: Scene, nowMs: number): void {
    this.#lines.update(moments, nowMs, phase.type === "flying");
  }
}

/** What a moment is in words. */
export function momentText(moment: Moment): string {
  switch (moment.type) {
    case "kill": {
      const said = [(moment.revenge ? t.revengeOn : t.shotDown)({ name: moment.victim })];
      if (moment.points > 0) said.push(`+${count(moment.points)}`);
      if (moment.streak > 1) said.push(t.streak({ count: moment.streak }));
      return said.join(" · ");
    }
    case "bounty":
      return t.bountyOnYou({ points: moment.points });
    case "pickup":
      return t.taken({ what: pickupIcon(moment.gives).label });
    case "extraLife":
      return t.lifeStored({ lives: moment.lives });
  }
}
