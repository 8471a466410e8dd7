/** A part of the catalogue, by language: made by `catalogue.ts`. */
declare module "words:*" {
  /** By what they are called, or in built pages by number. */
  export const load: (code: import("./languages").Code) => Promise<Readonly<Record<string, string>>>;
}
