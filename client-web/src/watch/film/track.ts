import { LiveText, add } from "../../ui/dom";
import type { Slices } from "./activity";
import type { Moment } from "./index_of_films";
import { Ribbon } from "./ribbon";
import { partOf, tickAt, type Span } from "./span";
import { momentText } from "./words";
import { t } from "../../words";

/** What a hand at the time line wants. */
export interface TrackCallbacks {
  /** Goes to a tick; again and again as long as the hand moves. */
  onSeek(tick: number): void;
  onSeekBy(seconds: number): void;
  onEnd(): void;
}

const SECONDS_BY_KEY: ReadonlyMap<string, number> = new Map([
  ["ArrowLeft", -1],
  ["ArrowDown", -1],
  ["ArrowRight", 1],
  ["ArrowUp", 1],
  ["PageDown", -60],
  ["PageUp", 60],
]);
const WITH_SHIFT = 5;
/** So near to a marked moment the pointer names it. */
const NEAR_PX = 6;

/** The time line itself: a slider with a ribbon of what went on. */
export class Track {
  readonly span: Span = { fromTick: 0, toTick: 1 };
  readonly #slider: HTMLElement;
  readonly #ribbon: Ribbon;
  readonly #played: HTMLElement;
  readonly #thumb: HTMLElement;
  readonly #hint: HTMLElement;
  readonly #hintText: LiveText;
  #moments: readonly Moment[] = [];
  #shownPart = -1;
  #said = "";

  readonly #callbacks: TrackCallbacks;

  constructor(
    parent: Element,
    callbacks: TrackCallbacks,
  ) {
    this.#callbacks = callbacks;
    const slider = add(parent, "div", "track");
    this.#slider = slider;
    slider.tabIndex = 0;
    slider.role = "slider";
    slider.ariaLabel = t.time;
    this.#ribbon = new Ribbon(add(slider, "canvas", "ribbon"));
    this.#played = add(slider, "div", "played");
    this.#thumb = add(slider, "div", "thumb");
    this.#hint = add(slider, "div", "track-hint");
    this.#hint.hidden = true;
    this.#hintText = new LiveText(this.#hint);
    slider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      slider.setPointerCapture(event.pointerId);
      this.#seekTo(event);
    });
    slider.addEventListener("pointermove", (event) => {
      if (slider.hasPointerCapture(event.pointerId)) this.#seekTo(event);
      this.#point(event);
    });
    slider.addEventListener("pointerleave", () => (this.#hint.hidden = true));
    slider.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows where it is, and says it: how that is said is a moment's business. */
  update(tick: number, slices: Slices | null, moments: readonly Moment[], spoken: string): void {
    this.#moments = moments;
    const { span } = this;
    const slider = this.#slider;
    this.#ribbon.update(slices, moments, span);
    const part = Math.round(partOf(span, tick) * 2000) / 2000;
    if (part !== this.#shownPart) {
      this.#shownPart = part;
      this.#played.style.transform = `scaleX(${part})`;
      this.#thumb.style.left = `${part * 100}%`;
    }
    if (spoken === this.#said) return;
    this.#said = spoken;
    slider.ariaValueMin = String(Math.floor(span.fromTick));
    slider.ariaValueMax = String(Math.floor(span.toTick));
    slider.ariaValueNow = String(Math.floor(tick));
    slider.ariaValueText = spoken;
  }

  #seekTo({ clientX }: PointerEvent): void {
    this.#callbacks.onSeek(tickAt(this.span, this.#partAt(clientX)));
  }

  #partAt(clientX: number): number {
    const { left, width } = this.#slider.getBoundingClientRect();
    return width > 0 ? (clientX - left) / width : 0;
  }

  /** Names the moment under the pointer. */
  #point({ clientX }: PointerEvent): void {
    const part = this.#partAt(clientX);
    const tick = tickAt(this.span, part);
    const reach = ((this.span.toTick - this.span.fromTick) * NEAR_PX) / Math.max(1, this.#slider.clientWidth);
    let best: Moment | undefined;
    for (const moment of this.#moments) {
      if (Math.abs(moment.tick - tick) < reach && moment.worth > (best?.worth ?? -1)) best = moment;
    }
    this.#hint.hidden = best === undefined;
    if (best === undefined) return;
    this.#hintText.set(momentText(best));
    this.#hint.style.left = `${Math.max(0, Math.min(1, part)) * 100}%`;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const seconds = SECONDS_BY_KEY.get(event.key);
    if (seconds !== undefined) this.#callbacks.onSeekBy(seconds * (event.shiftKey ? WITH_SHIFT : 1));
    else if (event.key === "Home") this.#callbacks.onSeek(this.span.fromTick);
    else if (event.key === "End") this.#callbacks.onEnd();
    else return;
    event.preventDefault();
    // Elsewhere arrows go from player to player.
    event.stopPropagation();
  }
}
