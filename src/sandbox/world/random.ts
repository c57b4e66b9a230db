// Chance that can be asked again: the same seed and the same question always give the same answer, in any order.
import { createHash } from "node:crypto";

/** A whole number from 0 to `below` - 1 that depends on nothing but the words given. */
export function chance(below: number, ...words: readonly (string | number)[]): number {
  const digest = createHash("sha256").update(words.join("\u0000")).digest();
  return digest.readUIntBE(0, 6) % below;
}

export function pick<Item>(from: readonly Item[], ...words: readonly (string | number)[]): Item {
  const item = from[chance(from.length, ...words)];
  if (item === undefined) throw new RangeError("cannot pick from an empty list");
  return item;
}

/** Lower-case letters and digits, as AWS uses in the ids of organizations, units and policies. */
export function letters(length: number, ...words: readonly (string | number)[]): string {
  const digest = createHash("sha256").update(words.join("\u0000")).digest("hex");
  return digest.slice(0, length);
}

/** A UUID, for example the id of a key or a subscription. */
export function uuid(...words: readonly (string | number)[]): string {
  const digest = createHash("sha256").update(words.join("\u0000")).digest("hex");
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(12, 15)}`,
    `8${digest.slice(15, 18)}`,
  ];
  return [...parts, digest.slice(18, 30)].join("-");
}

/** A moment between two dates, to the second. */
export function moment(from: string, to: string, ...words: readonly (string | number)[]): Date {
  const start = Date.parse(from) / 1000;
  return new Date((start + chance(Date.parse(to) / 1000 - start, ...words)) * 1000);
}
