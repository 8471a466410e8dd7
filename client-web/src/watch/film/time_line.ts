// The time line under the picture: where one is, what there was, and how to
// get there.

import { LiveClass, LiveText, LiveVisibility, add } from "../../ui/dom";
import type { Activity } from "./activity";
import type { Moment } from "./index_of_films";
import { putSpan } from "./span";
import { Track } from "./track";
import { clockText, speedText, spokenTime } from "./words";
import { tPanels } from "../../words/panels";
import { tWatch } from "../../words/watch";

const REFRESH_MS = 100;

/** What is asked for by the time line. */
export interface TimeLineCallbacks {
  onSeek(tick: number): void;
  onSeekBy(seconds: number): void;
  onPause(): void;
  onStep(by: 1 | -1): void;
  onSpeed(by: 1 | -1): void;
  onMoment(by: 1 | -1): void;
  onLive(): void;
  onClip(): void;
  onShare(): void;
  onFile(file: File): void;
}

/** What the time line shows. Rewritten, not made anew. */
export interface Situation {
  /** Whether there is anything to look back at, or something is being looked at. */
  open: boolean;
  live: boolean;
  /** Whether it is a room's time, which goes on, and not a clip. */
  grows: boolean;
  firstTick: number;
  lastTick: number;
  tick: number;
  tickRateHz: number;
  paused: boolean;
  waiting: boolean;
  speed: number;
  moments: readonly Moment[];
  /** How much went on; null where nobody knows. */
  activity: Activity | null;
  /** What is to be told in words. */
  word: string;
}

export class TimeLine {
  readonly panel: HTMLElement;
  readonly #visibility: LiveVisibility;
  readonly #replaying: LiveClass;
  readonly #waiting: LiveClass;
  readonly #track: Track;
  readonly #pause: LiveText;
  readonly #pauseButton: HTMLButtonElement;
  readonly #speed: LiveText;
  readonly #time: LiveText;
  readonly #live: HTMLButtonElement;
  readonly #liveText: LiveText;
  readonly #word: LiveText;
  #refreshedMs = -Infinity;

  constructor(root: Element, callbacks: TimeLineCallbacks) {
    const panel = add(root, "section", "time-line furniture");
    // Time goes to the right, whichever way one writes.
    panel.dir = "ltr";
    this.panel = panel;
    panel.setAttribute("aria-label", tWatch.replay);
    const word = add(root, "p", "told");
    word.setAttribute("aria-live", "polite");
    this.#word = new LiveText(word);
    this.#track = new Track(panel, {
      onSeek: (tick) => callbacks.onSeek(tick),
      onSeekBy: (seconds) => callbacks.onSeekBy(seconds),
      onEnd: () => callbacks.onLive(),
    });
    const controls = add(panel, "div", "controls");
    // What moves through time, and the rest: where there is little room, in two rows.
    const moving = add(controls, "div", "group");
    const rest = add(controls, "div", "group");
    let row = moving;
    const button = (className: string, sign: string, label: string, key: string, onClick: () => void): HTMLButtonElement => {
      const made = add(row, "button", className, sign);
      made.type = "button";
      made.ariaLabel = label;
      made.title = `${label} (${key})`;
      made.addEventListener("click", () => {
        onClick();
        // The keys are for the picture again.
        made.blur();
      });
      return made;
    };
    button("", "|◂", tWatch.momentBefore, "[", () => callbacks.onMoment(-1));
    button("back", "−5", tWatch.secondsBack, "J", () => callbacks.onSeekBy(-5));
    button("in-replay", "◂", tWatch.tickBack, ",", () => callbacks.onStep(-1));
    this.#pauseButton = button("pause", "", tWatch.pause, tPanels.keySpace, () => callbacks.onPause());
    this.#pause = new LiveText(this.#pauseButton);
    button("in-replay", "▸", tWatch.tickOn, ".", () => callbacks.onStep(1));
    button("in-replay", "+5", tWatch.secondsOn, "L", () => callbacks.onSeekBy(5));
    button("in-replay", "▸|", tWatch.nextMoment, "]", () => callbacks.onMoment(1));
    row = rest;
    button("in-replay", "−", tWatch.slower, "<", () => callbacks.onSpeed(-1));
    this.#speed = new LiveText(add(row, "span", "in-replay speed"));
    button("in-replay", "+", tWatch.faster, ">", () => callbacks.onSpeed(1));
    this.#time = new LiveText(add(row, "span", "time"));
    this.#live = button("live", "", tWatch.live, tPanels.keyEnd, () => callbacks.onLive());
    this.#liveText = new LiveText(this.#live);
    button("", "✂", tWatch.clip, tWatch.clipKey, () => callbacks.onClip());
    button("", "⤴", tWatch.copyLink, "U", () => callbacks.onShare());
    this.#addOpening(row, (file) => callbacks.onFile(file));
    this.#replaying = new LiveClass(panel, "replaying");
    this.#waiting = new LiveClass(panel, "waiting");
    this.#visibility = new LiveVisibility(panel);
  }

  #addOpening(row: Element, onFile: (file: File) => void): void {
    const label = add(row, "label", "open-clip", "⤓");
    label.title = tWatch.openClip;
    const input = add(label, "input");
    input.type = "file";
    input.ariaLabel = tWatch.openClip;
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file !== undefined) onFile(file);
      input.value = "";
      // After a dialog the browser gives the focus back.
      setTimeout(() => input.blur());
    });
  }

  update(at: Readonly<Situation>, nowMs: number): void {
    this.#visibility.set(at.open);
    if (!at.open || nowMs - this.#refreshedMs < REFRESH_MS) return;
    this.#refreshedMs = nowMs;
    const track = this.#track;
    putSpan(track.span, at.firstTick, at.lastTick, at.tick, at.tickRateHz);
    const agoS = (at.lastTick - at.tick) / at.tickRateHz;
    const inS = (at.tick - at.firstTick) / at.tickRateHz;
    const spoken = at.live ? tWatch.live : at.grows ? tWatch.ago({ time: spokenTime(agoS) }) : tWatch.into({ time: spokenTime(inS) });
    track.update(at.tick, at.activity?.of(track.span, nowMs) ?? null, at.moments, spoken);
    this.#replaying.set(!at.live);
    this.#waiting.set(at.waiting && !at.live);
    const stands = !at.live && at.paused;
    this.#pause.set(stands ? "▶" : "❚❚");
    this.#pauseButton.ariaLabel = stands ? tWatch.play : tWatch.pause;
    this.#speed.set(speedText(at.speed));
    this.#time.set(at.live ? "" : at.grows ? `−${clockText(agoS)}` : `${clockText(inS)} / ${clockText((at.lastTick - at.firstTick) / at.tickRateHz)}`);
    this.#live.ariaPressed = String(at.live);
    this.#liveText.set(at.live ? `● ${tWatch.live}` : tWatch.live);
    this.#word.set(at.word);
  }
}
