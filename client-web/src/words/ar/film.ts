import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "سيُحفظ مقطع من آخر 15 ثانية حالما يتوفر لدى الخادم فيلم لها.",
  clipSavedDrop: "حُفظ المقطع: أفلته على صفحة من يشاهد.",
  clipFailed: "تعذّر حفظ المقطع.",
  filmDamaged: "هذا الفيلم تالف.",
  fileDamaged: "هذا الملف تالف أو ليس فيلمًا.",
  fileTooLarge: "هذا الملف أكبر من أن يكون فيلمًا.",
  filmUnknown: "هذا الفيلم من نوع لا تعرفه هذه الصفحة.",
  filmVersion: "هذا الفيلم من النسخة {film} لبروتوكول اللعبة وهذه الصفحة من النسخة {page}: افتحه حيث صُنع.",
  filmTooLong: "هذا الفيلم طويل جدًا.",
  filmMessages: "رسائل هذا الفيلم كثيرة جدًا.",
  filmFull: "محتوى هذا الفيلم كثير جدًا.",
  nothingToCut: "لا شيء يُقص هنا.",
  clipTooLong: "سيكون هذا المقطع طويلًا جدًا.",
  cannotCut: "لا يمكن قص هذا الفيلم هنا.",
  noFilmYet: "ليس لدى الخادم فيلم لهذا بعد.",
  noFilmThen: "لا فيلم لهذا الوقت.",
  noFilmNow: "ليس لدى الخادم فيلم الآن.",
  filmUnanswered: "لا يجيب الخادم.",
};
