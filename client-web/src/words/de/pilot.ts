import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} fliegt für dich.",
  noBoards: "Von jetzt an kommt nichts von diesem Lauf in die Bestenlisten.",
  yours: "Du hast das Steuer.",
  forbidden: "Dieser Server lässt keine Autopiloten fliegen: Das Steuer bleibt bei dir.",
  unsound: "Der Autopilot fliegt nicht. {why}",
};
