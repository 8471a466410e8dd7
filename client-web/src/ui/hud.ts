import type { Profile } from "../account/api";
import type { Held } from "../input/held";
import type { Phase, Scene } from "../state/scene";
import { Announcement } from "./announcement";
import { Mutes } from "../state/mutes";
import { Banner } from "./banner";
import { Chat } from "./chat";
import { letterOf } from "../input/strokes";
import { DeathScreen } from "./deathScreen";
import { LiveClass, add } from "./dom";
import { freeFocus, giveFocusBack } from "./focus";
import { Help } from "./help";
import { HintBar } from "./hintBar";
import { KillFeed } from "./killFeed";
import { Leaderboard } from "./leaderboard";
import { askToLeave } from "./leave";
import { Moments } from "./moments";
import { Netgraph } from "./netgraph";
import { recallMuted } from "../preferences";
import { RollPanel } from "./rollPanel";
import { StartScreen } from "./startScreen";
import { Status } from "./status";
import { CHAT, HELP, LEAVE, ROLL, SOUND, type Tool } from "./tools";
import { TouchPad } from "./touchPad";

/** What the player asks for by the panels. */
export interface UiCallbacks {
  onFly(name: string): void;
  onWatch(): void;
  /** The server has said who plays here. */
  onMeet(own: Profile): void;
  onRespawn(): void;
  /** A player was chosen of a list; who watches follows it. */
  onFollow(player: number): void;
  onMute(muted: boolean): void;
  /** After a moderator has removed the player. */
  onComeBack(): void;
  /** Back to the start screen, for good. */
  onLeave(): void;
  /** Says a line. Tells whether it was sent. */
  onSay(text: string): boolean;
  /** Whether a run is going that a leave would end. */
  hasRun(): boolean;
}

/** Whether the keys belong to the ship. */
export function isInFlight({ phase }: Scene): boolean {
  return phase.type === "flying" || phase.type === "dead" || phase.type === "connecting";
}

/** Everything around the picture. It touches the page only when a value has changed. */
export class Ui {
  private readonly status: Status;
  private readonly leaderboard: Leaderboard;
  private readonly killFeed: KillFeed;
  private readonly netgraph: Netgraph;
  private readonly moments: Moments;
  private readonly hintBar: HintBar;
  private readonly announcement: Announcement;
  private readonly banner: Banner;
  readonly startScreen: StartScreen;
  private readonly deathScreen: DeathScreen;
  private readonly chat: Chat;
  private readonly roll: RollPanel;
  private readonly help: Help;
  private readonly touchPad: TouchPad;
  private readonly sound: HTMLButtonElement;
  private readonly atStart: LiveClass;
  private readonly watching: LiveClass;
  private readonly dead: LiveClass;
  private muted = recallMuted();
  private phase: Phase["type"] = "start";
  private inFlight = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly held: Held,
    private readonly callbacks: UiCallbacks,
    friend = "",
  ) {
    this.status = new Status(root);
    this.leaderboard = new Leaderboard(root, callbacks.onFollow);
    this.killFeed = new KillFeed(root);
    this.netgraph = new Netgraph(root);
    this.moments = new Moments(root);
    this.deathScreen = new DeathScreen(root, callbacks.onRespawn, () => this.leave());
    this.hintBar = new HintBar(root, this.deathScreen.hintPlace);
    this.startScreen = new StartScreen(root, friend, callbacks.onFly, callbacks.onWatch, (own) => {
      this.hintBar.meet(own);
      callbacks.onMeet(own);
    });
    const mutes = new Mutes();
    this.chat = new Chat(root, mutes, () => held.releaseAll(), callbacks.onSay);
    this.touchPad = new TouchPad(root, held);
    this.roll = new RollPanel(root, mutes, callbacks.onFollow);
    this.help = new Help(root);
    this.announcement = new Announcement(root);
    this.banner = new Banner(root, callbacks.onComeBack);
    this.atStart = new LiveClass(root, "at-start");
    this.watching = new LiveClass(root, "watching");
    this.dead = new LiveClass(root, "dead");

    const tools = add(root, "div", "tools");
    this.addTool(tools, ROLL, () => this.toggleRoll());
    this.addTool(tools, CHAT, () => this.talk());
    this.addTool(tools, HELP, () => this.toggleHelp());
    this.sound = this.addTool(tools, SOUND, () => this.toggleSound());
    this.addTool(tools, LEAVE, () => this.leave());
    this.showSound();

    addEventListener("keydown", (event) => this.onKey(event));
    freeFocus(root, () => this.inFlight);
  }

  update(scene: Scene, nowMs: number): void {
    this.atStart.set(scene.phase.type === "start");
    this.watching.set(scene.phase.type === "watching");
    this.dead.set(scene.phase.type === "dead");
    this.status.update(scene);
    this.leaderboard.update(scene);
    this.killFeed.update(scene, nowMs);
    this.netgraph.update(scene, nowMs);
    this.moments.update(scene, nowMs);
    this.hintBar.update(scene, nowMs);
    this.startScreen.update(scene);
    this.deathScreen.update(scene);
    this.announcement.update(scene, nowMs);
    this.chat.update(scene, nowMs);
    this.roll.update(scene, nowMs);
    this.banner.update(scene, nowMs);
    if (scene.phase.type !== this.phase) this.enter(scene);
  }

  private enter(scene: Scene): void {
    const phase = scene.phase.type;
    this.phase = phase;
    this.inFlight = isInFlight(scene);
    if (this.inFlight) giveFocusBack();
    this.touchPad.show(phase === "flying");
    this.help.showFor(phase === "watching");
    if (phase === "flying") this.help.close();
  }

  private addTool(parent: Element, { sign, label, key }: Tool, onClick: () => void): HTMLButtonElement {
    const button = add(parent, "button", "tool", sign);
    button.type = "button";
    button.ariaLabel = label;
    button.title = `${label} (${key})`;
    button.addEventListener("click", onClick);
    return button;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // Not even one that is held moves the focus in flight.
    if (event.key === "Tab" && this.inFlight && !(event.target instanceof HTMLInputElement)) event.preventDefault();
    if (event.repeat) return;
    if (event.key === "F3") this.netgraph.toggle();
    else if (event.key === "F1") this.toggleHelp();
    else if (event.target instanceof HTMLInputElement) return;
    else if (event.key === "?") this.toggleHelp();
    else if (event.key === "Escape") this.escape();
    else if (letterOf(event) === "m") this.toggleSound();
    else if (event.key === "Tab") this.tab(event);
    else if (event.target instanceof HTMLButtonElement && !this.inFlight) return;
    else if (event.key === "Enter" && this.startScreen.visible) this.startScreen.fly();
    else if (event.key === "Enter") this.talk();
    else if (event.key === " ") this.deathScreen.respawn();
    // Escape would close at once what it has opened.
    if (event.key === "F1" || event.key === "F3" || event.key === "Enter" || event.key === "Escape") event.preventDefault();
  }

  /** Shows who is here. Who does not fly walks on from there, from button to button. */
  private tab(event: KeyboardEvent): void {
    const isWatching = this.phase === "watching" && !event.shiftKey && !this.roll.visible;
    if (!this.inFlight && !isWatching) return;
    event.preventDefault();
    this.toggleRoll();
  }

  /** One of them at a time: they stand in the same place. */
  private toggleRoll(): void {
    this.help.close();
    this.roll.toggle();
  }

  private toggleHelp(): void {
    this.roll.close();
    this.help.toggle();
  }

  private talk(): void {
    if (this.phase === "flying" || this.phase === "dead") this.chat.open();
  }

  /** Closes what is open, and else ends the flight. */
  private escape(): void {
    if (this.help.visible || this.roll.visible) {
      this.help.close();
      this.roll.close();
    } else if (this.phase === "flying" || this.phase === "dead") {
      this.leave();
    }
  }

  private leave(): void {
    if (!this.callbacks.hasRun()) return this.callbacks.onLeave();
    this.held.releaseAll();
    askToLeave(this.root, this.phase !== "dead", this.callbacks.onLeave);
  }

  private toggleSound(): void {
    this.muted = !this.muted;
    this.showSound();
    this.callbacks.onMute(this.muted);
  }

  private showSound(): void {
    this.sound.ariaPressed = String(!this.muted);
  }
}
