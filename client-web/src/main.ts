import { withoutWatch } from "./address";
import { Audio } from "./audio/audio";
import type { Autopilot } from "./autopilot/cockpit/autopilot";
import { socketUrl, type Connection } from "./connection";
import { Display } from "./display";
import { lookOf } from "./draw/look";
import { Renderer } from "./draw/renderer";
import { Encore } from "./encore";
import { friendIn } from "./friend";
import { firesByItself } from "./input/auto_fire";
import { guardKeys } from "./input/composition";
import { Held } from "./input/held";
import { listenToKeys } from "./input/keyboard";
import { learnLayout } from "./input/source_names";
import { stickyControls } from "./input/sticky";
import { Lazy } from "./lazy";
import { PilotMap } from "./map/pilotMap";
import { readyOffline } from "./offline";
import { leaveRoom, lineHome } from "./room/here";
import { Session } from "./session";
import { kept } from "./settings/kept";
import { keepFriends } from "./state/kept_names";
import { makeScene } from "./state/make_scene";
import { Control, type Scene } from "./state/scene";
import { topDialog } from "./ui/dialog";
import { Furniture } from "./ui/furniture";
import { Ui } from "./ui/hud";
import { openLoaded } from "./ui/loaded";
import { FINGERS } from "./ui/pointer";
import { LANGUAGE_CHOSEN } from "./words";

declare global {
  interface Window {
    /** What the game knows, for tests in a browser; `asteroids.connection.drop()` breaks the line. */
    readonly asteroids: { readonly scene: Scene; readonly connection: Connection };
  }
}

/** A frame that took longer is late; with a larger share of the last ones the picture is too much. */
const LATE_MS = 25;
const LATE_FRAMES = 60;
const LATE_SHARE = 0.1;

const canvas = theElement<HTMLCanvasElement>("canvas");
const root = theElement("ui");

guardKeys(window, FINGERS);
const scene = makeScene();
const watchesFirst = location.pathname.endsWith("/watch");
const friend = friendIn(location.href);
const friends = keepFriends();
const session = new Session(lineHome(socketUrl(location.href)), scene, watchesFirst, friend);
session.look = () => lookOf(kept.now.shape, kept.now.hue);
/** What flies in a person's place, once the stick was handed to it. */
let autopilot: Autopilot | null = null;
const held = new Held(
  (controls) => {
    if (autopilot?.flies !== true) session.steer(controls);
  },
  () => autopilot?.feel(),
);
const audio = new Audio();
const furniture = new Furniture(root);
const renderer = new Renderer(canvas, furniture.boxes);
const display = new Display(window);
const encore = new Encore(root, scene);
const map = new PilotMap(root, scene, friends, friend);
const ui = new Ui(root, held, {
  onFly: (name) => {
    stopWatching();
    session.fly(name);
  },
  onWatch: () => {
    session.watch();
    void watching.load();
  },
  onFollow: (player) => {
    if (player !== 0 && scene.phase.type === "watching") watching.part?.follow(player);
  },
  onMeet: ({ name, career }) => {
    if (name !== null) session.best.meet(name, career.bestLife);
  },
  onRespawn: () => session.respawn(),
  onChoose: (improvement) => session.connection.send({ type: "choose", improvement }),
  onSettings: openSettings,
  onClip: keepLastSeconds,
  onAutopilot: handOver,
  onTell: tell,
  onComeBack: () => {
    leaveRoom();
    session.backToStart();
  },
  onLeave: leave,
  onSay: (text) => session.say(text),
  hasRun: () => session.hasRun,
}, friends, friend);

/** Who flies has no use for what watching needs. Until it is there, one sees the action. */
const watching = new Lazy(async () => {
  const watch = await import("./watch/start");
  return watch.startWatching({ canvas, root, scene, session, renderer, onFly: () => ui.startScreen.fly(), onLeave: leave });
});

/** What steers otherwise than by keys and pads, once somebody has it. */
const steering = new Lazy(async () => {
  const windows = await import("./windows/start");
  return windows.startSteering({ picture: canvas, root, held, seat: ui });
});

/** What draws less when there is no time for more. */
const governing = new Lazy(async () => {
  const quality = await import("./quality/start");
  return quality.startGoverning(scene.net, (chosen) => renderer.setQuality(chosen));
});
let late = 0;
let drawnMs = 0;

const palettes = new Lazy(() => import("./windows/start"));

function theElement<Type extends HTMLElement>(id: string): Type {
  const found = document.querySelector<Type>(`#${id}`);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

function leave(): void {
  stopWatching();
  session.backToStart();
}

function tell(text: string): void {
  scene.announcement = { text, atMs: performance.now() };
}

function openSettings(): void {
  void openLoaded(root, import("./windows/start"), ({ SettingsPage }) => {
    // It may have been asked for twice by now.
    if (topDialog() === null) new SettingsPage(root).open();
  });
}

function handOver(): void {
  void openLoaded(root, import("./autopilot/cockpit/start"), ({ startAutopilot }) => {
    (autopilot ??= startAutopilot(root, { session, scene, held })).toggle();
  });
}

/** One key saves what has just happened. What that takes is loaded then. */
function keepLastSeconds(): void {
  import("./watch/film/last_seconds").then(
    (film) => film.saveLastSeconds(scene),
    (error) => console.warn(String(error)),
  );
}

/** A reload is to open what is there now. */
function stopWatching(): void {
  history.replaceState(null, "", withoutWatch(location.href));
}

function fit(): void {
  if (!display.hasChanged()) return;
  session.resize(display.widthPx, display.heightPx);
  renderer.resize(display.widthPx, display.heightPx, display.dpr);
}

/** Who draws in time needs nobody to see to it. */
function govern(nowMs: number): void {
  late += (Number(nowMs - drawnMs > LATE_MS) - late) / LATE_FRAMES;
  drawnMs = nowMs;
  if (late > LATE_SHARE) void governing.load();
  governing.part?.frame(nowMs);
}

function frame(nowMs: number): void {
  fit();
  govern(nowMs);
  session.update(nowMs);
  autopilot?.update();
  held.assist("gun", kept.now.autoFire && ui.isFlown && firesByItself(scene) ? Control.Fire : 0);
  ui.update(scene, nowMs);
  map.update(scene, nowMs);
  watching.part?.update(nowMs);
  furniture.measure(nowMs);
  const drawn = encore.update(session.recall, nowMs);
  renderer.draw(drawn, nowMs);
  audio.play(drawn.effects, drawn);
  steering.part?.update(session.flown?.tick ?? 0, session.flown?.own ?? null, 1 / scene.tickRateHz, drawn.effects);
  scene.effects.length = drawn.effects.length = 0;
  requestAnimationFrame(frame);
}

document.addEventListener("visibilitychange", () => session.setAway(document.hidden));
listenToKeys(window, held, () => ui.keymap, () => ui.keysFly);
addEventListener("gamepadconnected", () => void steering.load());
kept.follow((settings) => held.stick(stickyControls(settings)));
kept.follow(({ mouse, touch }) => {
  if (mouse || touch === "stick") void steering.load();
});
kept.follow((settings) => {
  if (settings.netgraph) void governing.load();
});
kept.follow(({ colours }, before) => {
  if (colours !== "standard" || before.colours !== colours) void palettes.load().then(() => palettes.part?.paint(kept.now.colours));
});
addEventListener("storage", () => kept.recall());
void learnLayout();
// Which of them browsers take for a gesture differs. A dialog keeps its keys to itself, so they are caught on the way.
for (const gesture of ["pointerdown", "pointerup", "click", "keydown"]) addEventListener(gesture, () => audio.unlock(), true);
/** Whether the page is loaded anew by itself: the run goes on. */
let isRenewed = false;
addEventListener(LANGUAGE_CHOSEN, () => {
  isRenewed = true;
  // The server is told that this pilot will be back.
  session.connection.drop();
  location.reload();
});
addEventListener("beforeunload", (event) => {
  if (!session.hasRun || isRenewed) return;
  event.preventDefault();
  // Older browsers ask by this alone.
  event.returnValue = true;
});
addEventListener("pagehide", () => {
  if (!isRenewed) session.leave();
});

Object.assign(window, { asteroids: { scene, connection: session.connection } });

fit();
const loaded = watchesFirst ? watching.load() : null;
// Who comes to look back needs no line, and who names a room a line to that one: whether it is so is known once that is loaded.
const led = location.search !== "" && loaded;
// Before the line is opened, which is by the cookie that this brings.
void Promise.all([ui.startScreen.meet(), led]).then(() => session.open());
requestAnimationFrame(frame);
if (import.meta.env.PROD) readyOffline().catch(() => undefined);
