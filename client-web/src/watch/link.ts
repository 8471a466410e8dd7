// What a link to watch by says: /watch?room=1&follow=NAME&hud=0

import { roomIn } from "./film/share";

/** No name is longer than this many bytes, so none has more of what is counted here. */
const NAME_UNITS_MAX = 64;

export interface WatchLink {
  /** The number of the room, 0 if it is all the same. */
  readonly room: number;
  /** Whom to follow, and with whom in the same picture; empty for nobody in particular. */
  readonly follow: string;
  readonly follow2: string;
  /** Whether anything is around the picture. */
  readonly hud: boolean;
  /** Whether the picture has no background, to be laid over something else. */
  readonly overlay: boolean;
  readonly chat: boolean;
  /** Whether it hangs on a wall, where nobody has a hand at it. */
  readonly wall: boolean;
}

export function readLink(page: string): WatchLink {
  const said = new URL(page).searchParams;
  const name = (...keys: string[]): string => {
    const found = keys.map((key) => said.get(key)).find((value) => value !== null) ?? "";
    return found.trim().slice(0, NAME_UNITS_MAX);
  };
  const wall = said.get("wall") === "1";
  return {
    room: roomIn(page) ?? 0,
    follow: name("follow", "player"),
    follow2: name("follow2", "player2"),
    hud: said.get("hud") !== "0",
    overlay: said.get("obs") === "1",
    chat: said.get("chat") !== "0",
    wall,
  };
}

/** Where a line leads into this room, if it is one to the same server. */
export function lineTo(room: number, line: string): string {
  const url = new URL(line);
  url.searchParams.set("room", String(room));
  return url.href;
}
