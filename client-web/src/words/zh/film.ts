import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "服务器一有影片，就会保存最后 15 秒的片段。",
  clipSavedDrop: "片段已保存：拖到观战页面即可播放。",
  clipFailed: "片段未能保存。",
  filmDamaged: "此影片已损坏。",
  fileDamaged: "此文件已损坏，或不是影片。",
  fileTooLarge: "此文件太大，不像影片。",
  filmUnknown: "此页面不认识这种影片。",
  filmVersion: "此影片的游戏协议为版本 {film}，此页面为 {page}：请在制作它的地方打开。",
  filmTooLong: "此影片太长。",
  filmMessages: "此影片的消息太多。",
  filmFull: "此影片的内容太多。",
  nothingToCut: "这里没有可剪的内容。",
  clipTooLong: "这个片段会太长。",
  cannotCut: "此影片无法在这里剪切。",
  noFilmYet: "服务器还没有这段影片。",
  noFilmThen: "没有这段时间的影片。",
  noFilmNow: "服务器暂时没有影片。",
  filmUnanswered: "服务器没有回应。",
};
