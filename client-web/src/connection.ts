// One WebSocket to the server, mended when it breaks.

import { whyRefused, type WhyRefused } from "./refusal";
import { CloseCode, closeText } from "./protocol/close";
import { ProtocolError } from "./protocol/fields";
import type { Told } from "./protocol/frame";
import { decodeToClient, type ToClient } from "./protocol/to_client";
import { encodeToServer, type ToServer } from "./protocol/to_server";
import { t } from "./words";

/** The server wants nothing to do with us: another try would end the same way, or a person is to decide on it. */
export interface Refused {
  readonly type: "refused";
  readonly reason: string;
  /** What the way back is called, empty if there is none. */
  readonly wayBack: string;
}

export type LineState =
  | { readonly type: "opening"; readonly attempt: number }
  | { readonly type: "open" }
  | { readonly type: "waiting"; readonly attempt: number; readonly retryInMs: number; readonly reason: string }
  | Refused;

/** What the connection tells. */
export interface Listener {
  /** The line is there: the first thing to say. */
  hello(): ToServer;
  heard(message: ToClient, bytes: number): void;
  /** The line's state has changed. */
  changed(state: LineState): void;
  /** The server closed the line with this code and reason, before the pause begins. */
  closed(code: number, reason: string): void;
}

/** The pause before the first retry; it doubles with each. */
const PAUSE_FIRST_MS = 500;
const PAUSE_MAX_MS = 10_000;
/** A line that broke sooner after the welcome may well break again: the pauses go on growing. */
const STEADY_MS = 10_000;
/** A server that has said nothing for so long is gone: it answers every ping. */
const SILENCE_MAX_MS = 12_000;
/** When so much waits to be sent, the line is stuck; what is to be sent now would come too late. */
const UNSENT_BYTES_MAX = 16 * 1024;
const NORMAL_CLOSE = 1000;
/** Tells the server that whoever closes will be back. */
const BACK_SOON = 4100;
const BROKEN = 1006;
/** After these codes nothing is tried again by itself. */
const FINAL: ReadonlySet<number> = new Set([CloseCode.Version, CloseCode.Kicked, CloseCode.Banned, CloseCode.TakenOver]);

export class Connection {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #heardAtMs = 0;
  #welcomedAtMs = 0;
  #told: Told = { tick: 0, paceTicks: 0, ack: 0 };
  #lineState: LineState = { type: "opening", attempt: 1 };

  readonly #listener: Listener;
  /** Where the next line leads instead, because the server is full. */
  #elsewhere: string | null = null;
  readonly #askWhyRefused: () => Promise<WhyRefused>;

  constructor(
    /** Where the next line leads. */
    public url: string,
    listener: Listener,
    askWhyRefused: () => Promise<WhyRefused> = whyRefused,
  ) {
    this.#listener = listener;
    this.#askWhyRefused = askWhyRefused;
  }

  get state(): LineState {
    return this.#lineState;
  }

  /** Leaves the line there is, if any, and opens a new one. */
  start(): void {
    this.#attempt = 0;
    this.#leave(NORMAL_CLOSE);
    this.#open();
  }

  /** Leaves the line there is, if any, and opens no other before it is started again. */
  stop(): void {
    this.#leave(NORMAL_CLOSE);
    // Whatever is still to be found out about that line is of no use any more.
    this.#lineState = { type: "opening", attempt: 1 };
  }

  /**
   * Says something, if the server has welcomed us and not closed the line: what is said sooner belongs to the line
   * before. Tells whether it was said.
   */
  send(message: ToServer): boolean {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN || this.#lineState.type !== "open") return false;
    if (socket.bufferedAmount > UNSENT_BYTES_MAX) {
      this.drop();
      return false;
    }
    socket.send(encodeToServer(message));
    return true;
  }

  /** Breaks the line, as a bad network does. It mends itself. */
  drop(): void {
    this.#leave(BACK_SOON);
    this.#pause(BROKEN, "");
  }

  /** Drops a line on which nothing has been heard for too long. Says for how long. */
  checkSilence(nowMs: number): number {
    const silentMs = nowMs - this.#heardAtMs;
    if (this.#socket !== null && silentMs > SILENCE_MAX_MS) this.drop();
    return silentMs;
  }

  /** Silence counts from now: nobody listened before. */
  listenAnew(): void {
    this.#heardAtMs = performance.now();
  }

  #open(): void {
    this.#attempt += 1;
    this.listenAnew();
    const socket = new WebSocket(this.#elsewhere ?? this.url);
    this.#elsewhere = null;
    socket.binaryType = "arraybuffer";
    let opened = false;
    socket.onopen = () => {
      opened = true;
      socket.send(encodeToServer(this.#listener.hello()));
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      if (code === CloseCode.Elsewhere) this.#goElsewhere(reason);
      if (FINAL.has(code)) this.#change({ type: "refused", reason: closeText(code, reason), wayBack: code === CloseCode.Kicked ? t.comeBack : "" });
      else this.#pause(code, reason);
      if (!opened) void this.#findOutWhy(this.#lineState);
    };
    this.#socket = socket;
    this.#change({ type: "opening", attempt: this.#attempt });
  }

  /** A line that never opened may be one that the server takes from no such page, or has no place for. */
  async #findOutWhy(waiting: LineState): Promise<void> {
    const { advice, elsewhere } = await this.#askWhyRefused();
    if (this.#lineState !== waiting) return;
    this.#goElsewhere(elsewhere);
    if (!advice) return;
    clearTimeout(this.#timer);
    // Its host may have seen to it meanwhile.
    this.#change({ type: "refused", reason: advice, wayBack: t.tryAgain });
  }

  /** Once: if there is no place there either, or it is gone, the next line leads where it did before. Browsers let no page that came by TLS go on without. */
  #goElsewhere(address = ""): void {
    const { protocol, search } = new URL(this.url);
    if (address.startsWith(protocol)) this.#elsewhere = address + search;
  }

  #hear(data: unknown): void {
    try {
      if (!(data instanceof ArrayBuffer)) throw new ProtocolError("the message is not binary");
      const message = decodeToClient(data, this.#told);
      this.listenAnew();
      if (message.type === "frame") this.#told = message;
      if (message.type === "welcome") {
        this.#told = { tick: message.tick, paceTicks: 0, ack: 0 };
        this.#welcomedAtMs = performance.now();
        this.#change({ type: "open" });
      }
      this.#listener.heard(message, data.byteLength);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      console.warn(`${error.name}: ${error.message}`);
      this.drop();
    }
  }

  #pause(code: number, reason: string): void {
    if (this.#lineState.type === "open" && performance.now() - this.#welcomedAtMs > STEADY_MS) this.#attempt = 0;
    const wholeMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.max(0, this.#attempt - 1));
    // Jitter, so that a server that restarts is not met by everybody at once.
    const retryInMs = wholeMs * (0.5 + Math.random() / 2);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), retryInMs);
    this.#change({ type: "waiting", attempt: this.#attempt, retryInMs, reason: closeText(code, reason) });
    this.#listener.closed(code, reason);
  }

  #leave(code: number): void {
    clearTimeout(this.#timer);
    this.#elsewhere = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(code);
  }

  #change(state: LineState): void {
    this.#lineState = state;
    this.#listener.changed(state);
  }
}

/** Where the page's server listens: beside the page, so that any path before it works. */
export function socketUrl(page: string): string {
  const url = new URL("ws", page);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
