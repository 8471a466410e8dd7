import { expect, test } from "vitest";
import { PEACE, setStage } from "./stage";

const stage = setStage(...PEACE, "--team-rooms", "1");
const { fly } = stage;

test("two who come in fly for two teams, hear for which, and see how these stand", async () => {
  const [ada, bob] = [await fly("Ada"), await fly("Bob")];
  await ada.page.getByText("You fly for the ☼ Suns.").waitFor();
  await bob.page.getByText("You fly for the ☾ Moons.").waitFor();
  const board = bob.page.getByRole("region", { name: "Leaderboard" });
  await board.getByText(/^☼ 0 : 0 ☾ · \d:\d\d$/).waitFor();
  await board.getByText("☾ Bob").waitFor();
  await board.getByText("☼ Ada").waitFor();
  await bob.screenshot("teams");
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});
