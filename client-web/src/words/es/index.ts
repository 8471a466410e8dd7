// Spanish.

import type { Translation } from "../translations.ts";
import { film } from "./film.ts";
import { flight } from "./flight.ts";
import { panels } from "./panels.ts";
import { pilot } from "./pilot.ts";
import { profile } from "./profile.ts";
import { settings } from "./settings.ts";

export const es: Translation = { film, flight, panels, pilot, profile, settings };
