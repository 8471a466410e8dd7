import { beforeEach, describe, expect, test, vi } from "vitest";
import { Autopilot } from "../src/autopilot/cockpit/autopilot";
import { writeDiagram } from "../src/autopilot/document/text";
import { BLANK, type Block } from "../src/autopilot/document/diagram";
import { Held } from "../src/input/held";
import { Control } from "../src/state/scene";
import { Helm } from "../src/steering/helm";
import { FakeSocket, welcome } from "./fake_socket";
import { OWN_ARRIVAL, SHIP, YOU, draw, eachOnItsOwnPage, fly, frame, said, scene, session, visit } from "./visit";

const ROOM = 1;
/** Turns left, and thrusts while the person's hands did when it took the stick. */
const LEFT: Readonly<Record<string, Block>> = {
  yes: { kind: "flag" },
  left: { kind: "exit", params: { name: "left", signal: "bool" } },
  held: { kind: "entry", params: { name: "held.thrust", signal: "bool" } },
  thrust: { kind: "exit", params: { name: "thrust", signal: "bool" } },
};
const WIRES = [["yes.out", "left.in"], ["held.out", "thrust.in"]] as const;

let kept: string | null;
let allowed: boolean;
let shown: boolean;
let held: Held;
let autopilot: Autopilot;

/** What has been said of who flies. */
const handed = (): unknown[] => said().filter(([kind]) => kind === 8);
/** What the server has last heard of the controls. */
const holds = (): unknown => said().filter(([kind]) => kind === 1).at(-1)?.[3];

function draws(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 16) {
    draw(16);
    autopilot.update();
  }
}

async function handOver(): Promise<void> {
  autopilot.toggle();
  await vi.waitFor(() => expect(scene.announcement).not.toBeNull());
}

describe("the stick", () => {
  eachOnItsOwnPage();

  beforeEach(() => {
    kept = writeDiagram({ ...BLANK, title: "Lefty", models: { main: { blocks: LEFT, wires: WIRES } } });
    allowed = true;
    shown = false;
    vi.stubGlobal("fetch", () => Promise.resolve({ json: () => Promise.resolve([{ room: 9, autopilots: false }, { room: ROOM, autopilots: allowed }]) }));
    vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "autopilot" ? kept : null) });
    visit(false);
    fly();
    scene.room = ROOM;
    held = new Held(
      (controls) => {
        if (!autopilot.flies) session.steer(controls);
      },
      () => autopilot.feel(),
    );
    autopilot = new Autopilot({ session, scene, held, onFly: (flies) => (shown = flies) });
  });

  test("is handed to the kept autopilot, which others are told, and taken back", async () => {
    held.hold("KeyW", Control.Thrust);
    await handOver();
    expect([handed(), shown]).toEqual([[[8, true]], true]);
    expect(scene.announcement?.text).toBe("Lefty flies for you. From now on nothing of this run enters the boards.");
    draws(200);
    expect(holds()).toBe(Control.Left | Control.Thrust);
    held.release("KeyW");
    held.assist("gun", Control.Fire);
    draws(200);
    expect([holds(), handed()]).toEqual([Control.Left | Control.Thrust, [[8, true]]]);
    held.assist("gun", 0);
    autopilot.toggle();
    expect([handed(), holds(), shown]).toEqual([[[8, true], [8, false]], 0, false]);
    await handOver();
    await vi.waitFor(() => expect(scene.announcement?.text).toBe("Lefty flies for you."));
  });

  test("is the person's again at any control, and what is held then counts", async () => {
    held.hold("KeyD", Control.Right);
    await handOver();
    draws(200);
    expect(holds()).toBe(Control.Left);
    held.hold("KeyD", Control.Right, true);
    draws(50);
    expect(holds()).toBe(Control.Left);
    held.hold("Space", Control.Fire);
    expect([holds(), handed().at(-1), shown]).toEqual([Control.Right | Control.Fire, [8, false], false]);
    draws(200);
    expect(holds()).toBe(Control.Right | Control.Fire);
  });

  test("is the person's again when a stick on the screen is pushed, and not when a mouse points", async () => {
    const helm = new Helm(held);
    await handOver();
    helm.point("mouse", 1, 0, false);
    draws(50);
    expect(shown).toBe(true);
    helm.point("finger", 1, 0, false);
    expect([handed().at(-1), shown]).toEqual([[8, false], false]);
  });

  test("stays with the person who thinks better of it", async () => {
    autopilot.toggle();
    autopilot.toggle();
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(100);
    expect([handed(), shown, scene.announcement]).toEqual([[], false, null]);
  });

  test("stays with it from ship to ship, and by a key that has one fly again", async () => {
    await handOver();
    draws(100);
    FakeSocket.last.say(frame(8, { events: [[2, 9, "Bob", 7, "Ada", 6]], you: [0, 500, 2, 0, 0, 0, 0, 174, 0] }));
    draws(100);
    expect(holds()).toBe(0);
    held.hold("Space", Control.Fire);
    held.release("Space");
    const again = [SHIP + 1, ...OWN_ARRIVAL.slice(1)];
    FakeSocket.last.say(frame(8, { arrivals: again, you: [SHIP + 1, ...YOU.slice(1)] }));
    draws(100);
    expect([holds(), shown]).toEqual([Control.Left, true]);
  });

  test("is handed over anew on a line that is mended, whose server has not heard of it", async () => {
    await handOver();
    session.connection.drop();
    vi.advanceTimersByTime(5000);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    scene.room = ROOM;
    FakeSocket.last.say(frame(2, { arrivals: OWN_ARRIVAL, you: YOU }));
    draws(50);
    await vi.waitFor(() => expect(handed()).toEqual([[8, true]]));
    draws(200);
    expect(holds()).toBe(Control.Left);
  });

  test("stays with the person where the server lets none fly, which is said", async () => {
    allowed = false;
    await handOver();
    held.hold("KeyD", Control.Right);
    draws(200);
    expect([handed(), holds(), shown]).toEqual([[], Control.Right, false]);
    expect(scene.announcement?.text).toBe("This server lets no autopilots fly: the stick stays with you.");
  });

  test.each([
    ["no autopilot", () => "{}", 'The autopilot does not fly. The file has no “format”.'],
    ["one that is not sound", (text: string) => text.replace('["yes.out", "left.in"]', '["no.out", "left.in"]'), "The autopilot does not fly. left: "],
    ["one with a sensor that is none", (text: string) => text.replace("held.thrust", "held.cat"), "The autopilot does not fly. held: There is no sensor “held.cat”."],
  ])("stays with the person who keeps %s, which is said", async (_, change, says) => {
    kept = change(kept ?? "");
    await handOver();
    expect(scene.announcement?.text).toContain(says);
    expect([handed(), shown]).toEqual([[], false]);
  });

  test("goes to an example if none is kept", async () => {
    kept = null;
    await handOver();
    expect(scene.announcement?.text).toContain("Hunter flies for you.");
  });

  test("is let go of while nobody looks at the page, and in a film there is none", async () => {
    await handOver();
    draws(100);
    autopilot.letGo();
    expect(holds()).toBe(0);
    draws(100);
    expect(holds()).toBe(Control.Left);
    session.leave();
    session.watch();
    autopilot.update();
    expect(shown).toBe(false);
  });
});
