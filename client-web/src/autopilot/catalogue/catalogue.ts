// Every kind of block there is, as shared/autopilots/README.md lists them. A test compares both.

import { ARITHMETIC } from "./arithmetic";
import { DYNAMICS } from "./dynamics";
import { LOGIC } from "./logic";
import { MEMORY } from "./memory";
import { SOURCES } from "./sources";
import { STRUCTURE } from "./structure";
import { VECTORS } from "./vectors";
import type { Group, Kind } from "./kind";

export const GROUPS: readonly Group[] = [STRUCTURE, SOURCES, ARITHMETIC, LOGIC, MEMORY, DYNAMICS, VECTORS];

const KINDS: ReadonlyMap<string, Kind> = new Map(GROUPS.flatMap(({ kinds }) => kinds).map((kind) => [kind.name, kind]));

/** The kind that files call so. */
export function kindNamed(name: string): Kind | undefined {
  return KINDS.get(name);
}
