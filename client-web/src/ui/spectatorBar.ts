import type { Focus } from "../protocol/to_server";
import type { Scene } from "../state/scene";
import { LiveText, LiveVisibility, add } from "./dom";

const REFRESH_MS = 250;

/** Whom a spectator follows, and how to follow somebody else. */
export class SpectatorBar {
  private readonly visibility: LiveVisibility;
  private readonly followed: LiveText;
  private refreshedMs = -Infinity;

  constructor(root: Element, onFly: () => void, onLeave: () => void) {
    const bar = add(root, "section", "spectator");
    bar.setAttribute("aria-label", "Watching");
    const line = add(bar, "p", "watching", "watching ");
    this.followed = new LiveText(add(line, "b"));
    add(bar, "p", "hint", "← → or click: follow a ship · drag: look around · wheel: zoom");
    const buttons = add(bar, "div", "buttons");
    addButton(buttons, "Fly", onFly);
    addButton(buttons, "Leave", onLeave);
    this.visibility = new LiveVisibility(bar);
  }

  update(scene: Scene, nowMs: number): void {
    const { phase } = scene;
    this.visibility.set(phase.type === "watching");
    if (phase.type !== "watching" || nowMs - this.refreshedMs < REFRESH_MS) return;
    this.refreshedMs = nowMs;
    this.followed.set(watchedName(scene, phase.focus));
  }
}

function addButton(parent: Element, label: string, onClick: () => void): void {
  const button = add(parent, "button", "small", label);
  button.type = "button";
  button.addEventListener("click", onClick);
}

/** What is watched, in words. */
export function watchedName(scene: Scene, focus: Focus): string {
  switch (focus.type) {
    case "action": {
      const followed = scene.radar.action === null ? "" : nameOf(scene, scene.radar.action.player);
      return followed === "" ? "the action" : `the action · ${followed}`;
    }
    case "player":
      return nameOf(scene, focus.player) || `player ${focus.player}`;
    case "point":
    case "directed":
      return "a place";
  }
}

/** The name of a player that is on the board or in the picture, else nothing. */
function nameOf({ leaderboard, entities }: Scene, player: number): string {
  const row = leaderboard.find((entry) => entry.player === player);
  return row?.name ?? entities.find((entity) => entity.player === player && entity.name !== "")?.name ?? "";
}
