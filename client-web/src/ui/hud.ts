import type { Profile } from "../account/api";
import { hasAutopilot } from "../autopilot/files/kept";
import type { Action } from "../input/actions";
import { Keymap } from "../input/bindings";
import type { Held } from "../input/held";
import type { Seat } from "../input/seat";
import { followKeys, namesOf } from "../input/source_names";
import { sourcesOf } from "../input/strokes";
import type { Panels } from "../panels/panels";
import { toggleMap } from "../map/pilotMap";
import { kept } from "../settings/kept";
import { keepMutes, type KeptNames } from "../state/kept_names";
import { QUICK_WORDS } from "../state/quick_words";
import type { Improvement, Phase, Scene } from "../state/scene";
import { Announcement } from "./announcement";
import { Banner } from "./banner";
import { Chat } from "./chat";
import { DeathScreen } from "./deathScreen";
import { topDialog } from "./dialog";
import { LiveClass, LiveVisibility, add } from "./dom";
import { freeFocus, giveFocusBack } from "./focus";
import { Icon } from "./icon";
import { HintBar } from "./hintBar";
import { KillFeed } from "./killFeed";
import { Leaderboard } from "./leaderboard";
import { askToLeave } from "./leave";
import { openLoaded } from "./loaded";
import { Moments } from "./moments";
import { Speaker } from "./speaker";
import { StartScreen } from "./startScreen";
import { Status } from "./status";
import { AUTOPILOT, CHAT, HELP, LEAVE, ROLL, SETTINGS, SOUND, type Tool } from "./tools";
import { TouchPad } from "./touchPad";
import { t } from "../words";

/** What the player asks for by the panels. */
export interface UiCallbacks {
  onFly(name: string): void;
  onWatch(): void;
  /** The server has said who plays here. */
  onMeet(own: Profile): void;
  onRespawn(): void;
  /** One of the improvements that are offered is taken. */
  onChoose(improvement: Improvement): void;
  /** A player was chosen of a list; who watches follows it. */
  onFollow(player: number): void;
  /** Opens the page of settings. */
  onSettings(): void;
  /** Saves the last seconds. */
  onClip(): void;
  /** Hands the stick to an autopilot, or takes it back. */
  onAutopilot(): void;
  /** Something is to be said on the screen. */
  onTell(text: string): void;
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
function isInFlight({ phase }: Scene): boolean {
  return phase.type === "flying" || phase.type === "dead" || phase.type === "connecting";
}

/** Everything around the picture. It touches the page only when a value has changed. */
export class Ui implements Seat {
  readonly #status: Status;
  readonly #leaderboard: Leaderboard;
  readonly #killFeed: KillFeed;
  readonly #moments: Moments;
  readonly #hintBar: HintBar;
  readonly #announcement: Announcement;
  readonly #banner: Banner;
  readonly startScreen: StartScreen;
  readonly #deathScreen: DeathScreen;
  readonly #mutes = keepMutes();
  readonly #friends: KeptNames;
  readonly #chat: Chat;
  readonly #speaker: Speaker;
  /** Once one of them has been asked for, and they are loaded. */
  #panels: Panels | null = null;
  readonly #touchPad: TouchPad;
  readonly #sound: HTMLButtonElement;
  readonly #autopilot: LiveVisibility;
  readonly #icon = new Icon();
  readonly #atStart: LiveClass;
  readonly #watching: LiveClass;
  readonly #dead: LiveClass;
  readonly #walking: LiveClass;
  #phase: Phase["type"] = "start";
  #inFlight = false;
  /** Whether the keys walk through the panels, though there is a ship to fly. */
  #walks = false;
  /** By the bindings of the moment. */
  keymap = new Keymap(kept.now.bindings);

  readonly #root: HTMLElement;
  readonly #held: Held;
  readonly #callbacks: UiCallbacks;

  constructor(
    root: HTMLElement,
    held: Held,
    callbacks: UiCallbacks,
    friends: KeptNames,
    friend = "",
  ) {
    this.#root = root;
    this.#held = held;
    this.#callbacks = callbacks;
    this.#friends = friends;
    this.#status = new Status(root);
    this.#leaderboard = new Leaderboard(root, callbacks.onFollow);
    this.#killFeed = new KillFeed(root);
    this.#moments = new Moments(root);
    this.#deathScreen = new DeathScreen(root, callbacks.onRespawn, callbacks.onChoose, () => this.#leave());
    this.#hintBar = new HintBar(root, this.#deathScreen.hintPlace);
    this.startScreen = new StartScreen(root, friend, callbacks.onFly, callbacks.onWatch, (own) => {
      this.#hintBar.meet(own);
      callbacks.onMeet(own);
    });
    this.#chat = new Chat(root, this.#mutes, () => held.releaseAll(), callbacks.onSay);
    const spoken = add(root, "p", "spoken");
    spoken.setAttribute("role", "status");
    // A new text each time, so that what is said twice is heard twice.
    this.#speaker = new Speaker(this.#mutes, (sentence) => spoken.replaceChildren(sentence));
    this.#touchPad = new TouchPad(root, held);
    this.#announcement = new Announcement(root);
    this.#banner = new Banner(root, callbacks.onComeBack);
    this.#atStart = new LiveClass(root, "at-start");
    this.#watching = new LiveClass(root, "watching");
    this.#dead = new LiveClass(root, "dead");
    this.#walking = new LiveClass(root, "walking");

    const tools = add(root, "div", "tools");
    this.#addTool(tools, ROLL, () => this.act("roll"));
    this.#addTool(tools, CHAT, () => this.act("chat"));
    this.#addTool(tools, HELP, () => this.act("help"));
    this.#sound = this.#addTool(tools, SOUND, () => this.act("sound"));
    this.#sound.classList.add("sound");
    const autopilot = this.#addTool(tools, AUTOPILOT, () => this.act("autopilot"));
    autopilot.classList.add("hand-over");
    this.#autopilot = new LiveVisibility(autopilot);
    this.#addTool(tools, SETTINGS, () => this.act("settings"));
    this.#addTool(tools, LEAVE, () => this.#leave());
    kept.follow(({ sound, netgraph, bindings }, before) => {
      this.#sound.ariaPressed = String(sound);
      if (netgraph || this.#panels !== null) this.#withPanels((panels) => panels.netgraph.show(kept.now.netgraph));
      if (bindings === before.bindings) return;
      this.keymap = new Keymap(bindings);
      held.releaseAll();
    });

    addEventListener("keydown", (event) => this.#onKey(event));
    freeFocus(root, () => this.keysFly);
  }

  /** Whether the keys belong to the ship. */
  get keysFly(): boolean {
    return this.#inFlight && !this.#walks;
  }

  /** Whether there is a ship to fly, and nothing over it that hears buttons itself. */
  get isFlown(): boolean {
    return this.keysFly && topDialog() === null && document.hasFocus();
  }

  update(scene: Scene, nowMs: number): void {
    this.#atStart.set(scene.phase.type === "start");
    this.#watching.set(scene.phase.type === "watching");
    this.#dead.set(scene.phase.type === "dead");
    this.#status.update(scene);
    this.#leaderboard.update(scene);
    this.#killFeed.update(scene, nowMs);
    this.#moments.update(scene, nowMs);
    this.#hintBar.update(scene, nowMs);
    this.startScreen.update(scene);
    this.#deathScreen.update(scene);
    this.#announcement.update(scene, nowMs);
    this.#chat.update(scene, nowMs);
    this.#speaker.update(scene, nowMs);
    this.#panels?.update(scene, nowMs);
    this.#banner.update(scene, nowMs);
    if (scene.phase.type !== this.#phase) this.#enter(scene);
  }

  #enter(scene: Scene): void {
    const phase = scene.phase.type;
    this.#phase = phase;
    this.#inFlight = isInFlight(scene);
    this.#walk(false);
    this.#held.dropStuck();
    if (this.#inFlight) giveFocusBack();
    this.#touchPad.show(phase === "flying");
    this.#autopilot.set(phase === "flying" && hasAutopilot());
    this.#icon.set(phase === "dead");
    if (phase === "flying") this.#panels?.help.close();
  }

  #addTool(parent: Element, { sign, label, action }: Tool, onClick: () => void): HTMLButtonElement {
    const button = add(parent, "button", "tool", sign);
    button.type = "button";
    button.ariaLabel = label;
    followKeys(() => {
      const [key] = namesOf(action);
      button.title = key === undefined ? label : t.toolKey({ tool: label, key });
    });
    button.addEventListener("click", onClick);
    return button;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const inField = event.target instanceof HTMLInputElement;
    // Not even one that is held moves the focus in flight.
    if (event.key === "Tab" && this.keysFly && !inField) event.preventDefault();
    if (event.repeat || (inField && !/^F\d/.test(event.key))) return;
    const isPress = event.key === "Enter" || event.key === " ";
    if (isPress && event.target instanceof HTMLButtonElement && !this.keysFly) return;
    // Escape would close at once what it has opened.
    if (this.#obey(event)) event.preventDefault();
  }

  #obey(event: KeyboardEvent): boolean {
    if (event.key === "Escape" && this.putAway()) return true;
    if (event.key === "Enter" && this.startScreen.visible) {
      this.startScreen.fly();
      return true;
    }
    // Who does not fly walks on by it, from button to button.
    if (event.key === "Tab" && !this.keysFly && (this.#phase !== "watching" || event.shiftKey || this.#panels?.roll.visible === true)) return false;
    const { deeds } = this.keymap.meaningOfAny(sourcesOf(event));
    return deeds.filter((action) => this.act(action)).length > 0;
  }

  /** Does what a key or a button is for. Says whether there was anything to do. */
  act(action: Action): boolean {
    switch (action) {
      case "respawn":
        return this.#phase === "dead" && this.#deathScreen.respawn();
      case "chat":
        return this.#talk();
      case "sayHello":
      case "sayThanks":
        // While there is something to choose, their keys choose.
        if (this.#deathScreen.choose(action === "sayHello" ? 0 : 1)) return true;
        return this.#say(action);
      case "saySorry":
      case "sayHelp":
      case "sayFollow":
      case "sayCareful":
      case "sayShot":
      case "sayGame":
        return this.#say(action);
      case "roll":
        return this.#toggleRoll();
      case "help":
        return this.#toggleHelp();
      case "sound":
        kept.change({ sound: !kept.now.sound });
        return true;
      case "network":
        kept.change({ netgraph: !kept.now.netgraph });
        return true;
      case "minimap":
        if (this.#inFlight) toggleMap();
        return this.#inFlight;
      case "autoFire":
        return this.#toggleAutoFire();
      case "autopilot":
        return this.#inRun(this.#callbacks.onAutopilot);
      case "clip":
        return this.#inRun(this.#callbacks.onClip);
      case "settings":
        return this.#openSettings();
      case "panels":
        return this.#inFlight && this.#walk(!this.#walks);
      case "leave":
        return this.#hasRun && this.#leave();
      case "thrust":
      case "left":
      case "right":
      case "brake":
      case "fire":
      case "hyperspace":
        // The ship's, as long as they are held.
        return false;
    }
  }

  /** Whether a run is going on. */
  get #hasRun(): boolean {
    return this.#phase === "flying" || this.#phase === "dead";
  }

  /** Has the keys walk through the panels instead of flying, or fly again. */
  #walk(walks: boolean): true {
    if (walks === this.#walks) return true;
    this.#walks = walks;
    this.#walking.set(walks);
    this.#held.releaseAll();
    if (walks) this.#root.querySelector<HTMLElement>(".tools .tool")?.focus();
    else giveFocusBack();
    return true;
  }

  /** Does something with the panels, once they are there. */
  #withPanels(use: (panels: Panels) => void): true {
    if (this.#panels !== null) use(this.#panels);
    else
      void openLoaded(this.#root, import("../windows/start"), ({ Panels }) => {
        this.#panels ??= new Panels(this.#root, this.#mutes, this.#friends, this.#callbacks.onFollow);
        use(this.#panels);
      });
    return true;
  }

  /** One of them at a time: they stand in the same place. */
  #toggleRoll(): boolean {
    if (!this.#inFlight && this.#phase !== "watching") return false;
    return this.#withPanels(({ help, roll }) => {
      help.close();
      roll.toggle();
    });
  }

  #toggleHelp(): true {
    return this.#withPanels(({ help, roll }) => {
      roll.close();
      help.toggle();
    });
  }

  #talk(): boolean {
    if (!this.#hasRun) return false;
    this.#walk(false);
    this.#chat.open();
    return true;
  }

  #say(action: keyof typeof QUICK_WORDS): boolean {
    return this.#inRun(() => this.#callbacks.onSay(QUICK_WORDS[action].said));
  }

  #inRun(deed: () => void): boolean {
    if (this.#hasRun) deed();
    return this.#hasRun;
  }

  #openSettings(): true {
    this.#held.releaseAll();
    this.#callbacks.onSettings();
    return true;
  }

  /** Closes what is open. Says whether anything was. */
  putAway(): boolean {
    const wasOpen = this.#panels?.close() === true || this.#walks;
    this.#walk(false);
    return wasOpen;
  }

  #leave(): true {
    this.#held.releaseAll();
    if (this.#callbacks.hasRun()) askToLeave(this.#root, this.#phase !== "dead", this.#callbacks.onSettings, this.#callbacks.onLeave);
    else this.#callbacks.onLeave();
    return true;
  }

  #toggleAutoFire(): boolean {
    if (!this.#inFlight) return false;
    const autoFire = !kept.now.autoFire;
    kept.change({ autoFire });
    this.#callbacks.onTell(autoFire ? t.autoFireOn : t.autoFireOff);
    return true;
  }
}
