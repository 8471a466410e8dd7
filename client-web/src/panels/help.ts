import { hasAutopilot } from "../autopilot/files/kept";
import { LiveVisibility, add } from "../ui/dom";
import { FLIGHT_KEYS, addKeyTable, type Keys } from "../ui/keyTable";
import { AUTOPILOT, CHAT, SOUND, TOOLS, type Tool } from "../ui/tools";
import { addPadTable } from "../ui/touchPad";
import { t } from "../words";
import { tPanels } from "../words/panels";

const WATCH_KEYS: Keys = [
  ["← →", tPanels.followOther],
  [tPanels.keyClick, tPanels.followThis],
  [`${tPanels.keyDrag} W A S D`, tPanels.lookAround],
  [`${tPanels.keyWheel} + −`, tPanels.zoom],
  [`${tPanels.keySpace} J L`, tPanels.lookBack],
  [", . < >", tPanels.stepTicks],
  ["[ ]", tPanels.stepMoments],
  ["C U", tPanels.saveAndLink],
  [tPanels.keyEnd, tPanels.liveAgain],
];

const KEYS: Keys = [
  [["roll"], tPanels.whoIsHereKey],
  [["sound"], tPanels.soundKey],
  [["network"], tPanels.networkKey],
  [["settings"], tPanels.settingsKey],
  [["help"], tPanels.thisHelp],
];

const PILOT_KEYS: Keys = [
  ...FLIGHT_KEYS,
  [["autoFire"], tPanels.autoFireKey],
  [["autopilot"], tPanels.autopilotKey],
  ...KEYS,
  [["minimap"], t.map],
  [["panels"], tPanels.panelsKey],
  [["leave"], tPanels.leaveKey],
];

/** Names what the buttons on the screen are for; a mouse over one is told so by itself. Fingers have the sound among the settings. */
function addToolTable(parent: Element, tools: readonly Tool[]): void {
  const table = add(parent, "dl", "keys by-touch");
  for (const { sign, label } of tools.filter((tool) => tool !== SOUND)) {
    add(table, "dt", "", sign);
    add(table, "dd", "", label);
  }
}

/** What one can do, over the game. */
export class Help {
  readonly #visibility: LiveVisibility;
  readonly #forPilots: LiveVisibility;
  readonly #forWatchers: LiveVisibility;

  constructor(root: Element) {
    const panel = add(root, "section", "help overlay-panel");
    panel.setAttribute("aria-label", t.help);
    panel.tabIndex = 0;
    const pilots = add(panel, "div");
    addKeyTable(pilots, PILOT_KEYS);
    addPadTable(pilots);
    addToolTable(pilots, hasAutopilot() ? [...TOOLS, AUTOPILOT] : TOOLS);
    add(pilots, "p", "hint", tPanels.helpPilots);
    add(pilots, "p", "hint", tPanels.helpGrowth);
    const watchers = add(panel, "div");
    addKeyTable(watchers, [...WATCH_KEYS, [tPanels.keyEscape, tPanels.backToDirector], ...KEYS]);
    addToolTable(watchers, TOOLS.filter((tool) => tool !== CHAT));
    add(watchers, "p", "hint by-touch", tPanels.helpWatchers);
    this.#visibility = new LiveVisibility(panel);
    this.#forPilots = new LiveVisibility(pilots, true);
    this.#forWatchers = new LiveVisibility(watchers);
    addEventListener("pointerdown", ({ target }) => {
      if (!(target instanceof Element && target.closest(".help, .tools"))) this.close();
    });
  }

  get visible(): boolean {
    return this.#visibility.visible;
  }

  showFor(watching: boolean): void {
    this.#forPilots.set(!watching);
    this.#forWatchers.set(watching);
  }

  toggle(): void {
    this.#visibility.set(!this.#visibility.visible);
  }

  close(): void {
    this.#visibility.set(false);
  }
}
