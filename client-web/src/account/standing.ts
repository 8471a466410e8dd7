import { t } from "../words";
import type { Profile } from "./api";

/** What is kept of whoever this is, in words. */
export function standing({ name, claimed, career, unkept }: Profile): string {
  if (unkept) return t.unkept;
  if (name === null) return t.keptHere;
  return (claimed ? t.standing : t.standingHere)({ name, points: career.score });
}
