import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "Un clip des 15 dernières secondes sera gardé dès que le serveur en aura un film.",
  clipSavedDrop: "Le clip est gardé : dépose-le sur la page de qui regarde.",
  clipFailed: "Le clip n’a pas pu être gardé.",
  filmDamaged: "Ce film est abîmé.",
  fileDamaged: "Ce fichier est abîmé, ou n’est pas un film.",
  fileTooLarge: "Ce fichier est trop gros pour un film.",
  filmUnknown: "Ce film est d’un genre que cette page ne connaît pas.",
  filmVersion: "Ce film est de la version {film} du protocole du jeu, et cette page de la {page} : ouvre-le là où il a été fait.",
  filmTooLong: "Ce film est trop long.",
  filmMessages: "Ce film a trop de messages.",
  filmFull: "Il se passe trop de choses dans ce film.",
  nothingToCut: "Il n’y a rien à couper ici.",
  clipTooLong: "Ce clip serait trop long.",
  cannotCut: "Ce film ne peut pas être coupé ici.",
  noFilmYet: "Le serveur n’en a pas encore de film.",
  noFilmThen: "Il n’y a pas de film de ce moment.",
  noFilmNow: "Le serveur n’a pas de film pour l’instant.",
  filmUnanswered: "Le serveur ne répond pas.",
};
