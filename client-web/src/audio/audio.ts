import { Control, type Effect, type Scene } from "../state/scene";
import { TRAITS } from "../traits";
import { shortest } from "../draw/view";
import { kept } from "../settings/kept";
import { Heartbeat } from "./heartbeat";
import { Hum } from "./hum";
import { Synth } from "./synth";

const VOLUME = 0.5;
/** Beyond this distance nothing is heard. */
const HEARD_M = 45;

/** What the game sounds like: everything is synthesised, nothing sounds before the player has done something. */
export class Audio {
  #context: AudioContext | null = null;
  #master: GainNode | null = null;
  #synth: Synth | null = null;
  #thrust: Hum | null = null;
  #saucer: Hum | null = null;
  readonly #heartbeat = new Heartbeat();
  /** From 0, which is silence, to 1. */
  #volume = 1;

  constructor() {
    kept.follow(({ sound, volumePercent }) => this.#setVolume(sound ? volumePercent / 100 : 0));
  }

  /** Browsers allow sound only after a gesture: call this in one. */
  unlock(): void {
    if (this.#context !== null && this.#context.state !== "closed") return resume(this.#context);
    if (typeof AudioContext === "undefined") return;
    if (this.#context === null) this.#followThePage();
    const context = new AudioContext();
    const master = context.createGain();
    master.gain.value = VOLUME * this.#volume;
    const limiter = context.createDynamicsCompressor();
    master.connect(limiter).connect(context.destination);
    this.#context = context;
    this.#master = master;
    this.#synth = new Synth(context, master);
    this.#thrust = Hum.thrust(context, master);
    this.#saucer = Hum.saucer(context, master);
  }

  /** A hidden page draws no frames, so nothing would end what hums. */
  #followThePage(): void {
    document.addEventListener("visibilitychange", () => {
      const context = this.#context;
      if (context === null || context.state === "closed") return;
      if (document.hidden) context.suspend().catch(() => undefined);
      else resume(context);
    });
  }

  #setVolume(volume: number): void {
    if (volume === this.#volume) return;
    this.#volume = volume;
    if (this.#context) this.#master?.gain.setTargetAtTime(VOLUME * volume, this.#context.currentTime, 0.02);
  }

  /** The sounds of one frame: what has happened, and what goes on. */
  play(effects: readonly Effect[], scene: Scene): void {
    const synth = this.#synth;
    if (!synth || this.#volume === 0) return;
    for (const effect of effects) this.#playEffect(synth, effect, scene);
    this.#playOngoing(synth, scene);
  }

  #playEffect(synth: Synth, effect: Effect, scene: Scene): void {
    switch (effect.type) {
      case "explosion":
        return synth.explosion(effect.kind, effect.own ? 1 : loudness(scene, effect.x, effect.y));
      case "spark":
        return synth.spark(loudness(scene, effect.x, effect.y));
      case "shot":
        return synth.shot(effect.own ? 0.8 : 0.5 * loudness(scene, effect.x, effect.y));
      case "hit":
        return synth.hit(effect.own ? 1 : loudness(scene, effect.x, effect.y));
      case "pickup":
        return synth.pickup(effect.own ? 1 : 0.4 * loudness(scene, effect.x, effect.y));
      case "jump":
        return synth.jump(effect.own ? 1 : 0.6 * loudness(scene, effect.fromX, effect.fromY));
      case "score":
      case "blow":
        // Heard as what scored, and what was hit.
        return;
      case "nearMiss":
        return synth.nearMiss();
      case "kill":
        return synth.kill();
      case "bounty":
        return synth.bounty();
      case "extraLife":
        return synth.extraLife();
    }
  }

  #playOngoing(synth: Synth, scene: Scene): void {
    const flying = scene.phase.type === "flying";
    let thrusting = false;
    let saucerLoudness = 0;
    let dangerM = HEARD_M;
    for (const entity of scene.entities) {
      if (entity.id === scene.you.shipId) thrusting = (entity.controls & Control.Thrust) !== 0;
      switch (TRAITS[entity.kind].near) {
        case "engine":
          saucerLoudness = Math.max(saucerLoudness, loudness(scene, entity.x, entity.y));
          dangerM = Math.min(dangerM, distanceM(scene, entity.x, entity.y) / 2);
          break;
        case "danger":
          dangerM = Math.min(dangerM, distanceM(scene, entity.x, entity.y) - entity.radiusM);
          break;
        case "nothing":
          break;
      }
    }
    this.#thrust?.set(flying && thrusting ? 1 : 0);
    this.#saucer?.set(saucerLoudness);
    if (flying) this.#heartbeat.beat(synth, 1 - Math.max(0, dangerM) / HEARD_M);
  }
}

/** Whatever has silenced it: the browser, a call, another program. It may not be allowed yet: then the next gesture tries again. */
function resume(context: AudioContext): void {
  if (context.state !== "running" && context.state !== "closed") context.resume().catch(() => undefined);
}

/** From the middle of the screen by the shortest way. */
function distanceM({ camera, worldWidthM, worldHeightM }: Scene, x: number, y: number): number {
  return Math.hypot(shortest(x - camera.x, worldWidthM), shortest(y - camera.y, worldHeightM));
}

/** 1 in the middle of the screen, 0 out of hearing. */
function loudness(scene: Scene, x: number, y: number): number {
  const near = Math.max(0, 1 - distanceM(scene, x, y) / HEARD_M);
  return near * near;
}
