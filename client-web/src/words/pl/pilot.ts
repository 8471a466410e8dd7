import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} leci za ciebie.",
  noBoards: "Odtąd nic z tej rozgrywki nie trafia do rankingów.",
  yours: "Ster należy do ciebie.",
  forbidden: "Ten serwer nie dopuszcza autopilotów: ster zostaje u ciebie.",
  unsound: "Autopilot nie leci. {why}",
};
