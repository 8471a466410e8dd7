// Links that bring somebody to where a friend flies.

const PARAMETER = "with";
/** No name is longer than this many bytes, so none has more of what is counted here. */
const NAME_UNITS_MAX = 64;

/** The name of the friend that a page's address asks for, or nothing. */
export function friendIn(page: string): string {
  return (new URL(page).searchParams.get(PARAMETER) ?? "").trim().slice(0, NAME_UNITS_MAX);
}

/** The address of this game that brings whoever opens it to a pilot of this name. */
export function linkTo(page: string, name: string): string {
  const link = new URL("./", page);
  link.searchParams.set(PARAMETER, name);
  return link.href;
}
