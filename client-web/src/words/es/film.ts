import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "Se guardará un clip de los últimos 15 segundos en cuanto el servidor tenga una película de ellos.",
  clipSavedDrop: "El clip está guardado: suéltalo en la página de quien esté mirando.",
  clipFailed: "No se pudo guardar el clip.",
  filmDamaged: "Esta película está dañada.",
  fileDamaged: "Este archivo está dañado o no es una película.",
  fileTooLarge: "Este archivo es demasiado grande para una película.",
  filmUnknown: "Esta película es de un tipo que esta página no conoce.",
  filmVersion: "Esta película es de la versión {film} del protocolo del juego y esta página de la {page}: ábrela donde se hizo.",
  filmTooLong: "Esta película es demasiado larga.",
  filmMessages: "Esta película tiene demasiados mensajes.",
  filmFull: "En esta película pasan demasiadas cosas.",
  nothingToCut: "Aquí no hay nada que cortar.",
  clipTooLong: "Este clip sería demasiado largo.",
  cannotCut: "Esta película no se puede cortar aquí.",
  noFilmYet: "El servidor aún no tiene una película de esto.",
  noFilmThen: "No hay película de ese momento.",
  noFilmNow: "El servidor no tiene la película ahora mismo.",
  filmUnanswered: "El servidor no responde.",
};
