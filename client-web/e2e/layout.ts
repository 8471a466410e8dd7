// Whether all that a page says has room on the screen.

import type { Player } from "./player";

/** Texts that are wider than the button, the title or the row that they stand in. */
export function overflows({ page }: Player): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#ui button, #ui h2, #ui label, #ui .hint, #ui p, #ui dt, #ui dd")]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => getComputedStyle(element).display !== "inline" && !element.matches(".spoken, .hint-bar"))
      .map((element) => `${element.className}: ${element.textContent}`),
  );
}

/** What stands beyond the edges of the screen. */
export function beyond({ page }: Player): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#ui button, #ui h2, #ui p, #ui dd, #ui dt")]
      .filter((element) => element.checkVisibility() && !element.matches(".spoken, .hint-bar"))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > innerWidth + 1);
      })
      .map((element) => `${element.className}: ${element.textContent}`),
  );
}

/** Which of these lie over one another. */
export function meetings({ page }: Player, selector: string): Promise<string[][]> {
  return page.evaluate((all) => {
    const boxes = [...document.querySelectorAll(all)].map((element) => ({
      name: element.ariaLabel ?? element.className,
      box: element.getBoundingClientRect(),
    }));
    const meets = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => meets(a.box, b.box)).map((b) => [a.name, b.name]));
  }, selector);
}

/** What of these does not stand wholly on the screen, and so cannot be read without a way to scroll there. */
export function offScreen({ page }: Player, selector: string): Promise<readonly string[]> {
  return page.evaluate(
    (all) =>
      [...document.querySelectorAll<HTMLElement>(all)]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
        })
        .map((element) => element.ariaLabel ?? element.className),
    selector,
  );
}
