import type { Translation } from "../translations.ts";

export const profile: Translation["profile"] = {
  // Accounts
  keepIt: "Quedármelo",
  password: "Contraseña",
  passwordRule: "Contraseña, 8 caracteres o más",
  keepNameHint: "Así nadie más vuela con él y puedes iniciar sesión en otro lugar.",
  cancel: "Cancelar",
  nobodyNamed: "Ya nadie tiene este nombre.",
  nobodyYet: "Nadie todavía",
  claimedName: "un nombre reservado",
  takeData: "Llevarme mis datos",
  changePassword: "Cambiar la contraseña",
  changeIt: "Cambiarla",
  passwordBefore: "Contraseña actual",
  passwordAfter: "Contraseña nueva, 8 caracteres o más",
  othersLoggedOut: "Se cierra la sesión en todos los demás navegadores.",
  forgetMe: "Olvidarme",
  forgetHint: "El nombre, los puntos y los puestos en las clasificaciones se pierden para siempre.",
  forgetAll: "Olvidarlo todo",

  // A career
  placeToday: "puesto hoy",
  placeWeek: "puesto esta semana",
  placeEver: "puesto de siempre",
  kills: "derribos",
  deaths: "muertes",
  rocksBySize: "rocas: grandes · medianas · pequeñas",
  saucers: "platillos",
  timeFlown: "tiempo de vuelo",
  bestLife: "mejor vida",
  bestStreakFact: "mejor racha",

  // Why the server does not do what it was asked; in English it says so itself
  refusedField: "El servidor no lo acepta: revisa lo que has escrito.",
  refusedWho: "El nombre o la contraseña no son correctos.",
  refusedTaken: "No puede ser: otro tiene ese nombre o acaba de cambiar.",
  refusedTries: "Demasiados intentos: espera un rato.",
  refusedBusy: "El servidor no acepta nada ahora: inténtalo dentro de un momento.",
};
