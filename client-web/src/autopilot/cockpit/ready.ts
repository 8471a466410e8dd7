import { told } from "../document/check";
import { readDiagram } from "../document/text";
import { flownText } from "../files/flown";
import { Fault } from "../program/fault";
import { Program } from "../program/program";
import { checkTerminals } from "../program/terminals";
import { t } from "../../words";
import { tPilot } from "../../words/pilot";
import { Cockpit } from "./cockpit";

/** What flies, or why nothing does. */
type Ready = { readonly cockpit: Cockpit; readonly title: string } | { readonly whyNot: string };

/** The person's autopilot, if the server lets one fly and it is sound. */
export async function getReady(): Promise<Ready> {
  const mayFly = await asksLeave().catch(() => null);
  if (mayFly !== true) return { whyNot: mayFly === null ? t.unanswered : tPilot.forbidden };
  try {
    const diagram = readDiagram(await flownText());
    checkTerminals(diagram);
    return { cockpit: new Cockpit(new Program(diagram)), title: diagram.title };
  } catch (error) {
    return { whyNot: tPilot.unsound({ why: textOf(error) }) };
  }
}

async function asksLeave(): Promise<boolean> {
  const answer = await fetch("api/rooms");
  const rooms = (await answer.json()) as readonly { readonly autopilots: boolean }[];
  // What holds in one holds in all.
  return rooms.some(({ autopilots }) => autopilots);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof Fault ? told(error) : error.message;
}
