// What the server says to this client alone, in the person's language.

import type { Aside } from "../protocol/to_client";
import { AsideKind } from "../protocol/table";
import { t } from "../words";
import { addLines } from "./chat";
import type { Scene } from "./scene";

/** What is told large, since it is about all that is seen. */
const LARGE: ReadonlySet<AsideKind> = new Set([AsideKind.WorldWaits, AsideKind.WorldGoesOn, AsideKind.PastBegins]);

/** Longer waits are told in minutes. */
const SECONDS_MAX = 120;

/** Puts it among what is said, or above the picture. */
export function tellAside(scene: Scene, aside: Aside, nowMs: number): void {
  const text = asideText(aside, scene.ownName);
  if (LARGE.has(aside.what)) scene.announcement = { text, atMs: nowMs };
  else addLines(scene, [{ player: 0, name: "", text, atMs: nowMs }]);
}

/** What it says, to a pilot who flies under this name. */
export function asideText({ what, number, name }: Aside, own: string): string {
  switch (what) {
    case AsideKind.ChatOff:
      return t.chatOff;
    case AsideKind.OnlyPilotsTalk:
      return t.onlyPilotsTalk;
    case AsideKind.Muted:
      return t.mutedFor({ wait: waitText(number) });
    case AsideKind.TooFast:
      return t.tooFast({ wait: waitText(number) });
    case AsideKind.SaidAgain:
      return t.saidAgain;
    case AsideKind.Crowded:
      return t.crowded;
    case AsideKind.NoAutopilots:
      return t.noAutopilots;
    case AsideKind.NameUnseen:
      return t.nameUnseen({ own });
    case AsideKind.NameClaimed:
      return t.nameClaimed({ name, own });
    case AsideKind.NameLooksClaimed:
      return t.nameLooksClaimed({ name, own });
    case AsideKind.Unkept:
      return t.unkept;
    case AsideKind.NearFriend:
      return t.nearFriend({ name });
    case AsideKind.FriendElsewhere:
      return t.friendElsewhere({ name, room: String(number) });
    case AsideKind.FriendAbsent:
      return t.friendAbsent({ name });
    case AsideKind.WorldWaits:
      return t.worldWaits;
    case AsideKind.WorldGoesOn:
      return t.worldGoesOn;
    case AsideKind.PastBegins:
      return t.pastBegins({ seconds: number });
  }
}

function waitText(seconds: number): string {
  return seconds > SECONDS_MAX ? t.minutesToWait({ minutes: Math.ceil(seconds / 60) }) : t.secondsToWait({ seconds });
}
