import type { Profile } from "../account/api";
import { isRemembered, recall, remember } from "../preferences";
import { HINTS, Hints, type Hint } from "../state/hints";
import { Control, type Scene } from "../state/scene";
import { LiveVisibility, add } from "./dom";
import { FINGERS } from "./pointer";
import { addPadIcon } from "./touchPad";

const KEY = "hints";

/** Words, a key, or a pad on the screen. */
type Part = string | { readonly key: string } | { readonly pad: number };

const key = (name: string): Part => ({ key: name });
const pad = (control: number): Part => ({ pad: control });

const BY_KEYS: Readonly<Partial<Record<Hint, readonly Part[]>>> = {
  steer: [key("←"), key("→"), " turn · ", key("↑"), " thrusts"],
  shoot: [key("Space"), " fires: shoot the rocks"],
  stop: [key("↓"), " brakes. Or let go of ", key("↑"), " and coast"],
};

const BY_FINGERS: Readonly<Partial<Record<Hint, readonly Part[]>>> = {
  steer: [pad(Control.Left), pad(Control.Right), " turn · ", pad(Control.Thrust), " thrusts"],
  shoot: [pad(Control.Fire), " fires: shoot the rocks"],
  stop: [pad(Control.Brake), " brakes. Or let go of ", pad(Control.Thrust), " and coast"],
};

const EITHER_WAY: Readonly<Record<Hint, readonly Part[]>> = {
  steer: [],
  shoot: [],
  stop: [],
  shield: ["A new ship has a shield for a moment. Your first shot ends it."],
  rapidFire: ["Rapid fire: fly into it, and your gun fires faster for a while."],
  spreadShot: ["Spread shot: fly into it, and each shot is three bullets for a while."],
  pickedShield: ["Shield: fly into it, and it takes the next hit for you."],
  arrows: ["Arrows at the edge point to the leader and to where most is going on."],
  lives: ["Lives make one run: points add up until the last is gone. Enough points store another."],
};

/** One thing that a newcomer does not know yet, in the words of the device at hand. */
export class HintBar {
  private readonly line: HTMLElement;
  /** Where it stands in flight: beneath what the player opens. */
  private readonly place: HTMLElement;
  private readonly visibility: LiveVisibility;
  private readonly isNew: boolean;
  private readonly hints: Hints;
  private shown: Hint | null = null;
  private byFingers = FINGERS.matches;

  /** What is told after a death stands in the place for it on that screen. */
  constructor(
    root: Element,
    private readonly placeAfterDeath: Element,
  ) {
    this.place = add(root, "div");
    this.line = add(this.place, "p", "hint-bar");
    this.line.setAttribute("role", "status");
    this.visibility = new LiveVisibility(this.line);
    this.isNew = !isRemembered(KEY);
    this.hints = new Hints(recallLearnt(), (learnt) => remember(KEY, [...learnt].join(" ")));
    // The name is as old as the game: who has one has flown before there were hints.
    if (this.isNew && isRemembered("name")) this.hints.skipAll();
  }

  /** The server knows who plays here. Whoever has flown elsewhere needs no hints here. */
  meet({ career }: Profile): void {
    if (this.isNew && !isRemembered(KEY) && career.flownTicks > 0) this.hints.skipAll();
  }

  update(scene: Scene, nowMs: number): void {
    const hint = this.hints.look(scene, nowMs);
    if (hint === this.shown && this.byFingers === FINGERS.matches) return;
    this.shown = hint;
    this.byFingers = FINGERS.matches;
    this.visibility.set(hint !== null);
    if (hint !== null) this.write(hint);
    // From here on this browser has seen hints, learnt or not.
    if (!isRemembered(KEY)) remember(KEY, "");
  }

  private write(hint: Hint): void {
    this.line.replaceChildren();
    (hint === "lives" ? this.placeAfterDeath : this.place).append(this.line);
    const words = (this.byFingers ? BY_FINGERS : BY_KEYS)[hint] ?? EITHER_WAY[hint];
    for (const part of words) {
      if (typeof part === "string") this.line.append(part);
      else if ("key" in part) add(this.line, "kbd", "", part.key);
      else addPadIcon(this.line, part.pad);
    }
  }
}

function recallLearnt(): readonly Hint[] {
  const stored = recall(KEY).split(" ");
  return HINTS.filter((hint) => stored.includes(hint));
}
