// The autopilots of this project, to start from. Each is fetched when it is opened.

const TEXTS = import.meta.glob<string>("../../../../shared/autopilots/*.json", { query: "?raw", import: "default" });

export const EXAMPLES: ReadonlyMap<string, () => Promise<string>> = new Map(
  Object.entries(TEXTS).map(([path, load]) => [path.slice(path.lastIndexOf("/") + 1, -".json".length), load]),
);
