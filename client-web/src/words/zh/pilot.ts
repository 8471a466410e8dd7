import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} 替你飞行。",
  noBoards: "从现在起，本局不再计入排行榜。",
  yours: "操纵权在你手中。",
  forbidden: "此服务器不允许自动驾驶：操纵权仍在你手中。",
  unsound: "自动驾驶无法飞行。{why}",
};
