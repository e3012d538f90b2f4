import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  curly: ["error", "multi-line"],
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-console": ["error", { allow: ["warn", "error"] }],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
};

// The site's scripts are classic ones, so that they run from file:// too. They share one global scope, a page's or a
// worker's: each keeps its names to itself in a function or a block.
const classic = { ...rules, "no-implicit-globals": "error", strict: ["error", "safe"] };

export default [
  { ignores: ["site/", "build/", "dist/", "node_modules/", ".venv/", ".python/", "**/vendor/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["site_plugins/**/*.js"],
    ignores: ["**/*.worker.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    rules: classic,
  },
  {
    files: ["site_plugins/**/*.worker.js"],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "script",
      globals: { ...globals.worker, ...globals.serviceworker },
    },
    rules: classic,
  },
  // Run by Node: at build time, in tests, and this file.
  {
    files: ["**/*.mjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.node },
    rules: { ...rules, "no-console": "off" },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "commonjs", globals: globals.node },
    rules: { ...rules, "no-console": "off" },
  },
];
