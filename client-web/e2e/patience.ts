/** How long one thing is waited for at most. It says that something hangs, not how fast a machine is: a busy one takes its time. */
export const PATIENCE_MS = 90_000;

/** The same for what a pilot has to fly for. */
export const FLIGHT_MS = 3 * PATIENCE_MS;
