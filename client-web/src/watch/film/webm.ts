// Browsers write videos as if they never ended. Players want to know how long one
// is, so that is written into its head.

/** What says how long a video is lies within its first bytes. */
const HEAD_BYTES = 512;
/** A segment that is as long as it gets, and what it says of itself first: that its unit is a millisecond. */
const SEGMENT_INFO = /\x18\x53\x80\x67\x01\xff{7}\x15\x49\xa9\x66([\x80-\xfe])(?=\x2a\xd7\xb1\x83\x0f\x42\x40)/;
const ID_BYTES = 2;
const DURATION = "\x44\x89";
/** With its size before it, and that of all that is said. */
const DURATION_BYTES = 11;
const SIZE_BYTES = 8;

/** The same video, which says that it lasts so long. One that is written otherwise, or says so already, stays as it is. */
export async function lasting(video: Blob, durationMs: number): Promise<Blob> {
  const head = String.fromCharCode(...new Uint8Array(await video.slice(0, HEAD_BYTES).arrayBuffer()));
  const info = SEGMENT_INFO.exec(head);
  if (info === null) return video;
  const from = info.index + info[0].length;
  const bytes = (info[1]?.charCodeAt(0) ?? 0) - 0x80;
  if (head.slice(from, from + bytes).includes(DURATION)) return video;
  const more = new DataView(new ArrayBuffer(SIZE_BYTES + DURATION_BYTES));
  // The first of eight bytes says that they are eight.
  more.setUint8(0, 1);
  more.setUint8(SIZE_BYTES - 1, bytes + DURATION_BYTES);
  more.setUint16(SIZE_BYTES, 0x4489);
  more.setUint8(SIZE_BYTES + ID_BYTES, 0x88);
  more.setFloat64(SIZE_BYTES + ID_BYTES + 1, durationMs);
  return new Blob([video.slice(0, from - 1), more, video.slice(from)], { type: video.type });
}
