// A flight in a few lines: how long it flies, and what came of it; beside it, what had come of the run that was kept.

import { tBench } from "../../words/bench";
import { BUDGET } from "../program/program";
import { STEPS_PER_S, type Recording } from "../scope/recording";
import { tallyName, type Flight, type Tally } from "./flight";

export function stateText({ recording, kept, price }: Flight): string {
  const flown = tBench.flown({ seconds: (recording.steps / STEPS_PER_S).toFixed(1), price, budget: BUDGET });
  const lines = [flown, tallyText(recording, recording.steps)];
  if (kept !== null) lines.push(tBench.tallyKept({ tally: tallyText(kept, Math.min(kept.steps, recording.steps)) }));
  return lines.join("\n");
}

/** What had come of a run after so many steps. */
function tallyText(recording: Recording, steps: number): string {
  const after = (tally: Tally): number => recording.at(tallyName(tally), steps - 1) ?? 0;
  return tBench.tally({ score: after("score"), hits: after("hits"), deaths: after("deaths") });
}
