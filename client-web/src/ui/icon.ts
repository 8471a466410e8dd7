/** The sign of the page among the tabs of a browser: whoever looks elsewhere sees there whether the ship is gone. */
export class Icon {
  readonly #link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');

  set(dead: boolean): void {
    if (this.#link !== null) this.#link.href = dead ? "./favicon-dead.svg" : "./favicon.svg";
  }
}
