import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "يقود {title} بدلًا منك.",
  noBoards: "من الآن لا يدخل شيء من هذه الجولة إلى لوحات الترتيب.",
  yours: "القيادة لك.",
  forbidden: "لا يسمح هذا الخادم بالطيارين الآليين: تبقى القيادة لك.",
  unsound: "الطيار الآلي لا يطير. {why}",
};
