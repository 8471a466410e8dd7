// What stands before an `import()` in built pages, in place of Vite's own, which serves other browsers and pages too: what the
// file asked for needs is fetched at once, and its style sheets are there before it runs.

const links = new Map<string, Promise<unknown>>();

export function preload<Module>(load: () => Promise<Module>, files: readonly string[] = [], base: string): Promise<Module> {
  return Promise.all(files.map((file) => linked(new URL(file, base).href))).then(load);
}

/** Resolves once a style sheet is there, and at once for anything else, for which the `import()` waits. What failed may be asked for again. */
function linked(href: string): Promise<unknown> {
  const known = links.get(href);
  if (known !== undefined) return known;
  const link = document.createElement("link");
  const isStyle = href.endsWith(".css");
  link.rel = isStyle ? "stylesheet" : "modulepreload";
  link.href = href;
  const there = !isStyle ? Promise.resolve() : new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      links.delete(href);
      link.remove();
      reject(new Error(`${href} is not there`));
    };
  });
  links.set(href, there);
  document.head.append(link);
  return there;
}
