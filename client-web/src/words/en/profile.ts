// The windows of accounts.

export const profile = {
  // Accounts
  keepIt: "Keep it",
  password: "Password",
  passwordRule: "Password, 8 characters or more",
  keepNameHint: "Nobody else flies under it then, and you can log in elsewhere.",
  cancel: "Cancel",
  nobodyNamed: "Nobody has this name any more.",
  nobodyYet: "Nobody yet",
  claimedName: "a claimed name",
  takeData: "Take my data along",
  changePassword: "Change the password",
  changeIt: "Change it",
  passwordBefore: "Password until now",
  passwordAfter: "New password, 8 characters or more",
  othersLoggedOut: "Every other browser is logged out.",
  forgetMe: "Forget me",
  forgetHint: "Name, scores and places on the boards are gone for good.",
  forgetAll: "Forget everything",

  // A career
  placeToday: "place today",
  placeWeek: "place this week",
  placeEver: "place of all time",
  kills: "kills",
  deaths: "deaths",
  rocksBySize: "rocks, large · medium · small",
  saucers: "saucers",
  timeFlown: "time flown",
  bestLife: "best life",
  bestStreakFact: "best streak",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "The server does not take this: look at what you have typed.",
  refusedWho: "The name or the password is wrong.",
  refusedTaken: "This is in somebody's way: another one has the name, or it has just changed.",
  refusedTries: "Too many tries: wait a while.",
  refusedBusy: "The server takes nothing now: try again in a moment.",
} as const;
