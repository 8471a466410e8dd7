/** The shortest decimal fraction that means this f32, without an exponent. */
export function numberText(value: number): string {
  const single = Math.fround(value);
  if (Object.is(single, -0)) return "-0";
  for (let digits = 1; digits <= 9; digits++) {
    const text = single.toPrecision(digits);
    if (Math.fround(Number(text)) === single) return plain(text);
  }
  return plain(String(single));
}

/** Moves the point so that no exponent is needed. */
function plain(text: string): string {
  const [mantissa = "", exponent] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", part = ""] = mantissa.replace("-", "").split(".");
  if (exponent === undefined) return trimmed(sign, whole, part);
  const shift = Number(exponent);
  const digits = whole + part;
  const point = whole.length + shift;
  if (point <= 0) return trimmed(sign, "0", "0".repeat(-point) + digits);
  return trimmed(sign, digits.slice(0, point).padEnd(point, "0"), digits.slice(point));
}

function trimmed(sign: string, whole: string, part: string): string {
  const fraction = part.replace(/0+$/, "");
  return sign + whole + (fraction === "" ? "" : `.${fraction}`);
}
