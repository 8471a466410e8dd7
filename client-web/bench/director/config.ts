import { defineConfig } from "vitest/config";
import { catalogue } from "../../catalogue.ts";

export default defineConfig({ plugins: [catalogue()], test: { include: ["bench/director/director.measure.ts"] } });
