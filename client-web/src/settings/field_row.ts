import { add } from "../ui/dom";
import { kept } from "./kept";
import { FIELDS, type Field, type FieldName } from "./settings";
import { tSettings as t } from "./words";

const LABELS: Readonly<Record<FieldName, string>> = {
  autoFire: t.autoFire,
  stickyThrust: t.stickyThrust,
  stickyFire: t.stickyFire,
  stickyTurn: t.stickyTurn,
  mouse: t.mouse,
  touch: t.steerBy,
  leftHanded: t.leftHanded,
  padPercent: t.padPercent,
  haptics: t.haptics,
  padStick: t.padStick,
  deadZonePercent: t.deadZonePercent,
  rumble: t.rumble,
  sound: t.soundOn,
  volumePercent: t.volumePercent,
  netgraph: t.netgraph,
};

const OPTIONS: Readonly<Record<string, string>> = {
  pads: t.steerByPads,
  stick: t.steerByStick,
  turn: t.padStickTurn,
  point: t.padStickPoint,
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
