// Somebody who watches, without a page: the test says what its hands do and what the server tells.

import { makeScene } from "../src/state/make_scene";
import { Flag, Kind, type Entity, type Scene } from "../src/state/scene";
import { Hand } from "../src/watch/hand";
import { Watch } from "../src/watch/watch";

type Hear = (event: object) => void;

export const WORLD_M = 800;
export const WIDTH_PX = 800;
export const HEIGHT_PX = 400;
const FRAME_MS = 16;

export function ship(player: number, x: number, y: number, parts: Partial<Entity> = {}): Entity {
  const motion = { x, y, cos: 1, sin: 0, vx: 0, vy: 0, controls: 0 };
  const rest = { flags: Flag.Bot, bounty: 0, gear: 0, look: 0, seed: 0, gives: 0, expiresTick: Infinity } as const;
  return { id: player, kind: Kind.Ship, radiusM: 1.5, ...motion, player, name: `P${player}`, ...rest, ...parts };
}

export class Watcher {
  readonly scene: Scene = makeScene();
  readonly watch: Watch;
  private readonly heard = new Map<string, Hear>();
  private timeMs = 0;

  constructor(...ships: Entity[]) {
    const { scene, heard } = this;
    scene.phase = { type: "watching", focus: { type: "action" } };
    scene.worldWidthM = scene.worldHeightM = WORLD_M;
    scene.entities = ships;
    scene.leaderboard = ships.map(({ player, name }) => ({ player, name, score: 100 - player, bot: false, team: null }));
    if (ships[0] !== undefined) this.act(ships[0].player);
    this.watch = new Watch(scene);
    this.watch.begin();
    this.watch.fit({ halfWidthM: 80, halfHeightM: 60 }, WIDTH_PX, HEIGHT_PX);
    const canvas = {
      addEventListener: (type: string, hear: Hear) => heard.set(type, hear),
      setPointerCapture: () => undefined,
      getBoundingClientRect: () => ({ left: 0, top: 0, width: WIDTH_PX, height: HEIGHT_PX }),
    };
    const page = globalThis as { addEventListener?: unknown };
    page.addEventListener = (type: string, hear: Hear) => heard.set(type, hear);
    new Hand(canvas as unknown as HTMLCanvasElement, this.watch);
    this.draw(FRAME_MS);
  }

  /** The action is around this player's ship. */
  act(player: number): void {
    const { scene } = this;
    const at = scene.entities.find((entity) => entity.player === player);
    scene.radar = { ...scene.radar, action: { player, x: at?.x ?? 0, y: at?.y ?? 0 } };
  }

  /** Lets so much time pass, frame by frame. Returns how far the picture moved at most from one to the next, in half heights. */
  draw(forMs: number): number {
    const { watch, scene } = this;
    let most = 0;
    for (let ms = 0; ms < forMs; ms += FRAME_MS) {
      const { x, y, halfHeightM } = scene.camera;
      watch.look(FRAME_MS);
      this.timeMs += FRAME_MS;
      const way = (from: number, to: number): number => Math.abs(to - from - WORLD_M * Math.round((to - from) / WORLD_M));
      most = Math.max(most, Math.max(way(x, scene.camera.x), way(y, scene.camera.y)) / halfHeightM);
    }
    return most;
  }

  /** Something points at the picture, from its upper left corner. */
  finger(type: "down" | "move" | "up" | "cancel", pointerId: number, clientX: number, clientY: number, pointerType = "mouse"): void {
    this.heard.get(`pointer${type}`)?.({ pointerId, pointerType, clientX, clientY, button: 0, timeStamp: this.timeMs });
  }

  click(x: number, y: number): void {
    this.finger("down", 1, x, y);
    this.finger("up", 1, x, y);
  }

  wheel(deltaY: number, clientX: number, clientY: number): void {
    this.heard.get("wheel")?.({ deltaY, deltaMode: 0, clientX, clientY, preventDefault: () => undefined });
  }

  key(code: string, key = code, shiftKey = false): void {
    this.heard.get("keydown")?.({ code, key, shiftKey, preventDefault: () => undefined });
  }

  release(code: string): void {
    this.heard.get("keyup")?.({ code });
  }

  /** Where a place of the world is drawn. */
  screenOf(x: number, y: number): { x: number; y: number } {
    const { camera } = this.scene;
    const pxPerM = HEIGHT_PX / (2 * camera.halfHeightM);
    return { x: WIDTH_PX / 2 + (x - camera.x) * pxPerM, y: HEIGHT_PX / 2 - (y - camera.y) * pxPerM };
  }

  /** What is drawn at a point of the screen. */
  worldAt(x: number, y: number): { x: number; y: number } {
    const { camera } = this.scene;
    const mPerPx = (2 * camera.halfHeightM) / HEIGHT_PX;
    return { x: camera.x + (x - WIDTH_PX / 2) * mPerPx, y: camera.y - (y - HEIGHT_PX / 2) * mPerPx };
  }
}
