import { defineConfig } from "vitest/config";

// Real browsers and a real server: one file at a time, with time to start.
export default defineConfig({
  test: { include: ["e2e/**/*.test.ts"], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
});
