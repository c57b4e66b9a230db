// ajv's errors as sentences: what is wrong, at which field, and what would be right.
import { didYouMean, nearest } from "../model/index.ts";
import { pathName, type Path } from "./places.ts";
import type { SchemaError } from "./validators.gen.mjs";

/** What a schema has against a value. */
export interface Fault {
  readonly path: Path;
  /** Whether the mistake is the field's name or its value. */
  readonly at: "key" | "value";
  readonly message: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a mapping (name: value)",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};
// A longer list of what is allowed helps nobody on one line.
const MANY = 6;
const PATTERNS: readonly (readonly [start: string, meaning: string])[] = [
  ["^[a-z][a-z0-9]*(-", "lower-case words joined by hyphens, like root-mfa-enabled"],
  ["^[a-z][A-Za-z0-9]*(\\.", "a name like allowedEmails or allowedContacts.security"],
  ["^https://", "an address that begins with https://"],
  ["^([0-9]{12}|(?=", 'an account number of twelve digits, or a glob such as "1111*"'],
  ["^[0-9]{12}$", "an account number of twelve digits"],
];

/** One fault per mistake, in no order; `value` is what was checked. */
export function faultsOf(errors: readonly SchemaError[], value: unknown): Fault[] {
  const wrongType = new Set(
    errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath),
  );
  const told = errors.filter(
    ({ keyword, instancePath, propertyName, schemaPath }) =>
      propertyName === undefined &&
      keyword !== "if" &&
      !/\/(oneOf|anyOf)\/\d/.test(schemaPath) &&
      (keyword === "type" || !wrongType.has(instancePath)),
  );
  // A misspelt field is unknown and missing at once: told once.
  const meant = new Set(told.map(meantField));
  const faults = told
    .filter((error) => !meant.has(missingField(error)))
    .map((error) => faultOf(error, toPath(error.instancePath, value)));
  return faults.length > 0
    ? faults
    : [{ path: [], at: "value", message: "the file does not fit its schema" }];
}

function meantField(error: SchemaError): string {
  if (error.keyword !== "additionalProperties") return "none";
  return `${error.instancePath}/${nearest(text(error, "additionalProperty"), fieldsOf(error)) ?? ""}`;
}

function missingField(error: SchemaError): string {
  return error.keyword === "required" ? `${error.instancePath}/${text(error, "missingProperty")}` : "";
}

function faultOf(error: SchemaError, path: Path): Fault {
  const named = text(error, "additionalProperty") || text(error, "propertyName");
  if (named !== "") return { path: [...path, named], at: "key", message: nameSentence(error, named) };
  if (error.keyword === "dependentRequired") return dependent(error, [...path, text(error, "property")]);
  return { path, at: "value", message: valueSentence(error, pathName(path)) };
}

function dependent(error: SchemaError, path: Path): Fault {
  const other = text(error, "missingProperty");
  return { path, at: "key", message: `${pathName(path)} needs '${other}' beside it: add it` };
}

function nameSentence(error: SchemaError, name: string): string {
  if (error.keyword === "propertyNames") {
    return `the name '${name}' cannot stand here: use ${allowedNames(error.parentSchema?.["propertyNames"])}`;
  }
  const fields = fieldsOf(error);
  const few = fields.length > 0 && fields.length <= MANY;
  const hint = didYouMean(name, fields) || (few ? `: use ${fields.join(", ")}` : ": remove it");
  return `unknown field '${name}'${hint}`;
}

const fieldsOf = (error: SchemaError): string[] => Object.keys(error.parentSchema?.["properties"] ?? {});

function allowedNames(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "an allowed name";
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum.join(" or ");
  return "pattern" in schema ? patternMeaning(String(schema.pattern)) : "an allowed name";
}

const patternMeaning = (pattern: string): string =>
  PATTERNS.find(([start]) => pattern.startsWith(start))?.[1] ?? `text that matches ${pattern}`;

function valueSentence(error: SchemaError, field: string): string {
  const sentence = SENTENCES[error.keyword];
  return sentence === undefined ? `${field} ${error.message ?? "is not allowed"}` : sentence(error, field);
}

const SENTENCES: Readonly<Record<string, (error: SchemaError, field: string) => string>> = {
  required: (error, field) => `${field} lacks the field '${text(error, "missingProperty")}': add it`,
  type: (error, field) => typeSentence(error, field),
  enum: (error, field) => enumSentence(error, field),
  const: (error, field) => `${field} must be ${JSON.stringify(error.params["allowedValue"])}`,
  pattern: (error, field) => `${field} must be ${patternMeaning(text(error, "pattern"))}`,
  minLength: (_, field) => `${field} is empty: write it`,
  maxLength: (error, field) => `${field} is too long: at most ${text(error, "limit")} characters`,
  minItems: (error, field) => `${field} is too short: it needs ${text(error, "limit")} or more`,
  minimum: (error, field) => `${field} must be at least ${text(error, "limit")}`,
  format: (error, field) => `${field} must be a ${text(error, "format")}, like 2026-11-24T09:00:00Z`,
  discriminator: (_, field) =>
    `${field} is of an unknown kind: it must be scan, organization, account or end`,
  oneOf: (error, field) => `${field} must hold exactly one of ${choices(error.parentSchema?.["oneOf"])}`,
  anyOf: (error, field) => `${field} must hold ${choices(error.parentSchema?.["anyOf"])}: add one`,
  not: (_, field) => `${field} holds a value although its state is not collected`,
};

function typeSentence({ params, data }: SchemaError, field: string): string {
  const kind = KINDS[String(params["type"])] ?? String(params["type"]);
  if (data === null) return `${field} is empty: write ${kind}, or remove it`;
  const scalar = typeof data === "number" || typeof data === "boolean" ? String(data) : "";
  return `${field} must be ${kind}${kind === "text" && scalar !== "" ? `: quote it ("${scalar}")` : ""}`;
}

function enumSentence({ params, data }: SchemaError, field: string): string {
  const allowed = params["allowedValues"];
  const words = Array.isArray(allowed) ? allowed.map(String) : [];
  const is = typeof data === "string" ? `, not '${data}'${didYouMean(data, words)}` : "";
  return `${field} must be one of ${words.join(", ")}${is}`;
}

function choices(alternatives: unknown): string {
  const required = (Array.isArray(alternatives) ? alternatives : []) as { required?: string[] }[];
  return required.map(({ required: names = [] }) => `'${names.join("' with '")}'`).join(" or ");
}

const text = ({ params }: SchemaError, name: string): string => {
  const value = params[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** A JSON pointer as a path; whether digits are a position or a name, the value tells. */
function toPath(pointer: string, value: unknown): Path {
  let here: unknown = value;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => {
      const step = Array.isArray(here) ? Number(part) : part;
      here = (here as Record<string | number, unknown> | null)?.[step];
      return step;
    });
}
