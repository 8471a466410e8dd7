import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "احتفظ به",
  password: "كلمة المرور",
  passwordRule: "كلمة المرور، 8 أحرف على الأقل",
  keepNameHint: "عندها لا يطير به غيرك، ويمكنك تسجيل الدخول من مكان آخر.",
  cancel: "إلغاء",
  nobodyNamed: "لم يعد أحد يحمل هذا الاسم.",
  nobodyYet: "لا أحد بعد",
  claimedName: "اسم محجوز",
  takeData: "خذ بياناتي معي",
  changePassword: "تغيير كلمة المرور",
  changeIt: "غيرها",
  passwordBefore: "كلمة المرور الحالية",
  passwordAfter: "كلمة المرور الجديدة، 8 أحرف على الأقل",
  othersLoggedOut: "يُسجَل الخروج من كل متصفح آخر.",
  forgetMe: "انسني",
  forgetHint: "يذهب الاسم والنقاط والمراكز إلى غير رجعة.",
  forgetAll: "انسَ كل شيء",

  // A career
  placeToday: "المركز اليوم",
  placeWeek: "المركز هذا الأسبوع",
  placeEver: "المركز في كل الأوقات",
  kills: "الإسقاطات",
  deaths: "مرات السقوط",
  rocksBySize: "الصخور: كبيرة · متوسطة · صغيرة",
  saucers: "الصحون الطائرة",
  timeFlown: "وقت الطيران",
  bestLife: "أفضل روح",
  bestStreakFact: "أطول سلسلة",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "لا يقبل الخادم هذا: راجعه.",
  refusedWho: "الاسم أو كلمة المرور غير صحيح.",
  refusedTaken: "لا يمكن: الاسم لغيرك، أو تغير الأمر للتو.",
  refusedTries: "محاولات كثيرة جدًا: انتظر قليلًا.",
  refusedBusy: "لا يقبل الخادم شيئًا الآن: حاول بعد لحظة.",
};
