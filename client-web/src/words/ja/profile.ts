import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "自分のものにする",
  password: "パスワード",
  passwordRule: "パスワード（8文字以上）",
  keepNameHint: "ほかの人はこの名前で飛べず、別の場所でもログインできます。",
  cancel: "キャンセル",
  nobodyNamed: "この名前の人はもういません。",
  nobodyYet: "まだ誰でもありません",
  claimedName: "登録済みの名前",
  takeData: "データを持ち出す",
  changePassword: "パスワードを変更",
  changeIt: "変更",
  passwordBefore: "今のパスワード",
  passwordAfter: "新しいパスワード（8文字以上）",
  othersLoggedOut: "ほかのブラウザはすべてログアウトします。",
  forgetMe: "私を忘れる",
  forgetHint: "名前、スコア、順位は永久に消えます。",
  forgetAll: "すべて忘れる",

  // A career
  placeToday: "今日の順位",
  placeWeek: "今週の順位",
  placeEver: "通算順位",
  kills: "撃墜数",
  deaths: "やられた数",
  rocksBySize: "岩：大 · 中 · 小",
  saucers: "円盤",
  timeFlown: "飛行時間",
  bestLife: "最高の1機",
  bestStreakFact: "最長連続",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "サーバーが受け付けません。確かめてください。",
  refusedWho: "名前かパスワードが違います。",
  refusedTaken: "できません。名前が使われているか、状況が変わりました。",
  refusedTries: "試行が多すぎます。しばらく待ってください。",
  refusedBusy: "サーバーはいま受け付けません。少し待ってください。",
};
