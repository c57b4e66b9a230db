// `parameters:` of rootproof.yaml against what the rules declare. Dotted names nest: allowedContacts.security is `security` under `allowedContacts`.
import { didYouMean, type Parameter, type Problem } from "../model/index.ts";
import type { LoadedConfiguration } from "./configuration.ts";
import { fitsType, type ParameterValue, wantedType } from "./parameter-types.ts";

/** What the rules are judged with. */
export interface CheckedParameters {
  /** By dotted name; defaults filled in, so what is missing is required and not configured. */
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** Dotted names that the file sets. */
  readonly configured: ReadonlySet<string>;
  /** Older facts are unknown; milliseconds. */
  readonly maxEvidenceAge: number;
  readonly problems: readonly Problem[];
}

/** Parameters as the rules declare them, and what tells a network from another text. */
export interface Declared {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly isNetwork: (text: string) => boolean;
}

const AGE = "maxEvidenceAge";
const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { m: HOUR / 60, h: HOUR, d: 24 * HOUR };
const DEFAULT_AGE = 24 * HOUR;
const LONGEST_AGE = 366 * 24 * HOUR;

interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The values of the declared parameters, and everything in `parameters:` that does not fit them. */
export function checkParameters(
  loaded: LoadedConfiguration,
  { parameters, isNetwork }: Declared,
): CheckedParameters {
  const known = new Map(Object.entries(parameters));
  const values = new Map<string, ParameterValue>();
  for (const [name, { default: value, type }] of known) if (fitsType(value, type)) values.set(name, value);
  const configured = new Set<string>();
  const problems: Problem[] = [];
  let maxEvidenceAge = DEFAULT_AGE;
  for (const setting of settings(loaded.configuration.parameters ?? {}, [], known)) {
    const read = readSetting(setting, known, isNetwork);
    if ("message" in read) {
      const path = ["parameters", ...setting.path, ...(read.item === undefined ? [] : [read.item])];
      problems.push(loaded.problemAt(path, read.at, read.message));
    } else if ("age" in read) maxEvidenceAge = read.age;
    else {
      values.set(setting.path.join("."), read.value);
      configured.add(setting.path.join("."));
    }
  }
  return { values: Object.fromEntries(values), configured, maxEvidenceAge, problems };
}

/** The leaves of the mapping: a mapping is entered where a declared name goes on below it. */
function settings(
  mapping: object,
  above: readonly string[],
  known: ReadonlyMap<string, Parameter>,
): Setting[] {
  return Object.entries(mapping).flatMap(([key, value]: [string, unknown]): Setting[] => {
    const path = [...above, key];
    return isMapping(value) && fieldsBelow(path, known).length > 0
      ? settings(value, path, known)
      : [{ path, value }];
  });
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fieldsBelow(path: readonly string[], known: ReadonlyMap<string, Parameter>): string[] {
  const start = `${path.join(".")}.`;
  return [...known.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
}

type Read = { readonly value: ParameterValue } | { readonly age: number } | Fault;

interface Fault {
  readonly at: "key" | "value";
  /** Which element of a list. */
  readonly item?: number;
  readonly message: string;
}

function readSetting(
  { path, value }: Setting,
  known: ReadonlyMap<string, Parameter>,
  isNetwork: Declared["isNetwork"],
): Read {
  const name = path.join(".");
  if (name === AGE) return readAge(value);
  const parameter = known.get(name);
  if (parameter === undefined) return { at: "key", message: unknownName(path, known) };
  if (path.some((part) => part.includes("."))) {
    return { at: "key", message: `dots nest: write '${name.replace(".", ":' and below it, indented, '")}:'` };
  }
  if (!fitsType(value, parameter.type)) {
    return { at: "value", message: `'${name}' must be ${wantedType(parameter.type)}` };
  }
  const empty = Array.isArray(value) ? value.length === 0 : value === "";
  if (parameter.required !== true || !empty)
    return rangeFault(name, value, parameter) ?? networkFault(value, parameter, isNetwork) ?? { value };
  return {
    at: "value",
    message: `'${name}' is empty: name at least one, or remove it to leave its rules out`,
  };
}

function rangeFault(
  name: string,
  value: ParameterValue,
  { minimum = -Infinity, maximum = Infinity }: Parameter,
): Fault | undefined {
  if (typeof value !== "number" || (value >= minimum && value <= maximum)) return undefined;
  const bounds = [
    ...(minimum === -Infinity ? [] : [`at least ${minimum}`]),
    ...(maximum === Infinity ? [] : [`at most ${maximum}`]),
  ];
  return { at: "value", message: `'${name}' must be ${bounds.join(" and ")}` };
}

/** A network that is none would match no address: nobody would be let in, and nobody would know why. */
function networkFault(
  value: ParameterValue,
  { format }: Parameter,
  isNetwork: Declared["isNetwork"],
): Fault | undefined {
  if (format !== "network" || typeof value === "number" || typeof value === "boolean") return undefined;
  const texts = typeof value === "string" ? [value] : value;
  const item = texts.findIndex((text) => !isNetwork(text));
  if (item === -1) return undefined;
  const message = `'${texts[item] ?? ""}' is no network: write it as 192.0.2.0/24 or 2001:db8::/32`;
  return { at: "value", message, ...(typeof value !== "string" && { item }) };
}

function unknownName(path: readonly string[], known: ReadonlyMap<string, Parameter>): string {
  const name = path.join(".");
  const below = fieldsBelow(path, known);
  if (below.length > 0) return `'${name}' must be a mapping with ${below.join(", ")}`;
  const tops = [...known.keys()].map((other) => other.split(".", 1)[0] ?? other);
  const hint = didYouMean(name, [AGE, ...known.keys(), ...tops]);
  return `unknown parameter '${name}'${hint || ": 'rootproof rules list' shows what the rules read"}`;
}

/** A duration such as 24h; longer than a year would make staleness a word without meaning. */
function readAge(value: unknown): Read {
  const [, digits = "", unit = ""] =
    /^([0-9]{1,6})([mhd])$/.exec(typeof value === "string" ? value : "") ?? [];
  const age = Number(digits) * (UNITS[unit] ?? 0);
  if (age > 0 && age <= LONGEST_AGE) return { age };
  return { at: "value", message: `'${AGE}' must be a duration from 1m to 366d, like 24h, 90m or 7d` };
}
