import { mergeConfig } from "vitest/config";
import e2e from "../../vitest.e2e.config.ts";

// The same browsers and servers as the tests have.
export default mergeConfig({ ...e2e, test: { ...e2e.test, include: [] } }, { test: { include: ["bench/smoothness/*.measure.ts"] } });
