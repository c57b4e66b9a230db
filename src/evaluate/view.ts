// Evidence document → the values a condition reads. One pass; every observed value becomes a value, ABSENT or Unknown.
// Whatever is not exactly as the schema says becomes unknown, with the fact's name: nothing is read as 0, false or "".
import {
  ABSENT,
  kindOf,
  mergeUnknowns,
  parseInstant,
  PartialList,
  Unknown,
  type Field,
  type ListType,
  type RecordType,
  type Type,
  type Value,
  type ValueRecord,
} from "../condition/index.ts";
import type { Call, Cause, MissingFact } from "../model/index.ts";

/** What counts as seen; milliseconds since 1970. */
export interface ViewOptions {
  readonly asOf: number;
  /** Facts observed before this are stale. */
  readonly notBefore: number;
  /** Facts observed after this are not facts of that instant. */
  readonly notAfter: number;
  /** The name the record's facts begin with: `account`. */
  readonly path: string;
}

/** Where a value stands; written out only when it is missing. */
interface Path {
  readonly above?: Path;
  readonly name: string;
  readonly key?: string | number;
}

type Build = (raw: unknown, path: Path, options: ViewOptions) => Value;
type Document = Readonly<Record<string, unknown>>;

const builders = new WeakMap<Type, Build>();

/** The record a condition reads of a document. Derived fields are left out: `defineLazy` adds them. */
export function createView(type: RecordType, document: unknown, options: ViewOptions): ValueRecord {
  const view = builderOf(type)(document, { name: options.path }, options);
  if (!(view instanceof Unknown)) return view as ValueRecord;
  return Object.fromEntries([...type.fields.keys()].map((name) => [name, view]));
}

/** Adds a field that is computed when it is first read, once. A computation that throws is unknown, as a mistake. */
export function defineLazy(record: ValueRecord, name: string, compute: () => Value): void {
  let value: Value | undefined;
  const get = (): Value => {
    if (value !== undefined) return value;
    value = new Unknown([], [`${name} reads itself`]);
    try {
      value = compute();
    } catch (error) {
      value = new Unknown([], [`${name}: ${error instanceof Error ? error.message : "failed"}`]);
    }
    return value;
  };
  Object.defineProperty(record, name, { get, enumerable: true, configurable: true });
}

/** The builder of a type, made once. */
function builderOf(type: Type): Build {
  const known = builders.get(type);
  if (known !== undefined) return known;
  const build = makeBuilder(type);
  builders.set(type, build);
  return build;
}

function makeBuilder(type: Type): Build {
  switch (type.kind) {
    case "list":
      return listBuilder(type);
    case "record":
      return recordBuilder(type);
    case "time":
      return (raw, path) =>
        (typeof raw === "string" ? parseInstant(raw) : undefined) ?? odd(path, raw, "a time");
    case "num":
      return (raw, path) =>
        typeof raw === "number" && Number.isFinite(raw) ? raw : odd(path, raw, "a number");
    case "bool":
      return (raw, path) => (typeof raw === "boolean" ? raw : odd(path, raw, "true or false"));
    case "string":
      return (raw, path) => (typeof raw === "string" ? raw : odd(path, raw, "a string"));
    case "enum":
      return (raw, path) =>
        typeof raw === "string" && type.values.includes(raw)
          ? raw
          : odd(path, raw, `one of ${type.values.join(", ")}`);
  }
}

function recordBuilder(type: RecordType): Build {
  const fields = [...type.fields].filter(([, field]) => field.derived === undefined);
  const readers = fields.map(([name, field]) => ({ name, read: fieldReader(name, field) }));
  return (raw, path, options) => {
    if (!isDocument(raw)) return odd(path, raw, "a record");
    const record: Record<string, Value> = {};
    for (const { name, read } of readers) record[name] = read(raw, path, options);
    return record;
  };
}

type ReadField = (document: Document, path: Path, options: ViewOptions) => Value;

function fieldReader(name: string, field: Field): ReadField {
  const build = field.observed ? observedBuilder(field) : builderOf(field.type);
  return (document, above, options) => {
    const raw = Object.hasOwn(document, name) ? document[name] : undefined;
    const path = { above, name };
    if (raw !== undefined) return build(raw, path, options);
    return field.omittable ? ABSENT : unseen(path, "malformed", "the document has no such key");
  };
}

function listBuilder({ of, key }: ListType): Build {
  const build = builderOf(of);
  return (raw, { above, name }, options) => {
    const list = above === undefined ? { name } : { above, name };
    if (!Array.isArray(raw)) return odd(list, raw, "a list");
    const built = raw.map((item: unknown, index) =>
      build(item, { ...list, key: keyOf(item, key) ?? index }, options),
    );
    return settle(built);
  };
}

/** An element that is not as the schema says is a part of the list that was not seen. */
function settle(built: readonly Value[]): Value {
  const unknowns = built.filter((item) => item instanceof Unknown);
  if (unknowns.length === 0) return built;
  return new PartialList(
    built.filter((item) => !(item instanceof Unknown)),
    mergeUnknowns(unknowns),
  );
}

function keyOf(item: unknown, key: string | undefined): string | undefined {
  const value = key !== undefined && isDocument(item) && Object.hasOwn(item, key) ? item[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

function observedBuilder(field: Field): Build {
  const build = builderOf(field.type);
  return (raw, path, options) => {
    if (!isDocument(raw)) return odd(path, raw, "an observed value");
    if (raw["state"] === "collected")
      return staleness(raw, path, options) ?? collected(raw, path, build, options);
    if (raw["state"] === "absent" && field.optional) return staleness(raw, path, options) ?? ABSENT;
    return notCollected(raw, path);
  };
}

function collected(raw: Document, path: Path, build: Build, options: ViewOptions): Value {
  if (raw["value"] === undefined) return unseen(path, "malformed", "collected, yet without a value", raw);
  const value = build(raw["value"], path, options);
  if (raw["incomplete"] === undefined || raw["incomplete"] === false || value instanceof Unknown)
    return value;
  const rest = unseen(path, ...reasonOf(raw, "the list was not read to its end"), raw);
  if (value instanceof PartialList) return new PartialList(value.items, mergeUnknowns([value.rest, rest]));
  return Array.isArray(value) ? new PartialList(value as readonly Value[], rest) : rest;
}

/** Denied, failed or skipped: the reason says why. Any other state, `absent` where nothing may be absent too, is malformed. */
function notCollected(raw: Document, path: Path): Unknown {
  const [cause, message] = reasonOf(raw, `the fact is ${String(raw["state"])}`);
  if (raw["state"] === "denied") return unseen(path, "permission", message, raw);
  if (raw["state"] === "failed" || raw["state"] === "skipped") return unseen(path, cause, message, raw);
  return unseen(path, "malformed", `no state of this fact: ${String(raw["state"])}`, raw);
}

const CAUSES: ReadonlySet<unknown> = new Set<Cause>([
  "permission",
  "reach",
  "stale",
  "configuration",
  "not-observable",
  "malformed",
]);

function reasonOf(raw: Document, otherwise: string): [Cause, string] {
  const reason = isDocument(raw["reason"]) ? raw["reason"] : {};
  const cause = CAUSES.has(reason["cause"]) ? (reason["cause"] as Cause) : "malformed";
  return [cause, typeof reason["message"] === "string" ? reason["message"] : otherwise];
}

/** Unknown where the fact was not seen in time, undefined where it was. */
function staleness(raw: Document, path: Path, options: ViewOptions): Unknown | undefined {
  const text = raw["observedAt"];
  const time = typeof text === "string" ? parseInstant(text) : undefined;
  if (time === undefined) return unseen(path, "malformed", "it is not said when the fact was seen", raw);
  if (time >= options.notBefore && time <= options.notAfter) return undefined;
  const side = time < options.asOf ? "before" : "after";
  const reason = `seen ${duration(Math.abs(options.asOf - time))} ${side} the instant that is judged`;
  return unseen(path, "stale", reason, raw);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function duration(milliseconds: number): string {
  const [unit, name] =
    milliseconds >= 2 * DAY
      ? [DAY, "days"]
      : milliseconds >= 2 * HOUR
        ? [HOUR, "hours"]
        : [MINUTE, "minutes"];
  return `${Math.floor(milliseconds / unit)} ${name}`;
}

function odd(path: Path, raw: unknown, expected: string): Unknown {
  return unseen(path, "malformed", `expected ${expected}, found ${kindOf(raw)}`);
}

function unseen(path: Path, cause: Cause, reason: string, raw?: Document): Unknown {
  const call = raw === undefined ? undefined : decidingCall(raw["calls"]);
  const missing: MissingFact = { fact: nameOf(path), cause, reason };
  return new Unknown([call === undefined ? missing : { ...missing, call }]);
}

/** `account.trails["arn:…"].status` */
function nameOf({ above, name, key }: Path): string {
  const own = above === undefined ? name : `${nameOf(above)}.${name}`;
  return key === undefined ? own : `${own}[${JSON.stringify(key)}]`;
}

/** The last call that was not answered well, else the last one. */
function decidingCall(calls: unknown): Call | undefined {
  if (!Array.isArray(calls)) return undefined;
  const known = calls.filter(isCall);
  return known.findLast(({ outcome }) => outcome !== "ok") ?? known.at(-1);
}

function isCall(call: unknown): call is Call {
  if (!isDocument(call)) return false;
  return ["operation", "region", "outcome"].every((name) => typeof call[name] === "string");
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
