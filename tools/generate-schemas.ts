// From schemas/*.schema.json: TypeScript types (model), the schemas conditions are typed against (evaluate),
// and ajv's standalone validators (load), so that no scan compiles a schema.
import { readFileSync } from "node:fs";
import { Ajv, type Options } from "ajv";
import next from "ajv/dist/vocabularies/next.js";
import standalone from "ajv/dist/standalone/index.js";
import formats from "ajv-formats";
import { build, type Plugin } from "esbuild";
import { compile, type JSONSchema } from "json-schema-to-typescript";

const BANNER = "// Generated from schemas/ by `npm run generate`. Do not edit.";
const VALIDATED = ["evidence", "rule", "cases", "configuration", "benchmark"] as const;
/** Results are read back, finding by finding; the first fault ends the reading. */
const OF_RESULT = { resultHead: "", resultFinding: "#/$defs/Finding" };

type Json = Record<string, unknown>;

const readSchema = (name: string): Json =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8")) as Json;

/** Path and text of every generated file. */
export async function generateSchemaFiles(): Promise<[string, string][]> {
  return [
    [
      "src/model/evidence.gen.ts",
      await types("evidence", 'import type { Call, Observed, Reason } from "./words.ts";'),
    ],
    ["src/model/rule.gen.ts", await types("rule")],
    [
      "src/model/cases.gen.ts",
      await types("cases", 'import type { Configuration } from "./configuration.gen.ts";'),
    ],
    ["src/model/benchmark.gen.ts", await types("benchmark")],
    ["src/model/configuration.gen.ts", await types("configuration")],
    ["src/evaluate/schemas.gen.ts", embedded()],
    ["src/model/version.gen.ts", version()],
    ["src/load/validators.gen.mjs", await validators()],
  ];
}

async function types(name: string, imports = ""): Promise<string> {
  const text = await compile(forTypes(everyDefinition(readSchema(name))) as JSONSchema, name, {
    unknownAny: true,
    format: false,
    bannerComment: "",
  });
  return `${BANNER}\n${imports}\n${text.replace(/\/\*\*\n \* This interface was referenced by[^/]*?\*\/\n|^ \*\n \* This interface was referenced by.*\n \* via the `definition`.*\n/gm, "")}`;
}

/** Definitions are emitted where something reaches them; behind tsType nothing does, so a union root gets one that reaches all. */
function everyDefinition(schema: Json): Json {
  if (schema["oneOf"] === undefined) return schema;
  const defs = schema["$defs"] as Json;
  const names = Object.keys(defs).filter((name) => !("tsType" in (defs[name] as Json)));
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  return { title: "Definitions", type: "object", additionalProperties: false, properties, $defs: defs };
}

/** Plain ajv with the 2020-12 keywords we use: its full 2020 dialect tracks unevaluated members and quadruples the code. */
function withoutDialect(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$schema"));
}

/**
 * json-schema-to-typescript reads neither discriminators nor if/then, and a node with tsType hides what it refers to:
 * reduced to its tsType, the definitions below it are emitted by name.
 */
function forTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forTypes);
  if (typeof node !== "object" || node === null) return node;
  const json = node as Json;
  if (typeof json["tsType"] === "string") return { description: json["description"], tsType: json["tsType"] };
  const dropped = new Set([
    "discriminator",
    "if",
    "then",
    "else",
    "dependentRequired",
    "propertyNames",
    "minItems",
  ]);
  return Object.fromEntries(
    Object.entries(json)
      .filter(([key, value]) => !dropped.has(key) && !isRequirementChoice(key, value))
      .map(([key, value]) => [key, forTypes(value)]),
  );
}

const isRequirementChoice = (key: string, value: unknown): boolean =>
  (key === "oneOf" || key === "anyOf") && JSON.stringify(value).startsWith('[{"required"');

function version(): string {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  return `${BANNER}\n\n/** The version in package.json. */\nexport const VERSION = "${version}";`;
}

function embedded(): string {
  const one = (name: string, constant: string): string =>
    `export const ${constant}: JsonSchema = ${JSON.stringify(readSchema(name))};`;
  return [
    BANNER,
    'import type { JsonSchema } from "../condition/index.ts";',
    one("evidence", "evidenceSchema"),
    one("derived", "derivedSchema"),
  ].join("\n\n");
}

/** Evidence is big and its first fault ends the reading; the hand-written files get every fault, with what is allowed. */
async function validators(): Promise<string> {
  const sources: Record<string, string> = {
    evidence: standaloneSource(["evidence"], { allErrors: false }),
    files: standaloneSource(
      VALIDATED.filter((name) => name !== "evidence"),
      { allErrors: true, verbose: true },
    ),
    result: standaloneSource(["result"], { allErrors: false }, OF_RESULT),
    members: `export const resultMembers = ${JSON.stringify(Object.keys(readSchema("result")["properties"] as Json))};`,
  };
  const bundled = await build({
    stdin: {
      contents: Object.keys(sources)
        .map((name) => `export * from "${name}";`)
        .join(""),
      resolveDir: process.cwd(),
      loader: "js",
    },
    plugins: [inMemory(sources)],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    write: false,
    minify: true,
    legalComments: "none",
  });
  return `${BANNER}\n${bundled.outputFiles[0]!.text}`;
}

/** The text of an ES module that exports one validator per schema, or, of the only schema, one for each of the named parts. */
function standaloneSource(
  names: readonly string[],
  options: Options,
  parts?: Readonly<Record<string, string>>,
): string {
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: false },
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    keywords: ["tsType", "x-key", "x-reads", "x-parameters"],
    inlineRefs: false,
    ...options,
  });
  formats.default(ajv);
  ajv.addVocabulary(next.default);
  for (const name of names) ajv.addSchema(withoutDialect(readSchema(name)));
  const ids = names.map((name) => [name, readSchema(name)["$id"] as string] as const);
  const partsOf = ([, id]: readonly [string, string]): [string, string][] =>
    Object.entries(parts ?? {}).map(([name, pointer]) => [name, `${id}${pointer}`]);
  const exports = Object.fromEntries(parts === undefined ? ids : ids.flatMap(partsOf));
  return standalone.default(ajv, exports);
}

/** Lets esbuild import the named texts. */
function inMemory(sources: Readonly<Record<string, string>>): Plugin {
  const filter = new RegExp(`^(${Object.keys(sources).join("|")})$`);
  return {
    name: "in-memory",
    setup(context) {
      context.onResolve({ filter }, ({ path }) => ({ path, namespace: "in-memory" }));
      context.onLoad({ filter, namespace: "in-memory" }, ({ path }) => ({
        contents: sources[path]!,
        resolveDir: process.cwd(),
      }));
    },
  };
}
