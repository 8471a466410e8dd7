import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title}이(가) 대신 비행합니다.",
  noBoards: "이제부터 이번 판은 순위표에 오르지 않습니다.",
  yours: "이제 직접 조종합니다.",
  forbidden: "이 서버에서는 자동 조종을 쓸 수 없습니다. 조종은 그대로 당신이 합니다.",
  unsound: "자동 조종이 날지 못합니다. {why}",
};
