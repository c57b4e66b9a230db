// The import law of docs/architecture.md, checked. Every rule says why it is there; test/architecture plants a breach of each.
const inner = "^src/(model|condition|semantics|collect|load|evaluate|report)/";

/** A module may import its own folder and the listed ones; anything else of src is a breach. */
const only = (module, others, why) => ({
  name: `${module}-imports`,
  severity: "error",
  comment: why,
  from: { path: `^src/${module}/` },
  to: { path: "^src/", pathNot: `^src/(${[module, ...others].join("|")})/` },
});

/** A module may use only these npm packages and Node modules. */
const packages = (module, allowed, why) => ({
  name: `${module}-packages`,
  severity: "error",
  comment: why,
  from: { path: `^src/${module}/` },
  to: {
    dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown", "core"],
    ...(allowed.length > 0 && { pathNot: allowed.map((name) => `(^|node_modules/)${name}`) }),
  },
});

export default {
  forbidden: [
    only(
      "model",
      [],
      "model holds the words everyone shares; if it imported anything, nothing could be understood alone",
    ),
    only("condition", ["model"], "a condition is judged on values alone: no AWS semantics, no files"),
    only("semantics", ["model"], "models of AWS behaviour are pure and usable without the scanner"),
    only("collect", ["model"], "collecting never judges; what it needs of the matcher is passed in"),
    only("load", ["model"], "loading checks files; the condition compiler is passed in"),
    only(
      "evaluate",
      ["model", "condition", "semantics"],
      "judging reads evidence only, so the same evidence gives the same bytes",
    ),
    only("report", ["model"], "a reporter reads findings; it never chooses an outcome"),
    only(
      "scan",
      ["model", "condition", "semantics", "collect", "load", "evaluate", "report"],
      "scan is the pipeline: it knows the inner modules and no front end",
    ),
    only(
      "cli",
      ["model", "scan", "sandbox"],
      "the command line goes through scan's door, so the library and the Action can do whatever it does",
    ),
    only("action", ["model", "scan"], "the Action goes through scan's door, like the command line"),
    only(
      "sandbox",
      [],
      "the sandbox knows nothing of us: a mistake of ours must not be repeated in the server that tests us",
    ),
    {
      name: "sandbox-only-from-cli",
      severity: "error",
      comment: "production code must not be able to reach the made-up organization",
      from: { path: "^src/", pathNot: "^src/(cli|sandbox)/" },
      to: { path: "^src/sandbox/" },
    },
    {
      name: "doors",
      severity: "error",
      comment: "a module is entered by its index.ts, so that its inside can change freely",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/([^/]+)/(?!index\\.ts$)", pathNot: "^src/$1/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "two files that need each other are one file, or hide a third",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-tests-in-src",
      severity: "error",
      comment: "tests, tools and benchmarks are not shipped",
      from: { path: "^src/" },
      to: { path: "^(test|tools|bench)/" },
    },
    packages("model", [], "model runs anywhere: no Node, no packages"),
    packages(
      "condition",
      ["@marcbachmann/cel-js"],
      "only the parser of the library is used; no I/O, no clock",
    ),
    packages("semantics", ["ipaddr\\.js"], "pure: small data packages only"),
    packages(
      "collect",
      ["@aws-sdk/", "@smithy/", "timers"],
      "collect talks to AWS through the SDK and to nothing else",
    ),
    packages(
      "load",
      ["fs$", "path$", "crypto$", "readline$", "yaml", "ajv", "@streamparser/json"],
      "load reads files; no network",
    ),
    packages(
      "evaluate",
      [],
      "judging uses no npm package and no Node module: no I/O, no clock, no randomness",
    ),
    packages(
      "report",
      ["crypto$", "@types/sarif/"],
      "reporters turn findings into text; hashes are the one thing they need of Node, types of SARIF the one of packages",
    ),
    packages(
      "cli",
      ["yargs", "@types/yargs", "cli-progress", "@types/cli-progress", "fs$", "v8$"],
      "the command line parses flags, prints and sets up its process; whatever else it does, scan does",
    ),
    packages(
      "action",
      ["fs$", "path$", "crypto$", "os$", "@types/sarif/"],
      "the Action speaks the runner's protocol, which is files and lines; whatever else it does, scan does",
    ),
    packages(
      "sandbox",
      ["http$", "crypto$", "buffer$", "net$", "stream", "timers", "xmlbuilder2", "cborg"],
      "the sandbox speaks AWS's protocols and nothing else",
    ),
    packages(
      "scan",
      ["fs$", "fs/promises$", "path$", "crypto$", "stream", "os$", "process$", "url$", "timers"],
      "scan writes every file; no flags, no printing",
    ),
    {
      name: "network-only-in-collect",
      severity: "error",
      comment: "read-only and guarded: every call to AWS goes through collect's guard",
      from: { path: `${inner}|^src/(scan|cli)/`, pathNot: "^src/collect/" },
      to: { path: "node_modules/@(aws-sdk|smithy)/|^(node:)?(http|https|net|tls|dgram|http2)$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
