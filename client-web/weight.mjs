// Checks what the built pages weigh: everything that a browser may fetch, as gzip.

import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const BYTES_MAX = 90_000;

const dist = new URL("dist/", import.meta.url);
const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
let bytes = 0;
for (const { parentPath, name } of files) bytes += gzipSync(await readFile(`${parentPath}/${name}`), { level: 9 }).length;

console.log(`The pages weigh ${bytes} bytes as gzip; at most ${BYTES_MAX} are agreed to.`);
if (bytes > BYTES_MAX) process.exitCode = 1;
