import { add } from "../ui/dom";
import { kept } from "./kept";
import { FIELDS, type Field, type FieldName } from "./settings";

const LABELS: Readonly<Record<FieldName, string>> = {
  autoFire: "Fire by itself, once the shield of a new ship is over",
  stickyThrust: "Thrust and brake: press once to begin, once more to end",
  stickyFire: "Fire: press once to begin, once more to end",
  stickyTurn: "Turn: press once to begin, once more to end",
  mouse: "Fly toward the mouse pointer; its buttons fire and thrust",
  touch: "Steer by touch with",
  leftHanded: "Left-handed pads: fire and thrust at the left",
  padPercent: "Size of the pads, %",
  haptics: "The phone shakes when a pad is touched",
  padStick: "The left stick of a gamepad",
  deadZonePercent: "How far a stick moves before it counts, %",
  rumble: "The gamepad shakes when the ship is hit",
  sound: "Sound",
  volumePercent: "Volume, %",
  netgraph: "Show how well the line is",
};

const OPTIONS: Readonly<Record<string, string>> = {
  pads: "pads",
  stick: "a stick",
  turn: "turns left and right",
  point: "points where to fly",
};

/** One setting with its name. */
export function addField(parent: Element, name: FieldName): void {
  const label = add(parent, "label", "setting");
  add(label, "span", "", LABELS[name]);
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
      input.addEventListener("input", () => kept.change({ [name]: input.valueAsNumber }));
      return;
    }
  }
}
