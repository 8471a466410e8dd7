import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "지키기",
  password: "비밀번호",
  passwordRule: "비밀번호, 8자 이상",
  keepNameHint: "다른 사람은 이 이름으로 날 수 없고, 다른 곳에서도 로그인할 수 있습니다.",
  cancel: "취소",
  nobodyNamed: "이 이름을 쓰는 사람이 이제 없습니다.",
  nobodyYet: "아직 아무도 아님",
  claimedName: "등록된 이름",
  takeData: "내 데이터 가져가기",
  changePassword: "비밀번호 바꾸기",
  changeIt: "바꾸기",
  passwordBefore: "지금 비밀번호",
  passwordAfter: "새 비밀번호, 8자 이상",
  othersLoggedOut: "다른 브라우저는 모두 로그아웃됩니다.",
  forgetMe: "나를 잊기",
  forgetHint: "이름, 점수, 순위가 영영 사라집니다.",
  forgetAll: "모두 잊기",

  // A career
  placeToday: "오늘 순위",
  placeWeek: "이번 주 순위",
  placeEver: "전체 순위",
  kills: "격추",
  deaths: "사망",
  rocksBySize: "암석: 큰 것 · 중간 · 작은 것",
  saucers: "비행접시",
  timeFlown: "비행 시간",
  bestLife: "최고의 목숨",
  bestStreakFact: "최고 연속",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "서버가 받아들이지 않습니다. 입력한 내용을 확인하세요.",
  refusedWho: "이름이나 비밀번호가 틀렸습니다.",
  refusedTaken: "할 수 없습니다. 다른 사람이 그 이름을 쓰거나 방금 바뀌었습니다.",
  refusedTries: "시도가 너무 많습니다. 잠시 기다리세요.",
  refusedBusy: "지금은 서버가 받지 못합니다. 잠시 뒤 다시 시도하세요.",
};
