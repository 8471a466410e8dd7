/** A part of the catalogue, by language: made by `catalogue.ts`. */
declare module "words:*" {
  type Part = (number: (value: number) => string, plural: (value: number, texts: Readonly<Record<string, string>>) => string | undefined) => unknown;
  export const load: (code: import("./languages").Code) => Promise<Part>;
}
