/** Numbers as motions have them on the wire: single precision, big-endian. */
export function packed(...numbers: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, index) => view.setFloat32(4 * index, number));
  return new Uint8Array(view.buffer);
}
