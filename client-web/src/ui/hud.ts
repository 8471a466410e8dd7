import type { Scene } from "../state/scene";
import { Announcement } from "./announcement";
import { Mutes } from "../state/mutes";
import { Banner } from "./banner";
import { Chat } from "./chat";
import { DeathScreen } from "./deathScreen";
import { LiveClass, add } from "./dom";
import { Help } from "./help";
import { KillFeed } from "./killFeed";
import { Leaderboard } from "./leaderboard";
import { Netgraph } from "./netgraph";
import { recallMuted } from "./preferences";
import { RollPanel } from "./rollPanel";
import { SpectatorBar } from "./spectatorBar";
import { StartScreen } from "./startScreen";
import { Status } from "./status";

/** What the player asks for by the panels. */
export interface UiCallbacks {
  onFly(name: string): void;
  onWatch(): void;
  onRespawn(): void;
  onMute(muted: boolean): void;
  /** After a moderator has removed the player. */
  onComeBack(): void;
  /** The player begins to type: keys are not for the ship. */
  onTalk(): void;
  onSay(text: string): void;
}

/** Everything around the picture. It touches the page only when a value has changed. */
export class Ui {
  private readonly status: Status;
  private readonly leaderboard: Leaderboard;
  private readonly killFeed: KillFeed;
  private readonly netgraph: Netgraph;
  private readonly announcement: Announcement;
  private readonly banner: Banner;
  private readonly spectatorBar: SpectatorBar;
  readonly startScreen: StartScreen;
  private readonly deathScreen: DeathScreen;
  private readonly chat: Chat;
  private readonly roll: RollPanel;
  private readonly help: Help;
  private readonly sound: HTMLButtonElement;
  private readonly atStart: LiveClass;
  private muted = recallMuted();
  private mayTalk = false;

  constructor(
    root: HTMLElement,
    private readonly callbacks: UiCallbacks,
  ) {
    this.status = new Status(root);
    this.leaderboard = new Leaderboard(root);
    this.killFeed = new KillFeed(root);
    this.netgraph = new Netgraph(root);
    this.spectatorBar = new SpectatorBar(root, () => this.startScreen.fly());
    this.deathScreen = new DeathScreen(root, callbacks.onRespawn);
    this.startScreen = new StartScreen(root, callbacks.onFly, callbacks.onWatch);
    const mutes = new Mutes();
    this.chat = new Chat(root, mutes, callbacks.onTalk, callbacks.onSay);
    this.roll = new RollPanel(root, mutes);
    this.help = new Help(root);
    this.announcement = new Announcement(root);
    this.banner = new Banner(root, callbacks.onComeBack);
    this.atStart = new LiveClass(root, "at-start");

    const tools = add(root, "div", "tools");
    this.addTool(tools, "☰", "Who is here").addEventListener("click", () => this.roll.toggle());
    this.addTool(tools, "✎", "Chat").addEventListener("click", () => this.talk());
    this.addTool(tools, "?", "Keys").addEventListener("click", () => this.help.toggle());
    this.sound = this.addTool(tools, "♪", "Sound");
    this.sound.addEventListener("click", () => this.toggleSound());
    this.showSound();

    addEventListener("keydown", (event) => this.onKey(event));
  }

  update(scene: Scene, nowMs: number): void {
    this.atStart.set(scene.phase.type === "start");
    this.status.update(scene);
    this.leaderboard.update(scene);
    this.killFeed.update(scene, nowMs);
    this.netgraph.update(scene, nowMs);
    this.spectatorBar.update(scene, nowMs);
    this.startScreen.update(scene);
    this.deathScreen.update(scene);
    this.announcement.update(scene, nowMs);
    this.chat.update(scene, nowMs);
    this.roll.update(scene, nowMs);
    this.banner.update(scene, nowMs);
    this.mayTalk = scene.phase.type === "flying" || scene.phase.type === "watching";
  }

  private addTool(parent: Element, text: string, label: string): HTMLButtonElement {
    const button = add(parent, "button", "tool", text);
    button.type = "button";
    button.ariaLabel = label;
    // A pressed button must not keep the focus, or Space would press it again in flight.
    button.addEventListener("click", (event) => {
      if (event.detail > 0) button.blur();
    });
    return button;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "F3") this.netgraph.toggle();
    else if (event.key === "F1") this.help.toggle();
    else if (event.target instanceof HTMLInputElement) return;
    else if (event.key === "?") this.help.toggle();
    else if (event.key === "Escape") this.closePanels();
    else if (event.code === "KeyM") this.toggleSound();
    else if (event.target instanceof HTMLButtonElement) return;
    else if (event.key === "Tab" && !this.startScreen.visible) this.roll.toggle();
    else if (event.key === "Enter" && this.mayTalk) this.talk();
    else if (event.key === "Enter" && this.startScreen.visible) this.startScreen.fly();
    else if (event.key === "Enter" || event.code === "Space") this.deathScreen.respawn();
    if (event.key === "F1" || event.key === "F3" || event.key === "Enter") event.preventDefault();
    if (event.key === "Tab" && !this.startScreen.visible) event.preventDefault();
  }

  private talk(): void {
    if (this.mayTalk) this.chat.open();
  }

  private closePanels(): void {
    this.help.close();
    this.roll.close();
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
