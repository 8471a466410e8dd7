// The settings of this browser, and what goes by them.

import { recall, recallMuted, remember } from "../preferences";
import { ALL_READ, INITIAL, read, withoutSet, write, type Read, type Settings, type Unread } from "./settings";

const KEY = "settings";
/** Where a text is put that cannot be read at all, for whoever can. */
const DAMAGED_KEY = "settings.damaged";

type Follower = (settings: Settings, before: Settings) => void;

export class Kept {
  #current = INITIAL;
  #unread: Unread = ALL_READ;
  readonly #followers: Follower[] = [];

  constructor() {
    this.recall();
  }

  get now(): Settings {
    return this.#current;
  }

  /** Calls back at once, and at each change. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
    follower(this.#current, this.#current);
  }

  change(some: Partial<Settings>): void {
    const now = { ...this.#current, ...some };
    this.keep({ settings: now, unread: withoutSet(this.#unread, this.#current, now) });
  }

  /** From now on these, which were read from a text. */
  keep(found: Read): void {
    remember(KEY, write(found.settings, found.unread));
    this.#take(found);
  }

  /** All as it is by default, and nothing is left of what was not read. */
  reset(): void {
    this.keep({ settings: INITIAL, unread: ALL_READ });
  }

  /** As text, to take along. */
  asText(): string {
    return write(this.#current, this.#unread);
  }

  /** Looks again at what this browser remembers: another window of it may have changed that. */
  recall(): void {
    const text = recall(KEY);
    const found = read(text);
    if (found === null && text !== "") remember(DAMAGED_KEY, text);
    // The sound could be turned off before there were settings.
    this.#take(found ?? { settings: { ...INITIAL, sound: !recallMuted() }, unread: ALL_READ });
  }

  #take({ settings, unread }: Read): void {
    const before = this.#current;
    this.#current = settings;
    this.#unread = unread;
    for (const follower of this.#followers) follower(settings, before);
  }
}

export const kept = new Kept();
