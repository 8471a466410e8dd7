// Letters as a vector display draws them: strokes between points of a grid
// five wide and seven high. Each point is two digits, x and y (up); a bar
// lifts the beam.

const STROKES: Readonly<Record<string, string>> = {
  "0": "00 06 46 40 00|12 34",
  "1": "15 26 20|10 30",
  "2": "06 46 43 03 00 40",
  "3": "06 46 40 00|03 43",
  "4": "06 03 43|46 40",
  "5": "46 06 03 43 40 00",
  "6": "46 06 00 40 43 03",
  "7": "06 46 20",
  "8": "00 06 46 40 00|03 43",
  "9": "00 40 46 06 03 43",
  A: "00 04 26 44 40|02 42",
  B: "00 06 36 45 44 33 03|33 42 41 30 00",
  C: "40 00 06 46",
  D: "00 06 26 44 42 20 00",
  E: "40 00 06 46|03 33",
  F: "00 06 46|03 33",
  G: "45 46 06 00 40 43 23",
  H: "00 06|03 43|46 40",
  I: "00 40|20 26|06 46",
  J: "02 20 40 46",
  K: "00 06|46 03 40",
  L: "06 00 40",
  M: "00 06 24 46 40",
  N: "00 06 40 46",
  O: "00 06 46 40 00",
  P: "00 06 46 43 03",
  Q: "00 06 46 42 20 00|22 40",
  R: "00 06 46 43 03|13 40",
  S: "00 40 43 03 06 46",
  T: "06 46|26 20",
  U: "06 00 40 46",
  V: "06 20 46",
  W: "06 00 22 40 46",
  X: "00 46|06 40",
  Y: "06 24 46|24 20",
  Z: "06 46 00 40",
  "+": "21 25|03 43",
};

const ADVANCE = 6;
const HEIGHT = 6;

/** A text as SVG path data, its baseline at 0 and y down, `height` high. Capitals, digits and + only; others are gaps. */
export function glyphPath(text: string, height: number): string {
  const unit = height / HEIGHT;
  let data = "";
  let left = 0;
  for (const glyph of text) {
    for (const stroke of STROKES[glyph]?.split("|") ?? []) {
      const points = stroke
        .split(" ")
        .map((point) => `${round((left + Number(point[0])) * unit)} ${round(-Number(point[1]) * unit)}`);
      data += `M${points.join("L")}`;
    }
    left += ADVANCE;
  }
  return data;
}

/** Whether each letter of the text is drawn. */
export function isDrawn(text: string): boolean {
  return [...text].every((glyph) => glyph === " " || Object.hasOwn(STROKES, glyph));
}

/** How wide the text is. */
export function glyphWidth(text: string, height: number): number {
  return text.length === 0 ? 0 : ((text.length * ADVANCE - 2) * height) / HEIGHT;
}

const round = (value: number) => Math.round(value * 100) / 100;
