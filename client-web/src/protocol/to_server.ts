// What the client says.

import type { Claim } from "../claim";
import { Role, Saying, VERSION, type Improvement } from "./table";
import { Writer } from "./writer";

export { Role, VERSION };

/** Where a spectator looks. */
export type Focus =
  | { readonly type: "action" }
  | { readonly type: "player"; readonly player: number }
  | { readonly type: "point"; readonly x: number; readonly y: number }
  /** A point, and who is worth a look elsewhere. */
  | { readonly type: "directed"; readonly x: number; readonly y: number };

export type ToServer =
  | {
      readonly type: "hello";
      readonly role: Role;
      readonly name: string;
      readonly halfWidthM: number;
      readonly halfHeightM: number;
      /** Where a pilot was before, if it wants to go on there. */
      readonly session: Claim | null;
      /** Whether a program flies. */
      readonly bot: boolean;
      /** The name of the pilot near which a new one wants to appear; empty for nobody. */
      readonly friend: string;
      /** How the pilot's ships are to look. */
      readonly look: number;
    }
  | { readonly type: "controls"; readonly seq: number; readonly tick: number; readonly controls: number }
  | { readonly type: "view"; readonly halfWidthM: number; readonly halfHeightM: number }
  | { readonly type: "focus"; readonly focus: Focus }
  | { readonly type: "ping"; readonly nonce: number }
  | { readonly type: "respawn" }
  | { readonly type: "away"; readonly away: boolean }
  | { readonly type: "say"; readonly text: string }
  /** That an autopilot flies from now on, or does no longer. */
  | { readonly type: "autopilot"; readonly flies: boolean }
  /** One of the improvements that are offered after a death. */
  | { readonly type: "choose"; readonly improvement: Improvement };

/** The message as bytes. */
export function encodeToServer(message: ToServer): Uint8Array<ArrayBuffer> {
  const out = new Writer();
  switch (message.type) {
    case "hello":
      out.array(10).uint(Saying.Hello).uint(VERSION).uint(message.role).text(message.name);
      out.float(message.halfWidthM).float(message.halfHeightM);
      return claim(out, message.session).bool(message.bot).text(message.friend).uint(message.look).bytes();
    case "controls":
      return out.array(4).uint(Saying.Controls).uint(message.seq).uint(message.tick).uint(message.controls).bytes();
    case "view":
      return out.array(3).uint(Saying.View).float(message.halfWidthM).float(message.halfHeightM).bytes();
    case "focus":
      return focus(out, message.focus).bytes();
    case "ping":
      return out.array(2).uint(Saying.Ping).uint(message.nonce).bytes();
    case "respawn":
      return out.array(1).uint(Saying.Respawn).bytes();
    case "away":
      return out.array(2).uint(Saying.Away).bool(message.away).bytes();
    case "say":
      return out.array(2).uint(Saying.Say).text(message.text).bytes();
    case "autopilot":
      return out.array(2).uint(Saying.Autopilot).bool(message.flies).bytes();
    case "choose":
      return out.array(2).uint(Saying.Choose).uint(message.improvement).bytes();
  }
}

function claim(out: Writer, claim: Claim | null): Writer {
  return claim === null ? out.nil() : out.array(2).uint(claim.room).bin(claim.key);
}

function focus(out: Writer, focus: Focus): Writer {
  switch (focus.type) {
    case "action":
      return out.array(2).uint(Saying.Focus).uint(0);
    case "player":
      return out.array(3).uint(Saying.Focus).uint(1).uint(focus.player);
    case "point":
      return out.array(4).uint(Saying.Focus).uint(2).float(focus.x).float(focus.y);
    case "directed":
      return out.array(4).uint(Saying.Focus).uint(3).float(focus.x).float(focus.y);
  }
}
