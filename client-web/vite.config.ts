import { defineConfig } from "vite";
import { devProxy } from "./dev_proxy";

// A relative base, so that the page works at any path depth behind a proxy.
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    sourcemap: false,
    // Everything is a file of our own origin: the Content-Security-Policy allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "admin.html"] },
  },
  server: { host: "127.0.0.1", proxy: devProxy(process.env["ASTEROIDS_LISTEN"]) },
});
