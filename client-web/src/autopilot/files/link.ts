// An autopilot in the part of an address that no server sees.

const KEY = "m=";
/** Chats and browsers cut what is longer. */
export const LINK_LETTERS_MOST = 8000;
/** What a link may become when it is unpacked: as much as a file may have. */
const TEXT_BYTES_MAX = 262_144;

/** The address of this text after `#`; null if it would be too long. */
export async function toHash(text: string): Promise<string | null> {
  const packed = await throughAll(new CompressionStream("deflate-raw"), new TextEncoder().encode(text), Infinity);
  const letters = btoa(String.fromCharCode(...packed)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return letters.length > LINK_LETTERS_MOST ? null : `#${KEY}${letters}`;
}

/** The text that `toHash` has made this of; null if it is none. */
export async function fromHash(hash: string): Promise<string | null> {
  if (!hash.startsWith(`#${KEY}`)) return null;
  try {
    const letters = hash.slice(KEY.length + 1).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(
      await throughAll(new DecompressionStream("deflate-raw"), packed, TEXT_BYTES_MAX),
    );
  } catch {
    return null;
  }
}

async function throughAll(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let { done, value } = await reader.read(); !done && value !== undefined; { done, value } = await reader.read()) {
    parts.push(value);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error("the link holds more than a file may have");
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
