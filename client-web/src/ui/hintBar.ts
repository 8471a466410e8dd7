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
import { appendRich, mark } from "./rich";
import { addPadIcon } from "./touchPad";
import { t } from "../words";

const KEY = "hints";

/** Puts a key, or a pad on the screen, among the words. */
type Sign = (parent: Element) => void;
type Said = readonly [words: string, ...signs: readonly Sign[]];

const key = (action: Action): Sign => (parent) => void add(parent, "kbd", "", namesOf(action)[0] ?? "–");
const pad = (control: number): Sign => (parent) => addPadIcon(parent, control);

const STEER = t.hintSteer({ left: mark(0), right: mark(1), thrust: mark(2) });
const SHOOT = t.hintShoot({ fire: mark(0) });
const STOP = t.hintStop({ brake: mark(0), thrust: mark(1) });

const BY_KEYS: Readonly<Partial<Record<Hint, Said>>> = {
  steer: [STEER, key("left"), key("right"), key("thrust")],
  shoot: [SHOOT, key("fire")],
  stop: [STOP, key("brake"), key("thrust")],
};

const BY_FINGERS: Readonly<Partial<Record<Hint, Said>>> = {
  steer: [STEER, pad(Control.Left), pad(Control.Right), pad(Control.Thrust)],
  shoot: [SHOOT, pad(Control.Fire)],
  stop: [STOP, pad(Control.Brake), pad(Control.Thrust)],
};

const BY_STICK: Readonly<Partial<Record<Hint, Said>>> = {
  ...BY_FINGERS,
  steer: [t.hintSteerStick],
  stop: [t.hintStopStick({ brake: mark(0) }), pad(Control.Brake)],
};

const EITHER_WAY: Readonly<Record<Hint, Said>> = {
  steer: [""],
  shoot: [""],
  stop: [""],
  shield: [t.hintShield],
  rapidFire: [t.hintRapidFire],
  spreadShot: [t.hintSpreadShot],
  pickedShield: [t.hintPickedShield],
  arrows: [t.hintArrows],
  lives: [t.hintLives],
};

/** The words for what is at hand: a phone may have a gamepad. */
function wordsAtHand(): typeof BY_KEYS {
  if (!FINGERS.matches || deviceAtHand() === "gamepad") return BY_KEYS;
  return kept.now.touch === "stick" ? BY_STICK : BY_FINGERS;
}

/** One thing that a newcomer does not know yet, in the words of the device at hand. */
export class HintBar {
  readonly #line: HTMLElement;
  /** Where it stands in flight: beneath what the player opens. */
  readonly #place: HTMLElement;
  readonly #visibility: LiveVisibility;
  readonly #isNew: boolean;
  readonly #hints: Hints;
  #shown: Hint | null = null;
  #words = wordsAtHand();

  readonly #placeAfterDeath: Element;

  /** What is told after a death stands in the place for it on that screen. */
  constructor(
    root: Element,
    placeAfterDeath: Element,
  ) {
    this.#placeAfterDeath = placeAfterDeath;
    this.#place = add(root, "div");
    this.#line = add(this.#place, "p", "hint-bar");
    this.#line.setAttribute("role", "status");
    this.#visibility = new LiveVisibility(this.#line);
    this.#isNew = !isRemembered(KEY);
    followKeys(() => (this.#shown = null));
    this.#hints = new Hints(recallLearnt(), (learnt) => remember(KEY, [...learnt].join(" ")));
    // The name is as old as the game: who has one has flown before there were hints.
    if (this.#isNew && isRemembered("name")) this.#hints.skipAll();
  }

  /** The server knows who plays here. Whoever has flown elsewhere needs no hints here. */
  meet({ career }: Profile): void {
    if (this.#isNew && !isRemembered(KEY) && career.flownTicks > 0) this.#hints.skipAll();
  }

  update(scene: Scene, nowMs: number): void {
    const hint = this.#hints.look(scene, nowMs);
    if (hint === this.#shown && this.#words === wordsAtHand()) return;
    this.#shown = hint;
    this.#words = wordsAtHand();
    this.#visibility.set(hint !== null);
    if (hint !== null) this.#write(hint);
    // From here on this browser has seen hints, learnt or not.
    if (!isRemembered(KEY)) remember(KEY, "");
  }

  #write(hint: Hint): void {
    this.#line.replaceChildren();
    (hint === "lives" ? this.#placeAfterDeath : this.#place).append(this.#line);
    const [words, ...signs] = this.#words[hint] ?? EITHER_WAY[hint];
    appendRich(this.#line, words, signs);
  }
}

function recallLearnt(): readonly Hint[] {
  const stored = recall(KEY).split(" ");
  return HINTS.filter((hint) => stored.includes(hint));
}
