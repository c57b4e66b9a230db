// From schemas/*.schema.json: TypeScript types (model), the schemas conditions are typed against (evaluate),
// and ajv's standalone validators (load), so that no scan compiles a schema.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import next from "ajv/dist/vocabularies/next.js";
import standalone from "ajv/dist/standalone/index.js";
import formats from "ajv-formats";
import { build } from "esbuild";
import { compile, type JSONSchema } from "json-schema-to-typescript";

const BANNER = "// Generated from schemas/ by `npm run generate`. Do not edit.";
const VALIDATED = ["evidence", "rule", "cases", "configuration"] as const;

type Json = Record<string, unknown>;

const readSchema = (name: string): Json =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, "utf8")) as Json;

/** Path and text of every generated file. */
export async function generateSchemaFiles(): Promise<[string, string][]> {
  return [
    [
      "src/model/evidence.gen.ts",
      await types("evidence", 'import type { Call, Observed, Reason, State } from "./words.ts";'),
    ],
    ["src/model/rule.gen.ts", await types("rule")],
    ["src/model/cases.gen.ts", await types("cases")],
    ["src/model/configuration.gen.ts", await types("configuration")],
    ["src/evaluate/schemas.gen.ts", embedded()],
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
function withoutDialect({ $schema: _, ...schema }: Json): Json {
  return schema;
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
  key === "oneOf" && JSON.stringify(value).startsWith('[{"required"');

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

async function validators(): Promise<string> {
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: false },
    allErrors: false,
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    keywords: ["tsType", "x-key", "x-reads", "x-parameters"],
    inlineRefs: false,
  });
  formats.default(ajv);
  ajv.addVocabulary(next.default);
  for (const name of VALIDATED) ajv.addSchema(withoutDialect(readSchema(name)));
  const exports = Object.fromEntries(VALIDATED.map((name) => [name, readSchema(name)["$id"] as string]));
  const source = standalone.default(ajv, exports);
  const bundled = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: "js" },
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
