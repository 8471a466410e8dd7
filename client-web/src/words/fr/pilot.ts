import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} vole pour toi.",
  noBoards: "Désormais, rien de cette partie n’entre dans les classements.",
  yours: "Tu as les commandes.",
  forbidden: "Ce serveur ne laisse voler aucun pilote automatique : tu gardes les commandes.",
  unsound: "Le pilote automatique ne vole pas. {why}",
};
