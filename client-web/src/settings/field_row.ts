import { add } from "../ui/dom";
import { kept } from "./kept";
import { FIELDS, type Field, type FieldName } from "./settings";
import { tSettings } from "../words/settings";

const LABELS: Readonly<Record<FieldName, string>> = {
  autoFire: tSettings.autoFire,
  stickyThrust: tSettings.stickyThrust,
  stickyFire: tSettings.stickyFire,
  stickyTurn: tSettings.stickyTurn,
  mouse: tSettings.mouse,
  touch: tSettings.steerBy,
  leftHanded: tSettings.leftHanded,
  padPercent: tSettings.padPercent,
  haptics: tSettings.haptics,
  padStick: tSettings.padStick,
  deadZonePercent: tSettings.deadZonePercent,
  rumble: tSettings.rumble,
  sound: tSettings.soundOn,
  volumePercent: tSettings.volumePercent,
  colours: tSettings.colours,
  minimap: tSettings.minimap,
  netgraph: tSettings.netgraph,
  shape: tSettings.shape,
  hue: tSettings.hue,
};

const OPTIONS: Readonly<Record<string, string>> = {
  pads: tSettings.steerByPads,
  stick: tSettings.steerByStick,
  turn: tSettings.padStickTurn,
  point: tSettings.padStickPoint,
  standard: tSettings.coloursStandard,
  deuteranopia: tSettings.coloursDeuteranopia,
  protanopia: tSettings.coloursProtanopia,
  tritanopia: tSettings.coloursTritanopia,
  strong: tSettings.coloursStrong,
  soft: tSettings.coloursSoft,
  room: tSettings.minimapRoom,
  always: tSettings.minimapAlways,
  never: tSettings.minimapNever,
};

/** One setting with its name. */
export function addField(parent: Element, name: FieldName): void {
  const label = add(parent, "label", "setting");
  const text = add(label, "span", "", LABELS[name]);
  const field: Field = FIELDS[name];
  switch (field.type) {
    case "switch": {
      const input = add(label, "input");
      input.type = "checkbox";
      input.checked = kept.now[name] === true;
      input.addEventListener("change", () => kept.change({ [name]: input.checked }));
      return;
    }
    case "choice": {
      const select = add(label, "select");
      for (const option of field.options) add(select, "option", "", OPTIONS[option] ?? option).value = option;
      select.value = String(kept.now[name]);
      select.addEventListener("change", () => kept.change({ [name]: select.value }));
      return;
    }
    case "range": {
      const input = add(label, "input");
      input.type = "range";
      Object.assign(input, { min: field.min, max: field.max, step: field.step, value: kept.now[name] });
      const shown = add(text, "output", "", ` ${input.value}`);
      input.addEventListener("input", () => {
        shown.textContent = ` ${input.value}`;
        kept.change({ [name]: input.valueAsNumber });
      });
      return;
    }
  }
}
