import type { Kind } from "../state/scene";
import { TRAITS } from "../traits";
import { noise } from "./noise";

/** More than this many sounds at once are a din: further ones are dropped until some have ended. */
const VOICES_MAX = 20;
/** What is quieter is not worth a voice. */
const LEVEL_MIN = 0.02;

/** Short sounds, each a voice of its own. */
export class Synth {
  #voices = 0;

  readonly #context: AudioContext;
  readonly #out: AudioNode;

  constructor(
    context: AudioContext,
    out: AudioNode,
  ) {
    this.#context = context;
    this.#out = out;
  }

  /** The audio clock, in seconds. */
  get nowS(): number {
    return this.#context.currentTime;
  }

  shot(level: number): void {
    this.#tone("square", 880, 170, 0.13, 0.16 * level);
  }

  explosion(kind: Kind, level: number): void {
    const { boom } = TRAITS[kind];
    if (boom) this.#burst(boom.cutoffHz, boom.lengthS, boom.level * level);
  }

  spark(level: number): void {
    this.#burst(3000, 0.06, 0.25 * level);
  }

  hit(level: number): void {
    this.#tone("triangle", 240, 90, 0.35, 0.6 * level);
    this.#burst(1800, 0.15, 0.5 * level);
  }

  pickup(level: number): void {
    for (const [step, hz] of [523, 659, 784].entries()) {
      this.#tone("triangle", hz, hz, 0.14, 0.35 * level, step * 0.07);
    }
  }

  jump(level: number): void {
    this.#tone("sawtooth", 90, 1400, 0.32, 0.18 * level);
    this.#tone("sine", 1400, 200, 0.4, 0.25 * level, 0.2);
  }

  extraLife(): void {
    for (let beep = 0; beep < 4; beep++) this.#tone("square", 1318, 1318, 0.08, 0.16, beep * 0.14);
  }

  /** Something that goes by. */
  nearMiss(): void {
    this.#burst(2400, 0.22, 0.3);
    this.#tone("sine", 900, 260, 0.2, 0.12);
  }

  kill(): void {
    this.#tone("square", 392, 392, 0.1, 0.14);
    this.#tone("square", 587, 587, 0.16, 0.16, 0.09);
  }

  bounty(): void {
    this.#tone("triangle", 196, 196, 0.16, 0.4, 0.25);
    this.#tone("triangle", 147, 147, 0.3, 0.4, 0.43);
  }

  thump(hz: number): void {
    this.#tone("triangle", hz * 1.5, hz, 0.16, 0.6);
  }

  /** A tone that glides between two pitches and dies away. */
  #tone(type: OscillatorType, fromHz: number, toHz: number, lengthS: number, level: number, delayS = 0): void {
    if (!this.#mayBegin(level)) return;
    const startS = this.nowS + delayS;
    const source = this.#context.createOscillator();
    source.type = type;
    source.frequency.setValueAtTime(fromHz, startS);
    source.frequency.exponentialRampToValueAtTime(toHz, startS + lengthS);
    this.#begin(source, source, startS, lengthS, level);
  }

  /** Noise below a cutoff that falls while it dies away. */
  #burst(cutoffHz: number, lengthS: number, level: number): void {
    if (!this.#mayBegin(level)) return;
    const startS = this.nowS;
    const source = this.#context.createBufferSource();
    source.buffer = noise(this.#context);
    source.loop = true;
    const filter = this.#context.createBiquadFilter();
    filter.type = "lowpass";
    filter.frequency.setValueAtTime(cutoffHz, startS);
    filter.frequency.exponentialRampToValueAtTime(cutoffHz / 6, startS + lengthS);
    source.connect(filter);
    this.#begin(source, filter, startS, lengthS, level);
  }

  #mayBegin(level: number): boolean {
    return level >= LEVEL_MIN && this.#voices < VOICES_MAX;
  }

  #begin(source: AudioScheduledSourceNode, end: AudioNode, startS: number, lengthS: number, level: number): void {
    const gain = this.#context.createGain();
    gain.gain.setValueAtTime(level, startS);
    gain.gain.exponentialRampToValueAtTime(0.001, startS + lengthS);
    end.connect(gain).connect(this.#out);
    this.#voices += 1;
    source.onended = () => {
      this.#voices -= 1;
      gain.disconnect();
    };
    source.start(startS);
    source.stop(startS + lengthS);
  }
}
