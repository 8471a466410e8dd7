// One person at this page: first a look at the live room, then a pilot or a spectator. Joins the line to the server, the clock and the picture.

import { Backdrop } from "./backdrop";
import { forgetClaim, recallClaim, rememberClaim, type KeptClaim } from "./claim";
import { Connection, type LineState, type Listener } from "./connection";
import type { Feed } from "./feed";
import type { Lookout } from "./lookout";
import { NetMeter } from "./netstats";
import { CloseCode, closeText, endsRun } from "./protocol/close";
import type { Frame } from "./protocol/frame";
import type { SessionMessage, ToClient } from "./protocol/to_client";
import { Role, type ToServer } from "./protocol/to_server";
import type { Welcome } from "./protocol/welcome";
import { leaveRoom, lineHome } from "./room/here";
import { tellAside } from "./state/asides";
import { BestLife } from "./state/best_life";
import { hear } from "./state/chat";
import { hearRadar } from "./state/occasions";
import type { Picture } from "./state/picture";
import type { Recall } from "./state/recall";
import { Control, type Entity, type Phase, type Scene } from "./state/scene";
import type { Story } from "./state/story";
import { fitView, wishedView, type Extent } from "./viewport";
import { beginVisit, type Visit } from "./visit";
import { ACTION, Wishes } from "./wishes";
import { t } from "./words";

const TRIGGERS = Control.Fire | Control.Hyperspace;

export class Session implements Listener {
  readonly connection: Connection;
  readonly best = new BestLife();
  look = (): number => 0;
  readonly #backdrop: Backdrop;
  /** How one who watches looks at the room, once that is loaded. */
  #watcher: Lookout | null = null;
  readonly #meter = new NetMeter();
  #visit: Visit | null = null;
  #feed: Feed | null = null;
  #role: Role = Role.Spectator;
  #atStart: boolean;
  #name = "";
  #notice = "";
  #away = false;
  /** What goes on after a line that breaks, or a page that was killed. */
  #claim: KeptClaim | null;
  /** Why the server keeps no run of the claim, if it has closed a line that way. */
  #whyLost = "";
  #room = 0;
  /** What is held at the keyboard, whoever flies. */
  #held = 0;
  /** Triggers that were held without a ship: they do nothing until they are released. */
  #dulled = 0;
  #granted: Extent = wishedView(1, 1, 1);
  #windowPx = { width: 1, height: 1 };
  readonly #wishes: Wishes;
  #drawnAtMs = 0;

  readonly #scene: Scene;
  readonly #friend: string;

  constructor(
    url: string,
    scene: Scene,
    watching: boolean,
    /** The name of the pilot near which a new one appears; empty for nobody. */
    friend = "",
  ) {
    this.#scene = scene;
    this.#friend = friend;
    this.#claim = watching ? null : recallClaim();
    if (this.#claim !== null) this.#role = Role.Pilot;
    this.#atStart = !watching;
    this.#backdrop = new Backdrop(scene);
    this.connection = new Connection(url, this);
    this.#wishes = new Wishes((message) => this.connection.send(message));
  }

  /** Takes off under this name. */
  fly(name: string): void {
    this.leave();
    this.#role = Role.Pilot;
    this.#name = name;
    this.#atStart = false;
    this.#enter("");
  }

  /** The pilot goes for good; another flight is a new one. */
  leave(): void {
    this.#claim = null;
    this.#whyLost = "";
    forgetClaim();
  }

  watch(): void {
    this.#role = Role.Spectator;
    this.#atStart = false;
    this.#fitCamera();
    this.#showPhase();
  }

  /** Flies again after death, as soon as the server lets it. */
  respawn(): void {
    this.#wishes.ship = this.#scene.phase.type === "dead";
  }

  /** Says something to everybody in the room. Tells whether it was sent. */
  say(text: string): boolean {
    return this.connection.send({ type: "say", text });
  }

  /** The pilot's controls have changed. */
  steer(controls: number): void {
    this.#held = controls;
    if (this.#scene.you.shipId === 0) this.#dulled |= controls & TRIGGERS;
    this.#dulled &= controls;
    const visit = this.#visit;
    const effective = controls & ~this.#dulled;
    if (visit === null || this.#role !== Role.Pilot || effective === visit.inputs.held) return;
    this.connection.send({ type: "controls", ...visit.inputs.hold(visit.picture.tick, effective) });
    visit.picture.steer();
  }

  /** What a pilot steers by; null for who does not fly. */
  get flown(): Picture | null {
    return this.#role === Role.Pilot ? (this.#visit?.picture ?? null) : null;
  }

  resize(widthPx: number, heightPx: number): void {
    this.#windowPx = { width: Math.max(1, widthPx), height: Math.max(1, heightPx) };
    this.#fitCamera();
  }

  /** Opens the line, if there is use for one. */
  open(): void {
    if (this.#feed === null) this.connection.start();
  }

  /** Shows something else than the live room from now on. There is no line meanwhile: nobody is told what nobody sees. */
  showInstead(feed: Feed): void {
    if (this.#feed === feed) return;
    this.#feed = feed;
    this.#visit = null;
    this.#atStart = false;
    this.connection.stop();
    this.#watcher?.begin();
    this.#scene.phase = { type: "watching", focus: this.#lookout.focus };
  }

  goLive(): void {
    if (this.#feed !== null) this.#enter("");
  }

  /** Whether this is shown now. */
  shows(feed: Feed): boolean {
    return this.#feed === feed;
  }

  /** Whoever watches looks at the room this way from now on. */
  watchBy(watcher: Lookout): void {
    this.#watcher = watcher;
    this.#fitCamera();
    this.#showPhase();
  }

  /** Nobody looks at the page, or somebody does again. */
  setAway(away: boolean): void {
    this.#away = away;
    this.connection.send({ type: "away", away });
    this.connection.listenAnew();
  }

  /** Brings the scene to the time at which it is drawn. */
  update(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - this.#drawnAtMs);
    this.#drawnAtMs = nowMs;
    this.#scene.net.silentMs = this.connection.checkSilence(nowMs);
    this.#meter.report(nowMs, this.#scene.net);
    if (this.#feed !== null) {
      this.#feed.show(nowMs);
      return this.#lookOut(elapsedMs);
    }
    if (this.#visit === null) return;
    if (this.#welcomed) this.#ask(this.#visit, nowMs);
    this.#show(this.#visit, nowMs, elapsedMs);
  }

  hello(): ToServer {
    const session = this.#role === Role.Pilot ? this.#claim : null;
    const view = this.#wish();
    this.#wishes.begin(view);
    return { type: "hello", role: this.#role, name: this.#name, ...view, session, bot: false, friend: this.#friend, look: this.look() };
  }

  heard(message: ToClient, bytes: number): void {
    this.#meter.message(bytes, message.type === "frame");
    switch (message.type) {
      case "welcome":
        return this.#begin(message);
      case "frame":
        return this.#learn(message);
      case "viewGranted":
        this.#granted = message;
        return this.#fitCamera();
      case "leaderboard":
        this.#scene.leaderboard = message.rows;
        return;
      case "radar":
        return hearRadar(this.#scene, message, performance.now());
      case "session":
        return this.#settle(message);
      case "said":
        return hear(this.#scene, message, performance.now());
      case "aside":
        return tellAside(this.#scene, message, performance.now());
      case "notice":
        this.#scene.announcement = { text: message.text, atMs: performance.now() };
        return;
      case "overview":
      case "notables":
        return this.#lookout.hear(message);
    }
  }

  changed(line: LineState): void {
    if (line.type === "refused") this.#scene.phase = line;
    else if (line.type === "waiting") this.#scene.phase = { ...line, type: "connecting" };
    else if (line.type === "opening" && line.attempt > 1) this.#scene.phase = { type: "connecting", attempt: line.attempt, retryInMs: 0, reason: "" };
  }

  /** Ends the flight, if there is one, and sees the live room behind the start screen. */
  backToStart(notice = ""): void {
    this.leave();
    this.#role = Role.Spectator;
    this.#atStart = true;
    // Whoever flies from here flies anywhere, if the page is of no private room: the room that was asked for may be full.
    this.connection.url = lineHome(this.connection.url);
    this.#enter(notice);
    // At once: a line that is only turned round is no broken one.
    this.#scene.phase = { type: "start", notice };
  }

  closed(code: number, reason: string): void {
    if (endsRun(code)) this.#whyLost ||= closeText(code, reason);
    if (code !== CloseCode.Full) return;
    if (this.#role === Role.Pilot) this.backToStart(closeText(code, reason));
    else if (leaveRoom()) this.backToStart(t.roomShut);
  }

  /** What a pilot was told in the last seconds. */
  get recall(): Recall | null {
    return this.#visit?.recall ?? null;
  }

  /** Whether a run is going that would be lost with the page. */
  get hasRun(): boolean {
    return this.#claim !== null && !this.#atStart && this.#scene.phase.type !== "refused" && !this.#isOver;
  }

  /** Whether the pilot's last life is gone. */
  get #isOver(): boolean {
    return this.#visit?.story.dead === true && this.#scene.you.lives === 0;
  }

  /** Whether the visit is the one of the line that is open now. */
  get #welcomed(): boolean {
    return this.connection.state.type === "open";
  }

  /** The server says whether the flight goes on. One of a page that was killed ends if it does not. */
  #settle({ key, resumed }: SessionMessage): void {
    if (this.#claim !== null && !resumed && !this.#claim.over) {
      const text = t.runLost({ why: this.#whyLost || t.notKept });
      this.#scene.announcement = { text, atMs: performance.now() };
    }
    if (this.#atStart && !resumed) return this.backToStart();
    this.#atStart = false;
    this.#whyLost = "";
    this.#keepClaim({ room: this.#room, key, over: this.#isOver || (resumed && this.#claim?.over === true) });
  }

  #keepClaim(claim: KeptClaim): void {
    this.#claim = claim;
    rememberClaim(claim);
  }

  #enter(notice: string): void {
    this.#notice = notice;
    this.#feed = null;
    this.connection.start();
  }

  #begin(welcome: Welcome): void {
    this.#room = welcome.room;
    this.#visit = beginVisit(welcome, this.#scene, this.best, this.#visit, (errorM) => this.#meter.correction(errorM));
    this.#granted = welcome.view;
    this.#backdrop.begin();
    this.#watcher?.begin();
    this.#fitCamera();
    this.#wishes.ship = false;
    if (this.#away) this.connection.send({ type: "away", away: true });
    this.steer(this.#held);
    this.#showPhase();
  }

  #learn(frame: Frame): void {
    const visit = this.#visit;
    if (visit === null) return;
    const nowMs = performance.now();
    visit.clock.frame(frame.tick, nowMs);
    visit.tempo.frame(frame.tick, nowMs);
    this.#meter.late(visit.clock.lateMs);
    if (frame.pong !== null) {
      const roundTripMs = visit.pings.roundTripMs(frame.pong.nonce, frame.pong.heldUs, nowMs);
      if (roundTripMs !== null) visit.clock.pong(roundTripMs);
    }
    visit.picture.apply(frame);
    if (this.#role === Role.Pilot) visit.recall.keep(frame, visit.picture);
    this.#learnName(visit.picture.own?.name ?? "");
    const wasDead = visit.story.dead;
    visit.story.tell(frame, nowMs);
    if (visit.story.dead === wasDead) return;
    if (this.#claim !== null) this.#keepClaim({ ...this.#claim, over: this.#isOver });
    this.#wishes.ship = false;
    this.steer(this.#held);
    this.#showPhase();
  }

  /** A ship that is called something else arrives anew. */
  #learnName(name: string): void {
    const scene = this.#scene;
    if (name === "" || name === scene.ownName) return;
    scene.ownName = name;
    scene.announcement = { text: t.renamed({ name }), atMs: performance.now() };
  }

  /** Sends what is due: pings, and what the window and the spectator want to see. */
  #ask(visit: Visit, nowMs: number): void {
    const nonce = visit.pings.due(nowMs);
    if (nonce !== 0) this.connection.send({ type: "ping", nonce });
    // Pilots see what is around their ship.
    this.#wishes.ask(this.#wish(), this.#role === Role.Spectator ? this.#lookout.asked : ACTION, nowMs);
  }

  #show(visit: Visit, nowMs: number, elapsedMs: number): void {
    const scene = this.#scene;
    scene.tick = visit.picture.show(visit.clock.advance(nowMs, performance.now() - nowMs), elapsedMs);
    if (this.#role === Role.Pilot) {
      this.#followOwn(visit.picture.own);
      visit.nearMisses.look(scene, visit.picture.own, elapsedMs / 1000);
    } else this.#lookOut(elapsedMs);
    scene.net.rttMs = visit.clock.rttMs;
    scene.net.timeRate = visit.tempo.rate;
    scene.net.jitterMs = visit.clock.jitterMs;
    scene.net.leadTicks = scene.tick - visit.picture.frameTick;
    scene.net.entities = scene.entities.length;
  }

  /** Keeps the pilot's ship in the middle, and stays where it was when there is none. */
  #followOwn(ship: Entity | null): void {
    if (ship === null) return;
    this.#scene.camera.x = ship.x;
    this.#scene.camera.y = ship.y;
  }

  #lookOut(elapsedMs: number): void {
    const lookout = this.#lookout;
    lookout.look(elapsedMs);
    const { focus } = lookout;
    const { phase } = this.#scene;
    if (phase.type === "watching" && phase.focus !== focus) this.#scene.phase = { type: "watching", focus };
  }

  /** How one who does not fly looks at the room. */
  get #lookout(): Lookout {
    return this.#atStart || this.#watcher === null ? this.#backdrop : this.#watcher;
  }

  #showPhase(): void {
    if (this.#visit === null || !this.#welcomed) return;
    this.#scene.phase = this.#phase(this.#visit.story);
  }

  #phase(story: Story): Phase {
    if (this.#role === Role.Pilot) return story.dead ? { type: "dead", death: story.death } : { type: "flying" };
    if (this.#atStart) return { type: "start", notice: this.#notice };
    return { type: "watching", focus: this.#lookout.focus };
  }

  #wish(): Extent {
    const { width, height } = this.#windowPx;
    return this.#role === Role.Spectator ? this.#lookout.wish(width, height) : wishedView(width, height, 1);
  }

  #fitCamera(): void {
    const { width, height } = this.#windowPx;
    if (this.#role === Role.Spectator) this.#lookout.fit(this.#granted, width, height);
    else Object.assign(this.#scene.camera, fitView(this.#granted, width, height));
  }
}
