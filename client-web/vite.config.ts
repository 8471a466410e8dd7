import { defineConfig, type Plugin, type ProxyOptions } from "vite";
import { catalogue } from "./catalogue.ts";
import { pictures } from "./pictures.ts";
import { shortClasses } from "./short_classes.ts";
import { shortNames } from "./short_names.ts";

/** Where the server listens if nobody says otherwise. */
const LISTEN = "127.0.0.1:8080";

/** What the server answers itself; the pages come from Vite. */
const PATHS = ["/api", "/healthz", "/metrics", "/ws"];

/** An address that reaches a server which listens on this one: `0.0.0.0` and `[::]` are all of the machine's, and not every machine has IPv6. */
export function reachable(listen: string): string {
  return listen.replace(/^(?:0\.0\.0\.0|\[::\]):/, "127.0.0.1:");
}

/** For Vite: passes to the server on this address, as its `--listen` says it, whatever is the server's. */
export function devProxy(listen: string | undefined): Record<string, ProxyOptions> {
  const target = `http://${reachable(listen || LISTEN)}`;
  return Object.fromEntries(PATHS.map((path) => [path, { target, ws: path === "/ws" }]));
}

/** What every page needs, that of moderators too. */
const PAGE = /src.(?:autopilot.files.kept|input.composition|motion|outline|preferences|preload|torus|words.(?:index|languages|spoken)|draw.glyphs|protocol.table|ui.(?:dom|limit|pointer))\.ts$|preload-helper|words:=?flight$/;
/** The texts that a first flight does without are one file, and so is what reads them. */
const WORDS = /src.words.(?:admin|film|panels|profile|settings|watch)\.ts$|words:(?:admin|film|=more|panels|profile|settings|watch)$/;
/** What flying needs, and all else beside its own. */
const GAME = /src.(?!(?:admin|autopilot|palettes|panels|profile|quality.(?!levels)|room.(?!here)|settings.(?!kept|settings\.)|steering|watch|windows|words).)/;
/** What pilots need when they fall. */
const KILLCAM = /watch.film.(?:killcam|moves|projector)\.ts$/;
/** What those need who watch, and pilots when they save a clip: one file compresses better than several. */
const FILM = /src.watch.(?!film.(?:killcam|moves|projector)\.ts).*\.ts$/;

/** What flies by a model, on the bench and in the game. */
const ENGINE = /src.autopilot.(?:catalogue.\w+|cockpit.(?:cockpit|contact|lists|own)|document.(?:check|diagram|limits|names|number_text|ports|sensors|text)|files.examples|program.\w+)\.ts$|words.faults\.ts$|words:(?:faults|=pilot)$/;
/** What the game needs beside that once a person hands the stick to one. */
const PILOT = /src.autopilot.(?:cockpit.(?:autopilot|ready|start)\.ts|cockpit.cockpit\.css|files.flown\.ts)$|words.pilot\.ts$|words:pilot$/;

/** Ours in place of Vite's, which is five times as long. */
const preload: Plugin = {
  name: "preload",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? `export { preload as __vitePreload } from ${JSON.stringify(`${import.meta.dirname}/src/preload.ts`)};` : null),
};

// A relative base, so that the page works at any path depth behind a proxy.
export default defineConfig({
  base: "./",
  plugins: [preload, shortClasses(), shortNames(), catalogue(), pictures()],
  build: {
    target: "es2022",
    sourcemap: false,
    // Everything is a file of our own origin: the Content-Security-Policy allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Terser puts in place what is used once, and Rolldown's own minifier finds more in what it leaves:
    // together 2 kB less, as gzip, than that one alone. Nothing here has getters that do something, or methods of its own
    // on what the language has.
    minify: "terser",
    terserOptions: { safari10: false, mangle: false, compress: { passes: 3, inline: 0, ecma: 2020, keep_fargs: false, pure_getters: true, unsafe: true, unsafe_arrows: true, unsafe_methods: true } },
    rolldownOptions: {
      input: ["index.html", "admin.html", "autopilot.html"],
      output: {
        // 36 bits tell versions of a file apart, and each file names many others.
        entryFileNames: "assets/[name]-[hash:6].js",
        chunkFileNames: "assets/[name]-[hash:6].js",
        assetFileNames: "assets/[name]-[hash:6][extname]",
        minify: true,
        codeSplitting: {
          groups: [
            { name: "page", test: PAGE, priority: 1 },
            { name: "start-words", test: WORDS, priority: 1 },
            { name: "killcam", test: KILLCAM },
            { name: "film", test: FILM },
            { name: "engine", test: ENGINE },
            { name: "pilot", test: PILOT },
            { name: "game", test: GAME },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  // The examples of the bench are in another folder of this repository.
  server: { host: "127.0.0.1", fs: { allow: [".."] }, proxy: devProxy(process.env["ASTEROIDS_LISTEN"]) },
});
