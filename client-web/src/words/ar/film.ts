import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "يُحفظ مقطع آخر 15 ثانية حالما يكون للخادم فيلم لها.",
  clipSavedDrop: "حُفظ المقطع: أفلته على صفحة من يشاهد.",
  clipFailed: "تعذر حفظ المقطع.",
  filmDamaged: "هذا الفيلم تالف.",
  fileDamaged: "هذا الملف تالف أو ليس فيلمًا.",
  fileTooLarge: "هذا الملف كبير جدًا.",
  filmUnknown: "لا تعرف هذه الصفحة هذا النوع من الأفلام.",
  filmVersion: "هذا الفيلم من النسخة {film} للبروتوكول وهذه الصفحة من {page}: افتحه حيث صُنع.",
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
