// Every way a fact can fail to be seen, applied to a document; and the name that a condition must give to what is gone.
import type { Field, RecordType, Type } from "../../src/condition/index.ts";
import { AS_OF, HOUR, instant, type Json } from "./world.ts";

export const KINDS = [
  "denied",
  "failed",
  "skipped",
  "stale",
  "future",
  "truncated",
  "deleted",
  "malformed",
] as const;
export type Kind = (typeof KINDS)[number];

/** A place where something can be taken away. */
export interface Site {
  readonly fact: string;
  readonly keys: readonly (string | number)[];
  readonly kinds: readonly Kind[];
}

export interface Removal {
  readonly site: Site;
  readonly kind: Kind;
}

/** Every place of the document. Keys that the schema lets out are left alone: no one can see that they are gone. */
export function sitesOf(
  type: RecordType,
  document: Json,
  fact: string,
  keys: readonly (string | number)[] = [],
): Site[] {
  return [...type.fields].flatMap(([name, field]) => {
    if (field.derived !== undefined || !(name in document)) return [];
    const here = { fact: `${fact}.${name}`, keys: [...keys, name] };
    return [...ownSites(field, here), ...innerSites(field, document[name], here)];
  });
}

type Here = Pick<Site, "fact" | "keys">;

function ownSites(field: Field, here: Here): Site[] {
  const deleted: Kind[] = field.omittable ? [] : ["deleted"];
  if (!field.observed) return [{ ...here, kinds: [...deleted, "malformed"] }];
  const truncated: Kind[] = field.type.kind === "list" ? ["truncated"] : [];
  return [
    {
      ...here,
      kinds: ["denied", "failed", "skipped", "stale", "future", ...truncated, ...deleted, "malformed"],
    },
  ];
}

function innerSites(field: Field, raw: unknown, here: Here): Site[] {
  if (!field.observed) return sitesOfType(field.type, raw, here);
  const { value } = raw as { value?: unknown };
  return value === undefined
    ? []
    : sitesOfType(field.type, value, { ...here, keys: [...here.keys, "value"] });
}

function sitesOfType(type: Type, value: unknown, here: Here): Site[] {
  if (type.kind === "record") return sitesOf(type, value as Json, here.fact, here.keys);
  if (type.kind !== "list") return [];
  return (value as unknown[]).flatMap((item, index) => {
    const name = type.key === undefined ? String(index) : JSON.stringify((item as Json)[type.key]);
    const element = { fact: `${here.fact}[${name}]`, keys: [...here.keys, index] };
    // The field that names an element stays, else nothing could be named by it.
    const inside = sitesOfType(type.of, item, element).filter(({ keys }) => keys.at(-1) !== type.key);
    // An element that is no record has no name: its place stands for it.
    const broken = { ...element, fact: `${here.fact}[${index}]`, kinds: ["malformed" as const] };
    return [broken, ...inside];
  });
}

const REASONS = {
  denied: { cause: "permission", message: "AccessDenied" },
  failed: { cause: "reach", message: "no answer" },
  skipped: { cause: "configuration", message: "not asked for" },
} as const;

/** A copy of the document without what the removals take. What an earlier one has taken with it is left alone. */
export function removeAll(document: Json, removals: readonly Removal[]): Json {
  if (removals.length === 0) return document;
  const copy = JSON.parse(JSON.stringify(document)) as Json;
  for (const { site, kind } of removals) removeOne(copy, site.keys, kind);
  return copy;
}

function removeOne(document: Json, keys: readonly (string | number)[], kind: Kind): void {
  let parent: unknown = document;
  for (const key of keys.slice(0, -1)) parent = isJson(parent) ? parent[key] : undefined;
  const last = keys.at(-1)!;
  if (!isJson(parent) || !(last in parent)) return;
  if (kind === "deleted") Reflect.deleteProperty(parent, last);
  else if (kind === "malformed") parent[last] = null;
  else removeObserved(parent, last, kind);
}

function removeObserved(
  parent: Json,
  last: string | number,
  kind: Exclude<Kind, "deleted" | "malformed">,
): void {
  const raw = parent[last];
  if (!isJson(raw)) return;
  if (kind === "stale") raw["observedAt"] = instant(AS_OF - 30 * HOUR);
  else if (kind === "future") raw["observedAt"] = instant(AS_OF + HOUR);
  else if (kind === "truncated") truncate(raw);
  else {
    const { calls, observedAt } = raw;
    const failed = { operation: "x:Get", region: "r", outcome: kind === "denied" ? "denied" : "failed" };
    parent[last] = {
      state: kind,
      calls: [...(calls as unknown[]), failed],
      observedAt,
      reason: REASONS[kind],
    };
  }
}

function truncate(raw: Json): void {
  if (!Array.isArray(raw["value"])) return;
  raw["value"] = raw["value"].slice(0, -1);
  raw["incomplete"] = true;
  raw["reason"] = { cause: "reach", message: "page 2 did not come" };
}

const isJson = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === "object" && value !== null;
