// What axe finds on a page: it looks as people who use a screen reader, the keys alone or weak eyes need it to be.

import axe from "axe-core";
import type { Page } from "playwright-core";

/** What is serious or critical, each as one line: the rule, and where. */
export async function flawsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any.map(({ message }) => message).join("; ")}`));
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
