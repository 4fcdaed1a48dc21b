import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import importX from "eslint-plugin-import-x";

/** The arrows of the design: each part and the parts it may know. `schemas` holds data and may be known by all. */
const arrows = {
  messages: [],
  rules: ["messages"],
  service: ["messages"],
  api: ["service", "messages"],
  config: ["api", "service", "rules", "messages"],
  application: ["service", "rules", "messages"],
  intents: ["application", "messages"],
  manifest: ["rules", "messages"],
  reports: ["manifest", "rules", "messages"],
  inventory: ["application", "manifest", "service", "rules", "messages"],
  program: ["application", "manifest", "rules", "messages"],
  engine: ["application", "intents", "config", "api", "service", "messages"],
  emulator: ["api/signing"],
  cli: [
    ...["application", "intents", "manifest", "manifest/yaml", "inventory", "reports", "config", "api", "service", "rules", "messages"],
    "emulator",
  ],
};

/** Rooms within a part that have a door of their own. */
const innerDoors = ["api/signing", "manifest/yaml"];

/** From outside a part only its door is imported. */
const doorOf = (part) => `./${part}/index.ts`;

const zones = [
  ...Object.entries(arrows).map(([part, known]) => ({
    target: `./provider/${part}`,
    from: "./provider",
    except: [`./${part}`, ...known.map(doorOf)],
    message: `provider/${part} may import only the doors (index.ts) of ${["schemas", ...known].join(", ")} (CONTRIBUTING.md, Arrows).`,
  })),
  ...["test", "tools", "bench"].map((folder) => ({
    target: `./${folder}`,
    from: "./provider",
    except: [...Object.keys(arrows), ...innerDoors].map(doorOf),
    message: "From outside provider only the doors of its parts are imported (CONTRIBUTING.md, Arrows).",
  })),
];

export default defineConfig(
  { ignores: ["dist/", "schemas/generated/", "coverage/", "**/node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".js"] } } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "import-x/no-cycle": "error",
      "import-x/no-duplicates": ["error", { "prefer-inline": true }],
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // Characters are counted as code points, as JSON Schema does for maxLength.
      "@typescript-eslint/no-misused-spread": "off",
      complexity: ["error", 15],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // An example is a project of its own: its packages are there only once a user has installed them. `npm run check:types` checks it.
    files: ["examples/**/*.ts"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "max-lines": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "it"], package: "@types/mocha" }] },
      ],
    },
  },
);
