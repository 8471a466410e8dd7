import { defineConfig } from "vitest/config";

// Real browsers and a real server: one file at a time, with time to start. A test has more patience than all that it
// waits for: 50 s to shoot something, 20 s for each other thing, 30 s for the page.
export default defineConfig({
  test: { include: ["e2e/**/*.test.ts"], fileParallelism: false, testTimeout: 240_000, hookTimeout: 60_000 },
});
