import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} voa por ti.",
  noBoards: "A partir de agora nada desta partida entra nas classificações.",
  yours: "Os comandos são teus.",
  forbidden: "Este servidor não deixa voar pilotos automáticos: os comandos ficam contigo.",
  unsound: "O piloto automático não voa. {why}",
};
