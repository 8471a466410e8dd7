// A frame tells what has happened since the one before. A film is looked at
// tick by tick and knows what comes, so each record is given its own tick.

import type { Frame } from "../../protocol/frame";

type Moves = Pick<Frame, "controls" | "shots" | "anchors">;
type Record = { readonly tick: number };

const NOTHING_ELSE = { ack: 0, arrivals: [], left: [], vanished: [], events: [], badges: [], you: null, pong: null } as const;

/** The frame as several, the earliest first: what has moved at a tick, and at its own tick all the rest. */
export function atTheirTicks(frame: Frame, beforeTick: number): Frame[] {
  const staying = idsThatChange(frame);
  const isEarly = ({ tick }: Record, ...ids: number[]): boolean => tick < frame.tick && !ids.some((id) => staying.has(id));
  const early: Moves = {
    controls: frame.controls.filter((change) => isEarly(change, change.ship)),
    shots: frame.shots.filter((shot) => isEarly(shot, shot.ship, shot.bullet)),
    anchors: frame.anchors.filter((anchor) => isEarly(anchor, anchor.entity)),
  };
  const frames: Frame[] = [];
  for (let tick = beforeTick; tick < frame.tick; tick++) {
    // Nothing can be told of a time that has been told already.
    const isNow = (record: Record): boolean => record.tick === tick || (tick === beforeTick && record.tick < tick);
    const controls = early.controls.filter(isNow);
    const shots = early.shots.filter(isNow);
    const anchors = early.anchors.filter(isNow);
    if (controls.length + shots.length + anchors.length === 0) continue;
    frames.push({ type: "frame", tick, paceTicks: 0, ...NOTHING_ELSE, controls, shots, anchors });
  }
  const isLate = (of: readonly Record[]) => (record: Record): boolean => !of.includes(record);
  frames.push({
    ...frame,
    controls: frame.controls.filter(isLate(early.controls)),
    shots: frame.shots.filter(isLate(early.shots)),
    anchors: frame.anchors.filter(isLate(early.anchors)),
  });
  return frames;
}

/** Ids that name something else, or nothing any more, once the frame has been applied. */
function idsThatChange({ arrivals, left, vanished }: Frame): ReadonlySet<number> {
  const ids = new Set(left);
  for (const { entity } of vanished) ids.add(entity);
  for (const { entity } of arrivals) ids.add(entity);
  return ids;
}
