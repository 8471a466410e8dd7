import { defineConfig } from "vite";

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
  server: { host: "127.0.0.1", proxy: { "/ws": { target: "ws://127.0.0.1:8080", ws: true } } },
});
