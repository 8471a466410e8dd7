import { noise } from "./noise";

const EASE_S = 0.05;

/** A sound that goes on, more or less loud. */
export class Hum {
  #level = 0;
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  readonly #volume: number;

  private constructor(context: AudioContext, gain: GainNode, volume: number) {
    this.#context = context;
    this.#gain = gain;
    this.#volume = volume;
  }

  /** The own engine: dark noise. */
  static thrust(context: AudioContext, out: AudioNode): Hum {
    const source = context.createBufferSource();
    source.buffer = noise(context);
    source.loop = true;
    const filter = context.createBiquadFilter();
    filter.type = "lowpass";
    filter.frequency.value = 210;
    const gain = context.createGain();
    gain.gain.value = 0;
    source.connect(filter).connect(gain).connect(out);
    source.start();
    return new Hum(context, gain, 0.5);
  }

  /** A saucer nearby: a tone that warbles. */
  static saucer(context: AudioContext, out: AudioNode): Hum {
    const tone = context.createOscillator();
    tone.type = "triangle";
    tone.frequency.value = 620;
    const warble = context.createOscillator();
    warble.frequency.value = 7;
    const depth = context.createGain();
    depth.gain.value = 170;
    warble.connect(depth).connect(tone.frequency);
    const gain = context.createGain();
    gain.gain.value = 0;
    tone.connect(gain).connect(out);
    tone.start();
    warble.start();
    return new Hum(context, gain, 0.1);
  }

  /** From 0 (silent) to 1. */
  set(level: number): void {
    const step = Math.round(level * 20) / 20;
    if (step === this.#level) return;
    this.#level = step;
    this.#gain.gain.setTargetAtTime(step * this.#volume, this.#context.currentTime, EASE_S);
  }
}
