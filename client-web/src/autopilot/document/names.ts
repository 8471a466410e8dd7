export const LETTERS_MOST = 48;

/** Whether models and blocks may be called so. */
export function isName(name: string): boolean {
  const letters = [...name].length;
  return letters >= 1 && letters <= LETTERS_MOST && name === name.trim() && !/[./\p{Cc}]/u.test(name);
}

/** This name, or with a number behind it, so that it is none of those that are taken. */
export function freshName(wished: string, isTaken: (name: string) => boolean): string {
  if (isName(wished) && !isTaken(wished)) return wished;
  const stem = [...wished.replace(/[./\p{Cc}]/gu, " ").replace(/ \d+$/, "").trim()].slice(0, LETTERS_MOST - 6).join("").trim() || "block";
  for (let number = isName(stem) && !isTaken(stem) ? 1 : 2; ; number++) {
    const name = number === 1 ? stem : `${stem} ${number}`;
    if (!isTaken(name)) return name;
  }
}
