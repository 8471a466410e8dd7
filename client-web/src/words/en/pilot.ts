// What a person is told who hands the stick to an autopilot.

export const pilot = {
  flies: "{title} flies for you.",
  noBoards: "From now on nothing of this run enters the boards.",
  yours: "The stick is yours.",
  forbidden: "This server lets no autopilots fly: the stick stays with you.",
  unsound: "The autopilot does not fly. {why}",
} as const;
