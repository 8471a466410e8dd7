import type { Profile } from "../account/api";
import type { Action } from "../input/actions";
import { deviceAtHand } from "../input/device";
import { followKeys, namesOf } from "../input/source_names";
import { isRemembered, recall, remember } from "../preferences";
import { kept } from "../settings/kept";
import { HINTS, Hints, type Hint } from "../state/hints";
import { Control, type Scene } from "../state/scene";
import { LiveVisibility, add } from "./dom";
import { FINGERS } from "./pointer";
import { addPadIcon } from "./touchPad";

const KEY = "hints";

/** Words, a key, or a pad on the screen. */
type Part = string | { readonly key: Action } | { readonly pad: number };

const key = (action: Action): Part => ({ key: action });
const pad = (control: number): Part => ({ pad: control });

const BY_KEYS: Readonly<Partial<Record<Hint, readonly Part[]>>> = {
  steer: [key("left"), key("right"), " turn · ", key("thrust"), " thrusts"],
  shoot: [key("fire"), " fires: shoot the rocks"],
  stop: [key("brake"), " brakes. Or let go of ", key("thrust"), " and coast"],
};

const BY_FINGERS: Readonly<Partial<Record<Hint, readonly Part[]>>> = {
  steer: [pad(Control.Left), pad(Control.Right), " turn · ", pad(Control.Thrust), " thrusts"],
  shoot: [pad(Control.Fire), " fires: shoot the rocks"],
  stop: [pad(Control.Brake), " brakes. Or let go of ", pad(Control.Thrust), " and coast"],
};

const BY_STICK: Readonly<Partial<Record<Hint, readonly Part[]>>> = {
  ...BY_FINGERS,
  steer: ["Push the stick where to turn; far, to thrust"],
  stop: [pad(Control.Brake), " brakes. Or let go of the stick and coast"],
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

/** The words for what is at hand: a phone may have a gamepad. */
function wordsAtHand(): typeof BY_KEYS {
  if (!FINGERS.matches || deviceAtHand() === "gamepad") return BY_KEYS;
  return kept.now.touch === "stick" ? BY_STICK : BY_FINGERS;
}

/** One thing that a newcomer does not know yet, in the words of the device at hand. */
export class HintBar {
  private readonly line: HTMLElement;
  /** Where it stands in flight: beneath what the player opens. */
  private readonly place: HTMLElement;
  private readonly visibility: LiveVisibility;
  private readonly isNew: boolean;
  private readonly hints: Hints;
  private shown: Hint | null = null;
  private words = wordsAtHand();

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
    followKeys(() => (this.shown = null));
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
    if (hint === this.shown && this.words === wordsAtHand()) return;
    this.shown = hint;
    this.words = wordsAtHand();
    this.visibility.set(hint !== null);
    if (hint !== null) this.write(hint);
    // From here on this browser has seen hints, learnt or not.
    if (!isRemembered(KEY)) remember(KEY, "");
  }

  private write(hint: Hint): void {
    this.line.replaceChildren();
    (hint === "lives" ? this.placeAfterDeath : this.place).append(this.line);
    for (const part of this.words[hint] ?? EITHER_WAY[hint]) {
      if (typeof part === "string") this.line.append(part);
      else if ("key" in part) add(this.line, "kbd", "", namesOf(part.key)[0] ?? "–");
      else addPadIcon(this.line, part.pad);
    }
  }
}

function recallLearnt(): readonly Hint[] {
  const stored = recall(KEY).split(" ");
  return HINTS.filter((hint) => stored.includes(hint));
}
