import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "Ein Clip der letzten 15 Sekunden wird gespeichert, sobald der Server einen Film davon hat.",
  clipSavedDrop: "Der Clip ist gespeichert: Zieh ihn auf die Seite von jemandem, der zuschaut.",
  clipFailed: "Der Clip konnte nicht gespeichert werden.",
  filmDamaged: "Dieser Film ist beschädigt.",
  fileDamaged: "Diese Datei ist beschädigt oder gar kein Film.",
  fileTooLarge: "Diese Datei ist zu groß für einen Film.",
  filmUnknown: "Diese Art von Film kennt diese Seite nicht.",
  filmVersion: "Dieser Film hat Version {film} des Protokolls, diese Seite {page}: Öffne ihn dort, wo er entstand.",
  filmTooLong: "Dieser Film ist zu lang.",
  filmMessages: "Dieser Film hat zu viele Nachrichten.",
  filmFull: "In diesem Film ist zu viel los.",
  nothingToCut: "Hier gibt es nichts zu schneiden.",
  clipTooLong: "Dieser Clip wäre zu lang.",
  cannotCut: "Dieser Film lässt sich hier nicht schneiden.",
  noFilmYet: "Der Server hat davon noch keinen Film.",
  noFilmThen: "Von dieser Zeit gibt es keinen Film.",
  noFilmNow: "Der Server hat gerade keinen Film.",
  filmUnanswered: "Der Server antwortet nicht.",
};
