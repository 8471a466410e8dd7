import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} が代わりに飛びます。",
  noBoards: "これより先、このランはランキングに載りません。",
  yours: "操縦はあなたに戻りました。",
  forbidden: "このサーバーでは自動操縦は使えません。操縦はあなたのままです。",
  unsound: "自動操縦は飛べません。{why}",
};
