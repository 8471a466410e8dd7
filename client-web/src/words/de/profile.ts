import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "Behalten",
  password: "Passwort",
  passwordRule: "Passwort, mindestens 8 Zeichen",
  keepNameHint: "Dann fliegt niemand sonst unter diesem Namen, und du kannst dich anderswo anmelden.",
  cancel: "Abbrechen",
  nobodyNamed: "Diesen Namen hat niemand mehr.",
  nobodyYet: "Noch niemand",
  claimedName: "ein geschützter Name",
  takeData: "Meine Daten mitnehmen",
  changePassword: "Passwort ändern",
  changeIt: "Ändern",
  passwordBefore: "Bisheriges Passwort",
  passwordAfter: "Neues Passwort, mindestens 8 Zeichen",
  othersLoggedOut: "Alle anderen Browser werden abgemeldet.",
  forgetMe: "Vergiss mich",
  forgetHint: "Name, Punkte und Plätze in den Bestenlisten sind für immer weg.",
  forgetAll: "Alles vergessen",

  // A career
  placeToday: "Platz heute",
  placeWeek: "Platz diese Woche",
  placeEver: "Platz aller Zeiten",
  kills: "Abschüsse",
  deaths: "Tode",
  rocksBySize: "Felsen, groß · mittel · klein",
  saucers: "Untertassen",
  timeFlown: "Flugzeit",
  bestLife: "bestes Leben",
  bestStreakFact: "beste Serie",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "Der Server nimmt das nicht an: Prüfe es.",
  refusedWho: "Der Name oder das Passwort ist falsch.",
  refusedTaken: "Das geht nicht: Der Name ist vergeben, oder es hat sich gerade geändert.",
  refusedTries: "Zu viele Versuche: Warte eine Weile.",
  refusedBusy: "Der Server nimmt gerade nichts an: Versuche es gleich noch einmal.",
};
