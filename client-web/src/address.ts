// The page's own address, which a reload opens again.

/** The address of the same game for whoever does not only watch any more, or the same if it is that one. */
export function withoutWatch(page: string): string {
  const url = new URL(page);
  url.pathname = url.pathname.replace(/\/watch$/, "/");
  return url.href;
}
