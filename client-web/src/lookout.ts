import type { Notables, Overview } from "./protocol/overview";
import type { Focus } from "./protocol/to_server";
import type { Extent } from "./viewport";

/** How one who does not fly looks at the room. */
export interface Lookout {
  /** What was chosen to be looked at. Another object when it is another choice. */
  readonly focus: Focus;
  /** Where the server is to have its view. */
  readonly asked: Focus;
  /** How much it is to tell of, for a window of this size. */
  wish(widthPx: number, heightPx: number): Extent;
  /** The server has granted so much. */
  fit(granted: Extent, widthPx: number, heightPx: number): void;
  hear(message: Overview | Notables): void;
  /** A line has begun: what was told before may be of another room. */
  begin(): void;
  /** Moves the camera. */
  look(elapsedMs: number): void;
}
