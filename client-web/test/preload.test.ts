import { beforeEach, expect, test, vi } from "vitest";

interface Link {
  rel: string;
  href: string;
  onload(): void;
  onerror(): void;
  remove(): void;
}

const links: Link[] = [];
const created = (): Link => ({ rel: "", href: "", onload: () => {}, onerror: () => {}, remove: () => {} });
vi.stubGlobal("document", { createElement: created, head: { append: (link: Link) => links.push(link) } });

beforeEach(() => {
  links.length = 0;
  vi.resetModules();
});

const BASE = "https://game.example/rooms/assets/game.js";

test("a file comes after its style sheets, and what it needs is fetched at once", async () => {
  const { preload } = await import("../src/preload");
  const load = vi.fn(() => Promise.resolve("watch"));
  const watch = preload(load, ["./watch.js", "./watch.css"], BASE);
  expect(links.map(({ rel, href }) => `${rel} ${href}`)).toEqual(["modulepreload https://game.example/rooms/assets/watch.js", "stylesheet https://game.example/rooms/assets/watch.css"]);
  await Promise.resolve();
  expect(load).not.toHaveBeenCalled();
  links[1]?.onload();
  expect(await watch).toBe("watch");
});

test("nothing is linked twice, and who asks again waits for the same style sheet", async () => {
  const { preload } = await import("../src/preload");
  const both = [preload(() => Promise.resolve(1), ["./a.css"], BASE), preload(() => Promise.resolve(2), ["./a.css"], BASE)];
  expect(links).toHaveLength(1);
  links[0]?.onload();
  expect(await Promise.all(both)).toEqual([1, 2]);
  expect(await preload(() => Promise.resolve(3), undefined, BASE)).toBe(3);
});

test("a style sheet that is not there says so, and is asked for again", async () => {
  const { preload } = await import("../src/preload");
  const load = vi.fn(() => Promise.resolve("page"));
  const failed = preload(load, ["./a.css"], BASE);
  links[0]?.onerror();
  await expect(failed).rejects.toThrow("a.css is not there");
  expect(load).not.toHaveBeenCalled();
  const again = preload(load, ["./a.css"], BASE);
  links[1]?.onload();
  expect(await again).toBe("page");
});
