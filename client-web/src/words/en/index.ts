// English, from which the other languages are made. Messages are ICU's: {name}, {count, number},
// {count, plural, one {…} other {…}}.

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

export const en = { flight, panels, film, pilot, faults, profile, settings, watch, bench, admin } as const satisfies Readonly<
  Record<string, Readonly<Record<string, string>>>
>;
