import { encode } from "@msgpack/msgpack";
import { ARRIVALS, VERSION } from "../src/protocol/table";

/** The browser's WebSocket, with the test as its server. */
export class FakeSocket {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "";
  sent: Uint8Array[] = [];
  closedWith: number | undefined;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.opened.push(this);
  }

  static get last(): FakeSocket {
    const last = FakeSocket.opened.at(-1);
    if (last === undefined) throw new Error("no socket was opened");
    return last;
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  close(code: number): void {
    this.closedWith = code;
  }

  accept(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  say(data: unknown): void {
    this.onmessage?.({ data });
  }

  breakWith(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }
}

export function arrayBufferOf(value: unknown): ArrayBuffer {
  return new Uint8Array(encode(value, { forceFloat32: true })).buffer;
}

const KINDS = ARRIVALS.map(() => [0.5, 0.5, 0.5, 0.5, 0.5, 1.5]);

/** The welcome of a pilot with the number 7, or of a spectator with the number 0. */
export function welcome(player = 7): ArrayBuffer {
  return arrayBufferOf([
    ...[0, VERSION, 1, player, player === 0 ? 1 : 0, "Ada", 100, 32, 1, 2, [800.5, 800.5], [30.5, 17.5], KINDS],
    ...[[1.5, 45.5, 0.9, 0.1, 30, 7, 4, 4, 12], [96, 64, 192, 320, 32]],
  ]);
}
