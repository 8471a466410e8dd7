// How the pilot's ships look: pictures to choose from, as the game draws them.

import { lookOf } from "../draw/look";
import { addShipPicture } from "../panels/shipPicture";
import { LOOK_HUES, LOOK_SHAPES } from "../protocol/table";
import { add } from "../ui/dom";
import { kept } from "./kept";
import { tSettings } from "../words/settings";

const PICTURE_PX = 56;

export function addLooks(panel: Element): void {
  const row = (label: string, count: number, look: (index: number) => number, choose: (index: number) => void, chosen: number): void => {
    const group = add(panel, "div", "looks");
    group.role = "group";
    group.ariaLabel = label;
    add(group, "p", "", label);
    for (let index = 0; index < count; index++) {
      const button = add(group, "button");
      button.type = "button";
      button.ariaLabel = `${label} ${index + 1}`;
      button.ariaPressed = String(index === chosen);
      addShipPicture(button, PICTURE_PX, 0, look(index));
      button.addEventListener("click", () => {
        choose(index);
        show();
        panel.querySelector<HTMLElement>(`[aria-label="${button.ariaLabel}"]`)?.focus();
      });
    }
  };
  const show = (): void => {
    const { shape, hue } = kept.now;
    panel.replaceChildren();
    row(tSettings.shape, LOOK_SHAPES, (index) => lookOf(index, hue), (index) => kept.change({ shape: index }), shape);
    row(tSettings.hue, LOOK_HUES, (index) => lookOf(shape, index), (index) => kept.change({ hue: index }), hue);
    add(panel, "p", "hint", tSettings.shipHint);
  };
  show();
}
