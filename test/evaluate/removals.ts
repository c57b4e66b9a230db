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

/**
 * The document without what stands at the place; a place that an earlier removal took with it is left alone. Only what lies on
 * the way is copied.
 */
export const remove = (document: unknown, { path }: Place, kind: Removal): unknown =>
  removeAt(document, path, kind);

function removeAt(node: unknown, [key = "", ...rest]: Place["path"], kind: Removal): unknown {
  if (!isJson(node) || !(key in node)) return node;
  const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...node }) as Json;
  if (rest.length > 0) copy[key] = removeAt(node[key], rest, kind);
  else if (kind === "deleted") Reflect.deleteProperty(copy, key);
  else if (isJson(copy[key])) copy[key] = removed(copy[key], kind);
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
