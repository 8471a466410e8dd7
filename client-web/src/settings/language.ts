import { add } from "../ui/dom";
import { chooseLanguage, isCode, languages, rememberedLanguage } from "../words";
import { tSettings } from "../words/settings";

/** The languages of the game, each by its own name. */
export function addLanguage(parent: Element): void {
  const label = add(parent, "label", "setting");
  add(label, "span", "", tSettings.language);
  const select = add(label, "select");
  add(select, "option", "", tSettings.languageAsBrowser).value = "";
  for (const { code, tag, ownName } of languages) {
    const option = add(select, "option", "", ownName);
    option.value = code;
    option.lang = tag;
  }
  select.value = rememberedLanguage() ?? "";
  select.addEventListener("change", () => chooseLanguage(isCode(select.value) ? select.value : null));
  add(parent, "p", "hint", tSettings.languageHint);
}
