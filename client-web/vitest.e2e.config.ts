import { defineConfig } from "vitest/config";
import { catalogue } from "./catalogue.ts";
import { PATIENCE_MS } from "./e2e/patience.ts";

// Real browsers and a real server: one file at a time. A test has more patience than all that it waits for together.
export default defineConfig({
  plugins: [catalogue()],
  test: {
    include: ["e2e/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 10 * PATIENCE_MS,
    hookTimeout: 2 * PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
  },
});
