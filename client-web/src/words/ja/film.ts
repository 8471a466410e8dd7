import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "直前15秒のクリップは、映像ができ次第保存されます。",
  clipSavedDrop: "クリップを保存しました。観戦ページにドロップできます。",
  clipFailed: "クリップを保存できませんでした。",
  filmDamaged: "この映像は壊れています。",
  fileDamaged: "このファイルは壊れているか、映像ではありません。",
  fileTooLarge: "ファイルが大きすぎます。",
  filmUnknown: "このページでは扱えない種類の映像です。",
  filmVersion: "映像のバージョンは{film}、このページは{page}です。作られた所で開いてください。",
  filmTooLong: "映像が長すぎます。",
  filmMessages: "映像のメッセージが多すぎます。",
  filmFull: "映像の中身が多すぎます。",
  nothingToCut: "ここには切り取るものがありません。",
  clipTooLong: "クリップが長くなりすぎます。",
  cannotCut: "この映像はここで切り取れません。",
  noFilmYet: "サーバーにまだ映像がありません。",
  noFilmThen: "その時間の映像はありません。",
  noFilmNow: "サーバーはいま映像を出せません。",
  filmUnanswered: "サーバーの返事がありません。",
};
