import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "Le garder",
  password: "Mot de passe",
  passwordRule: "Mot de passe, 8 caractères ou plus",
  keepNameHint: "Personne d’autre ne volera sous ce nom, et tu pourras te connecter ailleurs.",
  cancel: "Annuler",
  nobodyNamed: "Plus personne n’a ce nom.",
  nobodyYet: "Personne encore",
  claimedName: "un nom réservé",
  takeData: "Emporter mes données",
  changePassword: "Changer le mot de passe",
  changeIt: "Le changer",
  passwordBefore: "Mot de passe actuel",
  passwordAfter: "Nouveau mot de passe, 8 caractères ou plus",
  othersLoggedOut: "Tous les autres navigateurs sont déconnectés.",
  forgetMe: "M’oublier",
  forgetHint: "Nom, points et places aux classements disparaissent pour de bon.",
  forgetAll: "Tout oublier",

  // A career
  placeToday: "place aujourd’hui",
  placeWeek: "place cette semaine",
  placeEver: "place depuis toujours",
  kills: "victimes",
  deaths: "morts",
  rocksBySize: "rochers : gros · moyens · petits",
  saucers: "soucoupes",
  timeFlown: "temps de vol",
  bestLife: "meilleure vie",
  bestStreakFact: "meilleure série",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "Le serveur n’accepte pas cela : relis ce que tu as saisi.",
  refusedWho: "Le nom ou le mot de passe est faux.",
  refusedTaken: "Impossible : quelqu’un d’autre a ce nom, ou cela vient de changer.",
  refusedTries: "Trop d’essais : attends un peu.",
  refusedBusy: "Le serveur n’accepte rien pour l’instant : réessaie dans un moment.",
};
