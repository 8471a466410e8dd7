import { Clock } from "./clock";
import { Pings } from "./pings";
import type { Welcome } from "./protocol/welcome";
import type { BestLife } from "./state/best_life";
import { Inputs } from "./state/inputs";
import { makeRadar, makeYou } from "./state/make_scene";
import { NearMisses } from "./state/near_misses";
import { Picture } from "./state/picture";
import { Recall } from "./state/recall";
import { makeRules } from "./state/rules";
import type { Scene } from "./state/scene";
import { Story } from "./state/story";
import { Tempo } from "./tempo";

/** What lasts from one welcome to the next. */
export interface Visit {
  readonly clock: Clock;
  readonly inputs: Inputs;
  readonly nearMisses: NearMisses;
  readonly pings: Pings;
  readonly picture: Picture;
  readonly recall: Recall;
  readonly story: Story;
  readonly tempo: Tempo;
}

/** A welcome begins a visit: the scene is of nothing else from now on. The story goes on if it is the same pilot's. */
export function beginVisit(
  welcome: Welcome,
  scene: Scene,
  best: BestLife,
  before: Visit | null,
  onCorrection: (errorM: number) => void,
): Visit {
  const isSamePilot = before !== null && welcome.player !== 0 && welcome.player === scene.ownPlayer;
  const inputs = new Inputs();
  scene.effects.length = 0;
  scene.moments.length = 0;
  if (!isSamePilot) scene.grudge = null;
  Object.assign(scene.you, makeYou());
  const picture = new Picture(makeRules(welcome), welcome.player, inputs, scene.you, scene.effects, onCorrection);
  picture.tick = welcome.tick;
  scene.entities = picture.entities;
  scene.tickRateHz = welcome.tickRateHz;
  scene.worldWidthM = welcome.torus.widthM;
  scene.worldHeightM = welcome.torus.heightM;
  scene.room = welcome.room;
  scene.chat = [];
  scene.ownPlayer = welcome.player;
  scene.ownName = welcome.name;
  scene.radar = makeRadar();
  return {
    clock: new Clock(welcome.tickRateHz, welcome.timing.inputLeadTicksMax),
    inputs,
    nearMisses: new NearMisses((effect) => picture.addEffect(effect)),
    pings: new Pings(),
    picture,
    recall: new Recall(welcome),
    story: new Story(scene, picture, welcome.timing.spawnShieldTicks, best, isSamePilot ? before.story : null),
    tempo: new Tempo(welcome.tickRateHz),
  };
}
