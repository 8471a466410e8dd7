// Reads what the server answers as JSON, and believes none of it: each throws a TypeError if it is something else.

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new TypeError("no object");
  return value as Readonly<Record<string, unknown>>;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("no list");
  return value;
}

export function number(value: unknown): number {
  if (!Number.isFinite(value)) throw new TypeError("no number");
  return value as number;
}

export function count(value: unknown): number {
  const whole = number(value);
  if (!Number.isSafeInteger(whole) || whole < 0) throw new TypeError("no count");
  return whole;
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("no text");
  return value;
}
