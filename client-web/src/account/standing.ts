import type { Profile } from "./api";

/** What is kept of whoever this is, in words. */
export function standing({ name, claimed, career, unkept }: Profile): string {
  if (unkept) return "Your scores are not kept now: many new players came from your address. Come back in some minutes, or log in.";
  if (name === null) return "Your scores are kept for this browser.";
  return `${name} · ${career.score.toLocaleString("en")} points${claimed ? "" : " in this browser"}`;
}
