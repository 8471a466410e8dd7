/** A part of the catalogue, by language: made by `catalogue.ts`. */
declare module "words:*" {
  export const load: Readonly<Record<import("./languages").Code, () => Promise<{ readonly default: unknown }>>>;
}
