// Makes bad answers of good ones: a member left out, a member of the wrong type.
import type { Path } from "./expected.ts";
import type { Structure, Value } from "./scripted-aws.ts";

type Change = (value: Value) => Value | undefined;

/** The value with one member changed; undefined leaves it out. */
export function alter(value: Value, path: Path, change: Change): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (value instanceof Map) return alterMap(value, String(step), change);
  if (Array.isArray(value)) {
    return value.flatMap((one: Value, index) => (index === step ? (alter(one, rest, change) ?? []) : one));
  }
  const members = Object.entries(value as Structure).flatMap(([name, one]): [string, Value][] => {
    const changed = name === step ? alter(one, rest, change) : one;
    return changed === undefined ? [] : [[name, changed]];
  });
  return Object.fromEntries(members);
}

function alterMap(map: Map<string, Value>, key: string, change: Change): Value {
  const copy = new Map(map);
  const changed = change(copy.get(key) ?? "");
  if (changed === undefined) copy.delete(key);
  else copy.set(key, changed);
  return copy;
}

export const leaveOut: Change = () => undefined;
export const empty: Change = () => "";

/** In XML everything is text, so a leaf of the wrong type is one with elements in it, or words for a value. */
export const wrongInXml: Change = (value) =>
  value instanceof Date || value instanceof Uint8Array || typeof value === "boolean"
    ? "words, no value!"
    : typeof value === "object"
      ? "words"
      : { x: "1" };

export const wrongInJson: Change = (value) => {
  if (typeof value === "string") return 5;
  if (value instanceof Date) return "soon";
  return Array.isArray(value) ? { x: "1" } : "words";
};

/** Every member there is. */
export function pathsOf(value: Value, before: Path = []): Path[] {
  if (value instanceof Date || value instanceof Uint8Array || typeof value !== "object") return [];
  if (value instanceof Map) return [...value.keys()].map((key) => [...before, key]);
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((one: Value) => pathsOf(one, [...before, 0]));
  return Object.entries(value as Structure).flatMap(([name, one]) => [
    [...before, name],
    ...pathsOf(one, [...before, name]),
  ]);
}
