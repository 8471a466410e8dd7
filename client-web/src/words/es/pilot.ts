import type { Translation } from "../translations.ts";

export const pilot: Translation["pilot"] = {
  flies: "{title} vuela por ti.",
  noBoards: "Desde ahora nada de esta partida entra en las clasificaciones.",
  yours: "Los mandos son tuyos.",
  forbidden: "Este servidor no deja volar pilotos automáticos: los mandos siguen siendo tuyos.",
  unsound: "El piloto automático no vuela. {why}",
};
