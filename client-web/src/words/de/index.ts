// German.

import type { Translation } from "../translations.ts";
import { admin } from "./admin.ts";
import { bench } from "./bench.ts";
import { faults } from "./faults.ts";
import { film } from "./film.ts";
import { flight } from "./flight.ts";
import { panels } from "./panels.ts";
import { pilot } from "./pilot.ts";
import { profile } from "./profile.ts";
import { settings } from "./settings.ts";
import { watch } from "./watch.ts";

export const de: Translation = { admin, bench, faults, film, flight, panels, pilot, profile, settings, watch };
