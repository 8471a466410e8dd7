import type { Trouble } from "../document/check";

/** Why a diagram does not fly. */
export class Fault extends Error implements Trouble {
  constructor(
    readonly model: string,
    readonly block: string,
    readonly port: string,
    readonly text: string,
  ) {
    super(text);
  }
}
