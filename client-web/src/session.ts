// One person at this page: first a look at the live room, then a pilot or a
// spectator. Joins the line to the server, the clock and the picture.

import { Camera } from "./camera";
import { forgetClaim, recallClaim, rememberClaim, type KeptClaim } from "./claim";
import { Clock } from "./clock";
import { Connection, type LineState, type Listener } from "./connection";
import { NetMeter } from "./netstats";
import { Pings } from "./pings";
import { CloseCode, closeText, endsRun } from "./protocol/close";
import type { Frame } from "./protocol/frame";
import type { Said, SessionMessage, ToClient } from "./protocol/to_client";
import { Role, type Focus, type ToServer } from "./protocol/to_server";
import type { Welcome } from "./protocol/welcome";
import type { Spectator } from "./spectator";
import { BestLife } from "./state/best_life";
import { Inputs } from "./state/inputs";
import { makeRadar, makeYou } from "./state/make_scene";
import { NearMisses } from "./state/near_misses";
import { Picture } from "./state/picture";
import { makeRules } from "./state/rules";
import { Control, type Phase, type Scene } from "./state/scene";
import { Story } from "./state/story";
import { Tempo } from "./tempo";
import { fitView, wishedView, type Extent } from "./viewport";

/** A window that is being resized, or a hand at the wheel, asks for a view no more often than this. */
const ASK_EVERY_MS = 150;
const CHAT_LINES_KEPT = 50;
const NOT_KEPT = "The server ended without keeping it, or the line was down for too long";
const TRIGGERS = Control.Fire | Control.Hyperspace;

/** What lasts from one welcome to the next. */
interface Visit {
  readonly clock: Clock;
  readonly inputs: Inputs;
  readonly nearMisses: NearMisses;
  readonly pings: Pings;
  readonly picture: Picture;
  readonly story: Story;
  readonly tempo: Tempo;
}

export class Session implements Listener {
  readonly connection: Connection;
  readonly best = new BestLife();
  private readonly camera: Camera;
  private readonly meter = new NetMeter();
  private visit: Visit | null = null;
  private role: Role = Role.Spectator;
  private atStart: boolean;
  private name = "";
  private notice = "";
  private away = false;
  /** What goes on after a line that breaks, or a page that was killed. */
  private claim: KeptClaim | null;
  /** Why the server keeps no run of the claim, if it has closed a line that way. */
  private whyLost = "";
  private room = 0;
  /** What is held at the keyboard, whoever flies. */
  private held = 0;
  /** Triggers that were held without a ship: they do nothing until they are released. */
  private dulled = 0;
  private granted: Extent = wishedView(1, 1, 1);
  private windowPx = { width: 1, height: 1 };
  /** What the server is to be asked for. */
  private wanted = { view: false, focus: false, ship: false };
  private askedAtMs = 0;
  private drawnAtMs = 0;

  constructor(
    url: string,
    private readonly scene: Scene,
    private readonly spectator: Spectator,
    watching: boolean,
    /** The name of the pilot near which a new one appears; empty for nobody. */
    private readonly friend = "",
  ) {
    this.claim = watching ? null : recallClaim();
    if (this.claim !== null) this.role = Role.Pilot;
    this.atStart = !watching;
    this.camera = new Camera(scene);
    this.connection = new Connection(url, this);
  }

  /** Takes off under this name. */
  fly(name: string): void {
    this.leave();
    this.role = Role.Pilot;
    this.name = name;
    this.atStart = false;
    this.enter("");
  }

  /** The pilot goes for good; another flight is a new one. */
  leave(): void {
    this.claim = null;
    this.whyLost = "";
    forgetClaim();
  }

  watch(): void {
    this.role = Role.Spectator;
    this.atStart = false;
    this.showPhase();
  }

  /** Flies again after death, as soon as the server lets it. */
  respawn(): void {
    this.wanted.ship = this.scene.phase.type === "dead";
  }

  /** Says something to everybody in the room. Tells whether it was sent. */
  say(text: string): boolean {
    return this.connection.send({ type: "say", text });
  }

  /** The pilot's controls have changed. */
  steer(controls: number): void {
    this.held = controls;
    if (this.scene.you.shipId === 0) this.dulled |= controls & TRIGGERS;
    this.dulled &= controls;
    const { visit } = this;
    const effective = controls & ~this.dulled;
    if (visit === null || this.role !== Role.Pilot || effective === visit.inputs.held) return;
    this.connection.send({ type: "controls", ...visit.inputs.hold(visit.picture.tick, effective) });
    visit.picture.steer();
  }

  resize(widthPx: number, heightPx: number): void {
    this.windowPx = { width: Math.max(1, widthPx), height: Math.max(1, heightPx) };
    this.fitCamera();
    this.wanted.view = true;
  }

  /** The spectator looks elsewhere, or from another height. */
  turn(): void {
    this.wanted.view = true;
    this.wanted.focus = true;
    this.showPhase();
  }

  /** Nobody looks at the page, or somebody does again. */
  setAway(away: boolean): void {
    this.away = away;
    this.connection.send({ type: "away", away });
    this.connection.listenAnew();
  }

  /** Brings the scene to the time at which it is drawn. */
  update(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - this.drawnAtMs);
    this.drawnAtMs = nowMs;
    this.connection.checkSilence(nowMs);
    this.meter.report(nowMs, this.scene.net);
    if (this.visit === null) return;
    if (this.welcomed) this.ask(this.visit, nowMs);
    this.show(this.visit, nowMs, elapsedMs);
  }

  hello(): ToServer {
    const session = this.role === Role.Pilot ? this.claim : null;
    return { type: "hello", role: this.role, name: this.name, ...this.wish(), session, bot: false, friend: this.friend };
  }

  heard(message: ToClient, bytes: number): void {
    this.meter.message(bytes, message.type === "frame");
    switch (message.type) {
      case "welcome":
        return this.begin(message);
      case "frame":
        return this.learn(message);
      case "viewGranted":
        this.granted = message;
        return this.fitCamera();
      case "leaderboard":
        this.scene.leaderboard = message.rows;
        return;
      case "radar":
        this.scene.radar = message;
        this.scene.net.serverTickMs = message.tickUs / 1000;
        this.wanted.focus = true;
        return;
      case "session":
        return this.settle(message);
      case "said":
        return this.hearLines(message);
      case "notice":
        this.scene.announcement = { text: message.text, atMs: performance.now() };
    }
  }

  changed(line: LineState): void {
    if (line.type === "refused") this.scene.phase = line;
    else if (line.type === "waiting") this.scene.phase = { ...line, type: "connecting" };
    else if (line.type === "opening" && line.attempt > 1) {
      this.scene.phase = { type: "connecting", attempt: line.attempt, retryInMs: 0, reason: "" };
    }
  }

  /** Ends the flight, if there is one, and sees the live room behind the start screen. */
  backToStart(notice = ""): void {
    this.leave();
    this.role = Role.Spectator;
    this.atStart = true;
    this.enter(notice);
    // At once: a line that is only turned round is no broken one.
    this.scene.phase = { type: "start", notice };
  }

  closed(code: number, reason: string): void {
    if (endsRun(code)) this.whyLost ||= closeText(code, reason);
    if (code !== CloseCode.Full || this.role !== Role.Pilot) return;
    this.backToStart(closeText(code, reason));
  }

  /** Whether a run is going that would be lost with the page. */
  get hasRun(): boolean {
    return this.claim !== null && !this.atStart && this.scene.phase.type !== "refused" && !this.isOver;
  }

  /** Whether the pilot's last life is gone. */
  private get isOver(): boolean {
    return this.visit?.story.dead === true && this.scene.you.lives === 0;
  }

  /** Whether the visit is the one of the line that is open now. */
  private get welcomed(): boolean {
    return this.connection.state.type === "open";
  }

  /** The server says whether the flight goes on. One of a page that was killed ends if it does not. */
  private settle({ key, resumed }: SessionMessage): void {
    if (this.claim !== null && !resumed && !this.claim.over) {
      const text = `Your run is lost. ${this.whyLost || NOT_KEPT}`;
      this.scene.announcement = { text, atMs: performance.now() };
    }
    if (this.atStart && !resumed) return this.backToStart();
    this.atStart = false;
    this.whyLost = "";
    this.keepClaim({ room: this.room, key, over: this.isOver || (resumed && this.claim?.over === true) });
  }

  private keepClaim(claim: KeptClaim): void {
    this.claim = claim;
    rememberClaim(claim);
  }

  private enter(notice: string): void {
    this.notice = notice;
    this.spectator.reset();
    this.connection.start();
  }

  private begin(welcome: Welcome): void {
    const { scene } = this;
    const rules = makeRules(welcome);
    const inputs = new Inputs();
    const onCorrection = (errorM: number): void => this.meter.correction(errorM);
    const before = this.visit !== null && welcome.player !== 0 && welcome.player === scene.ownPlayer ? this.visit.story : null;
    scene.effects.length = 0;
    scene.moments.length = 0;
    if (before === null) scene.grudge = null;
    Object.assign(scene.you, makeYou());
    const picture = new Picture(rules, welcome.player, inputs, scene.you, scene.effects, onCorrection);
    picture.tick = welcome.tick;
    scene.entities = picture.entities;
    scene.tickRateHz = welcome.tickRateHz;
    scene.worldWidthM = welcome.torus.widthM;
    scene.worldHeightM = welcome.torus.heightM;
    this.room = welcome.room;
    scene.room = welcome.room;
    scene.chat = [];
    scene.ownPlayer = welcome.player;
    scene.ownName = welcome.name;
    scene.radar = makeRadar();
    this.visit = {
      clock: new Clock(welcome.tickRateHz, welcome.timing.inputLeadTicksMax),
      inputs,
      nearMisses: new NearMisses((effect) => picture.addEffect(effect)),
      pings: new Pings(),
      picture,
      story: new Story(scene, picture, welcome.timing.spawnShieldTicks, this.best, before),
      tempo: new Tempo(welcome.tickRateHz),
    };
    this.granted = welcome.view;
    this.fitCamera();
    this.wanted.focus = true;
    this.wanted.ship = false;
    if (this.away) this.connection.send({ type: "away", away: true });
    this.steer(this.held);
    this.showPhase();
  }

  private hearLines({ lines }: Said): void {
    const nowMs = performance.now();
    const heard = lines.map(({ ageS, ...line }) => ({ ...line, atMs: nowMs - ageS * 1000 }));
    this.scene.chat = [...this.scene.chat, ...heard].slice(-CHAT_LINES_KEPT);
  }

  private learn(frame: Frame): void {
    const { visit } = this;
    if (visit === null) return;
    const nowMs = performance.now();
    visit.clock.frame(frame.tick, nowMs);
    visit.tempo.frame(frame.tick, nowMs);
    if (frame.pong !== null) {
      const roundTripMs = visit.pings.roundTripMs(frame.pong.nonce, frame.pong.heldUs, nowMs);
      if (roundTripMs !== null) visit.clock.pong(roundTripMs);
    }
    visit.picture.apply(frame);
    this.learnName(visit.picture.own?.name ?? "");
    const wasDead = visit.story.dead;
    visit.story.tell(frame, nowMs);
    if (visit.story.dead === wasDead) return;
    if (this.claim !== null) this.keepClaim({ ...this.claim, over: this.isOver });
    this.wanted.ship = false;
    this.steer(this.held);
    this.showPhase();
  }

  /** A ship that is called something else arrives anew. */
  private learnName(name: string): void {
    const { scene } = this;
    if (name === "" || name === scene.ownName) return;
    scene.ownName = name;
    scene.announcement = { text: `A moderator has renamed you: you are ${name} now.`, atMs: performance.now() };
  }

  /** Sends what is due: pings, and what the window and the spectator want to see. */
  private ask(visit: Visit, nowMs: number): void {
    const nonce = visit.pings.due(nowMs);
    if (nonce !== 0) this.connection.send({ type: "ping", nonce });
    if (nowMs - this.askedAtMs < ASK_EVERY_MS) return;
    this.askedAtMs = nowMs;
    if (this.wanted.view) this.connection.send({ type: "view", ...this.wish() });
    if (this.wanted.focus && this.role === Role.Spectator) this.connection.send({ type: "focus", focus: this.focus() });
    // The server hears no such wish before the pause is over, by its own clock: it is told until there is a ship.
    if (this.wanted.ship) this.connection.send({ type: "respawn" });
    this.wanted.view = false;
    this.wanted.focus = false;
  }

  /** Who watches the action asks for the ship that the camera follows. */
  private focus(): Focus {
    const { focus } = this.spectator;
    const { action } = this.scene.radar;
    return focus.type === "action" && action !== null ? { type: "player", player: action.player } : focus;
  }

  private show(visit: Visit, nowMs: number, elapsedMs: number): void {
    const { scene } = this;
    scene.tick = visit.picture.show(visit.clock.advance(nowMs), elapsedMs);
    if (this.role === Role.Pilot) {
      this.camera.followOwn(visit.picture.own);
      visit.nearMisses.look(scene, visit.picture.own, elapsedMs / 1000);
    } else this.camera.followFocus(this.spectator.focus, elapsedMs);
    scene.net.rttMs = visit.clock.rttMs;
    scene.net.timeRate = visit.tempo.rate;
    scene.net.jitterMs = visit.clock.jitterMs;
    scene.net.leadTicks = scene.tick - visit.picture.frameTick;
    scene.net.entities = scene.entities.length;
  }

  private showPhase(): void {
    if (this.visit === null || !this.welcomed) return;
    this.scene.phase = this.phase(this.visit.story);
  }

  private phase(story: Story): Phase {
    const { focus } = this.spectator;
    if (this.role === Role.Pilot) return story.dead ? { type: "dead", death: story.death } : { type: "flying" };
    if (this.atStart) return { type: "start", notice: this.notice };
    return { type: "watching", focus };
  }

  private wish(): Extent {
    return wishedView(this.windowPx.width, this.windowPx.height, this.role === Role.Spectator ? this.spectator.zoom : 1);
  }

  private fitCamera(): void {
    Object.assign(this.scene.camera, fitView(this.granted, this.windowPx.width, this.windowPx.height));
  }
}
