import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "Klip z ostatnich 15 sekund będzie zapisany, gdy serwer będzie miał z nich film.",
  clipSavedDrop: "Klip zapisany: upuść go na stronie kogoś, kto ogląda.",
  clipFailed: "Nie udało się zapisać klipu.",
  filmDamaged: "Ten film jest uszkodzony.",
  fileDamaged: "Ten plik jest uszkodzony albo nie jest filmem.",
  fileTooLarge: "Ten plik jest za duży na film.",
  filmUnknown: "Ta strona nie zna takich filmów.",
  filmVersion: "Ten film ma wersję {film} protokołu, a ta strona {page}: otwórz go tam, gdzie powstał.",
  filmTooLong: "Ten film jest za długi.",
  filmMessages: "Ten film ma za dużo wiadomości.",
  filmFull: "W tym filmie jest za dużo.",
  nothingToCut: "Nie ma tu czego wyciąć.",
  clipTooLong: "Ten klip byłby za długi.",
  cannotCut: "Tego filmu nie można tu przyciąć.",
  noFilmYet: "Serwer nie ma jeszcze z tego filmu.",
  noFilmThen: "Z tego czasu nie ma filmu.",
  noFilmNow: "Serwer nie ma teraz filmu.",
  filmUnanswered: "Serwer nie odpowiada.",
};
