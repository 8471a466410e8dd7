// What is opened over a flight, and over a room that is watched.

import type { KeptNames } from "../state/kept_names";
import type { Scene } from "../state/scene";
import { Help } from "./help";
import { Netgraph } from "./netgraph";
import { RollPanel } from "./rollPanel";

export class Panels {
  readonly help: Help;
  readonly roll: RollPanel;
  readonly netgraph: Netgraph;

  constructor(root: Element, mutes: KeptNames, friends: KeptNames, onChoose: (player: number) => void) {
    this.netgraph = new Netgraph(root);
    this.roll = new RollPanel(root, mutes, friends, onChoose);
    this.help = new Help(root);
  }

  update(scene: Scene, nowMs: number): void {
    this.help.showFor(scene.phase.type === "watching");
    this.roll.update(scene, nowMs);
    this.netgraph.update(scene, nowMs);
  }

  /** Closes what is open, but for the netgraph, which is a setting. Says whether anything was. */
  close(): boolean {
    const wasOpen = this.help.visible || this.roll.visible;
    this.help.close();
    this.roll.close();
    return wasOpen;
  }
}
