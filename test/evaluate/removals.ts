// Random removals of evidence: a fact refused, failed, not asked for, too old; a list cut short; a key deleted.
import type { Field, RecordType, Type } from "../../src/condition/index.ts";

type Json = Record<string, unknown>;

export const REMOVALS = ["denied", "failed", "skipped", "stale", "truncated", "deleted"] as const;
export type Removal = (typeof REMOVALS)[number];

/** A place in a document where evidence can be removed. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly kinds: readonly Removal[];
}

const REASONS = {
  denied: { cause: "permission", message: "AccessDenied" },
  failed: { cause: "reach", message: "no answer" },
  skipped: { cause: "configuration", message: "not asked for" },
} as const;

/** Every observed value and every key that the schema requires, in the order of the document. */
export function placesIn(
  type: RecordType,
  document: unknown,
  path: readonly (string | number)[] = [],
): Place[] {
  if (typeof document !== "object" || document === null) return [];
  return [...type.fields].flatMap(([name, field]) => {
    if (field.derived !== undefined || !(name in document)) return [];
    const here = [...path, name];
    return [...ownPlaces(field, here), ...placesInside(field, (document as Json)[name], here)];
  });
}

function ownPlaces(field: Field, path: readonly (string | number)[]): Place[] {
  const deleted: Removal[] = field.omittable ? [] : ["deleted"];
  if (!field.observed) return deleted.length === 0 ? [] : [{ path, kinds: deleted }];
  const truncated: Removal[] = field.type.kind === "list" ? ["truncated"] : [];
  return [{ path, kinds: ["denied", "failed", "skipped", "stale", ...truncated, ...deleted] }];
}

function placesInside(field: Field, value: unknown, path: readonly (string | number)[]): Place[] {
  if (!field.observed) return placesOfType(field.type, value, path);
  const observed = value as { value?: unknown };
  return observed.value === undefined ? [] : placesOfType(field.type, observed.value, [...path, "value"]);
}

function placesOfType(type: Type, value: unknown, path: readonly (string | number)[]): Place[] {
  if (type.kind === "record") return placesIn(type, value, path);
  if (type.kind !== "list" || !Array.isArray(value)) return [];
  return value.flatMap((one: unknown, index) => placesOfType(type.of, one, [...path, index]));
}

/** The document without what stands at the place; a place that an earlier removal took with it is left alone. */
export function remove(document: unknown, { path }: Place, kind: Removal): unknown {
  const copy: unknown = structuredClone(document);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((node, key) => (isJson(node) ? node[key] : undefined), copy);
  const key = path.at(-1) ?? "";
  if (!isJson(parent) || !(key in parent)) return copy;
  if (kind === "deleted") Reflect.deleteProperty(parent, key);
  else if (isJson(parent[key])) parent[key] = removed(parent[key], kind);
  return copy;
}

function removed(observed: Json, kind: Exclude<Removal, "deleted">): Json {
  const { value, ...rest } = observed;
  if (kind === "stale") return { ...observed, observedAt: "2020-01-01T00:00:00Z" };
  if (kind !== "truncated")
    return { state: kind, observedAt: rest["observedAt"], calls: [], reason: REASONS[kind] };
  if (!Array.isArray(value)) return observed;
  const items: unknown[] = value;
  return {
    ...rest,
    incomplete: true,
    reason: REASONS.failed,
    value: items.slice(0, Math.floor(items.length / 2)),
  };
}

const isJson = (node: unknown): node is Json => typeof node === "object" && node !== null;
