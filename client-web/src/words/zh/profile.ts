import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "保留",
  password: "密码",
  passwordRule: "密码，至少 8 个字符",
  keepNameHint: "这样别人就不能用这个名字，你也可以在别处登录。",
  cancel: "取消",
  nobodyNamed: "已经没有人用这个名字了。",
  nobodyYet: "还没有名字",
  claimedName: "已注册的名字",
  takeData: "带走我的数据",
  changePassword: "修改密码",
  changeIt: "修改",
  passwordBefore: "当前密码",
  passwordAfter: "新密码，至少 8 个字符",
  othersLoggedOut: "其他所有浏览器都会退出登录。",
  forgetMe: "忘记我",
  forgetHint: "名字、得分和名次将永久消失。",
  forgetAll: "全部忘记",

  // A career
  placeToday: "今日名次",
  placeWeek: "本周名次",
  placeEver: "历史名次",
  kills: "击落",
  deaths: "坠毁",
  rocksBySize: "岩石：大 · 中 · 小",
  saucers: "飞碟",
  timeFlown: "飞行时间",
  bestLife: "最佳一命",
  bestStreakFact: "最长连杀",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "服务器不接受：请检查你的输入。",
  refusedWho: "名字或密码错误。",
  refusedTaken: "不行：名字已被别人占用，或情况刚刚变化。",
  refusedTries: "尝试次数太多：请稍等。",
  refusedBusy: "服务器现在无法处理：请稍后再试。",
};
