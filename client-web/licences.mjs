// Checks that browsers are sent nothing under a licence that we have not agreed to.

import { readFile } from "node:fs/promises";

const AGREED = new Set(["Apache-2.0", "ISC", "MIT"]);

const lock = JSON.parse(await readFile(new URL("package-lock.json", import.meta.url), "utf8"));
const sent = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
for (const [path, { license }] of sent) {
  if (AGREED.has(license)) continue;
  console.error(`${path}: its licence, ${license}, is not agreed to`);
  process.exitCode = 1;
}
