/** What somebody has chosen to look at. */
export type Aim =
  | { readonly type: "director" }
  | { readonly type: "players"; readonly players: readonly number[] }
  | { readonly type: "place" };

export const DIRECTOR: Aim = { type: "director" };
export const PLACE: Aim = { type: "place" };
