// Lint law. Layering is .dependency-cruiser.mjs's job; here are the bans on globals that DESIGN's module table asks for.
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const clock = "time comes in as asOf or from the caller: the same input must give the same bytes";
const ban = (names, message) => names.map((name) => ({ name, message }));
const banned = {
  clock: [
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
    { selector: "CallExpression[callee.name='Date']", message: clock },
  ],
  random: [
    {
      selector: "MemberExpression[object.name='Math'][property.name='random']",
      message: "randomness makes outcomes irreproducible",
    },
  ],
};
const io = ban(["fetch"], "only collect talks to the network, through the AWS SDK");
const edges = [
  ...ban(["process"], "only cli and action touch the process: pass what you need in"),
  ...ban(["console"], "only cli and action print: return text"),
  ...io,
];

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "**/*.gen.*", "test/fixtures/", ".cache/", "rootproof-report/"] },
  js.configs.recommended,
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      complexity: ["error", 12],
      "max-depth": ["error", 3],
      "max-params": ["error", 4],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["test/**/*.ts", "tools/**/*.ts", "bench/**/*.ts"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/{model,condition,semantics,evaluate,report,load}/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...edges],
      "no-restricted-syntax": ["error", ...banned.clock, ...banned.random],
    },
  },
  {
    files: ["src/{collect,scan}/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...edges],
      "no-restricted-syntax": ["error", ...banned.random],
    },
  },
);
