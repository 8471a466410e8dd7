// A link to what is seen: room, time, and whom or where one looks at.

/** How one looks at the room. */
export type Look =
  | { readonly type: "director" }
  | { readonly type: "players"; readonly names: readonly string[] }
  | { readonly type: "place"; readonly x: number; readonly y: number; readonly halfHeightM: number };

export interface SharedView {
  readonly room: number;
  /** Null for what is there now. */
  readonly tick: number | null;
  readonly look: Look;
}

export function linkTo(page: string, { room, tick, look }: SharedView): string {
  const url = new URL(page);
  url.pathname = url.pathname.replace(/\/?(?:watch)?$/, "/watch");
  url.hash = "";
  const said = url.searchParams;
  for (const key of ["room", "t", "follow", "follow2", "player", "player2", "x", "y", "zoom", "clip"]) said.delete(key);
  said.set("room", String(room));
  if (tick !== null) said.set("t", String(Math.floor(tick)));
  if (look.type === "players") look.names.forEach((name, index) => said.set(index === 0 ? "follow" : "follow2", name));
  if (look.type === "place") {
    said.set("x", look.x.toFixed(1));
    said.set("y", look.y.toFixed(1));
    said.set("zoom", look.halfHeightM.toFixed(1));
  }
  return url.href;
}

/** A link to a clip that the server keeps. */
export function linkToClip(page: string, id: string): string {
  const url = new URL(page);
  url.pathname = url.pathname.replace(/\/?(?:watch)?$/, "/watch");
  url.hash = "";
  url.search = new URLSearchParams({ clip: id }).toString();
  return url.href;
}

/** The clip that a link leads to, null for none. */
export function clipIn(page: string): string | null {
  const id = new URL(page).searchParams.get("clip") ?? "";
  return /^[0-9a-f]{32}$/.test(id) ? id : null;
}

/** The time that a link asks for, null for none. */
export function tickIn(page: string): number | null {
  return wholeIn(page, "t");
}

/** The room that a link asks for, null for none. */
export function roomIn(page: string): number | null {
  const room = wholeIn(page, "room");
  return room === 0 ? null : room;
}

/** The place that a link asks for, null for none. */
export function placeIn(page: string): Extract<Look, { type: "place" }> | null {
  const x = numberIn(page, "x");
  const y = numberIn(page, "y");
  if (x === null || y === null) return null;
  const zoom = numberIn(page, "zoom");
  return { type: "place", x, y, halfHeightM: zoom !== null && zoom > 0 ? zoom : 0 };
}

function wholeIn(page: string, key: string): number | null {
  const value = numberIn(page, key);
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function numberIn(page: string, key: string): number | null {
  const text = new URL(page).searchParams.get(key);
  if (text === null || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
