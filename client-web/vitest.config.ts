import { defineConfig } from "vitest/config";

// No test waits for the clock; a busy machine may take its time.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 } });
