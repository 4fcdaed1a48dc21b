/**
 * The structure of `provider/`: each part and the parts it may know. `schemas` holds data and may be known by all.
 * The linter checks it, and CONTRIBUTING.md shows it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const arrows = {
  messages: [],
  disk: [],
  rules: ["messages"],
  service: ["messages"],
  api: ["service", "messages"],
  config: ["api", "service", "rules", "messages"],
  application: ["service", "rules", "messages"],
  intents: ["application", "disk", "messages"],
  stack: ["application", "disk", "messages"],
  manifest: ["rules", "messages", "disk"],
  reports: ["manifest", "rules", "messages"],
  inventory: ["application", "manifest", "service", "rules", "messages"],
  program: ["application", "application/public", "manifest", "rules", "messages"],
  engine: ["application", "intents", "stack", "config", "api", "service", "messages"],
  emulator: ["api/signing", "disk"],
  cli: [
    ...["application", "intents", "manifest", "manifest/yaml", "inventory", "reports", "config", "api", "service", "rules", "messages"],
    ...["stack", "disk", "emulator"],
  ],
};

/** Rooms within a part that have a door of their own. */
const innerDoors = ["api/signing", "application/public", "manifest/yaml"];

const doorOf = (part) => `./${part}/index.ts`;

/** Rooms within a part, lowest first: each may know those before it. */
const floors = {
  application: ["public", "facts", "run", "says", "write", "keep", "create", "check"],
  emulator: ["contract", "state", "operations", "faults", "http", "control"],
};

const floorZones = Object.entries(floors).flatMap(([part, rooms]) =>
  rooms.map((room, index) => ({
    target: `./provider/${part}/${room}`,
    from: `./provider/${part}`,
    except: [...rooms.slice(0, index + 1), "emulator-error.ts"].map((name) => `./${name}`),
    message: `provider/${part}/${room} may import only from ${rooms.slice(0, index + 1).join(", ")}: data flows one way.`,
  })),
);

/** What `import-x/no-restricted-paths` checks: from outside a part only its door is imported, and only along an arrow. */
export const zones = [
  ...floorZones,
  ...Object.entries(arrows).map(([part, known]) => ({
    target: `./provider/${part}`,
    from: "./provider",
    except: [`./${part}`, ...known.map(doorOf)],
    message: `provider/${part} may import only the doors (index.ts) of ${["schemas", ...known].join(", ")} (CONTRIBUTING.md, Arrows and doors).`,
  })),
  ...["test", "tools", "bench"].map((folder) => ({
    target: `./${folder}`,
    from: "./provider",
    except: [...Object.keys(arrows), ...innerDoors].map(doorOf),
    message: "From outside provider only the doors (index.ts) of its parts are imported (CONTRIBUTING.md, Arrows and doors).",
  })),
];
