import type { KeptNames } from "../state/kept_names";
import { NewLines } from "../state/new_lines";
import type { ChatLine, Moment, Scene } from "../state/scene";
import { momentText } from "./moments";
import { storyOf } from "./words";
import { t } from "../words";

/** At most so many sentences wait to be said; of more the oldest is left out. */
const WAITING_MAX = 3;
/** One sentence has so long before the next. */
const EVERY_MS = 2000;
/** The score is told whenever it has passed another multiple of this. */
const MILESTONE = 500;

/** Tells in sentences what happens, for a screen reader: the score now and then, death, respawn, chat, and what is told in passing. */
export class Speaker {
  readonly #waiting: string[] = [];
  #saidMs = -Infinity;
  #phase: Scene["phase"]["type"] = "start";
  #milestone = 0;
  readonly #lines = new NewLines<ChatLine>();
  readonly #moments = new NewLines<Moment>();

  readonly #mutes: KeptNames;
  readonly #say: (sentence: string) => void;

  constructor(mutes: KeptNames, say: (sentence: string) => void) {
    this.#mutes = mutes;
    this.#say = say;
  }

  update(scene: Scene, nowMs: number): void {
    if (scene.phase.type !== this.#phase) this.#enter(scene);
    this.#hearScore(scene.you.score);
    this.#hearChat(scene);
    for (const moment of this.#moments.take(scene.moments)) this.#hear(momentText(moment));
    if (this.#waiting.length === 0 || nowMs - this.#saidMs < EVERY_MS) return;
    this.#saidMs = nowMs;
    this.#say(this.#waiting.shift() ?? "");
  }

  #enter({ phase, you }: Scene): void {
    this.#phase = phase.type;
    if (phase.type === "flying") this.#hear(t.youFly);
    if (phase.type !== "dead") return;
    // Nothing that came before it matters now.
    this.#waiting.length = 0;
    this.#hear(storyOf(phase.death, you));
  }

  #hearScore(score: number): void {
    const milestone = Math.floor(score / MILESTONE);
    if (milestone > this.#milestone) this.#hear(t.points({ count: score }));
    this.#milestone = milestone;
  }

  #hearChat({ chat, ownPlayer }: Scene): void {
    for (const { player, name, text } of this.#lines.take(chat)) {
      if (player === 0) this.#hear(text);
      else if (player !== ownPlayer && !this.#mutes.has(name)) this.#hear(`${name}: ${text}`);
    }
  }

  #hear(sentence: string): void {
    this.#waiting.push(sentence);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
  }
}
