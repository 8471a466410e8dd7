import { defineConfig } from "vitest/config";
import { catalogue } from "./catalogue.ts";

// No test waits for the clock; a busy machine may take its time.
export default defineConfig({ plugins: [catalogue()], test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 } });
