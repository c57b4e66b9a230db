// Patterns that are valid but that Ruler 1.7.3 was seen to match otherwise than its own rules say, found by comparing this
// matcher with it on random patterns. Whether EventBridge runs that version is not known, so nothing is claimed of them.
import type { Conjunction, Constraint } from "./conjunction.ts";
import type { ValueTest } from "./value-test.ts";

/** Why a pattern's alternatives are not judged; undefined for nearly all. [run ruler 1.7.3] */
export function doubtOf(alternatives: readonly Conjunction[]): string | undefined {
  if (alternatives.some(hasFieldTwice)) return "the same field is constrained in two places";
  for (const [name, lists] of listsByField(alternatives)) {
    if (sharesValue(lists)) return `alternatives of $or share a value of ${name} but not all`;
    if (mixesEscape(lists.flat())) return `${name} has a wildcard with an escape among other values`;
  }
  return undefined;
}

/** A dotted key and a nested one may name the same field, and `$or` may constrain a field that its sibling does. */
function hasFieldTwice(conjunction: Conjunction): boolean {
  return new Set(conjunction.map((one) => one.name)).size < conjunction.length;
}

type Lists = readonly (readonly ValueTest[])[];

/** The different lists of values that the alternatives have for each field. */
function listsByField(alternatives: readonly Conjunction[]): ReadonlyMap<string, Lists> {
  const fields = new Map<string, Map<string, readonly ValueTest[]>>();
  for (const { name, tests } of new Set<Constraint>(alternatives.flat())) {
    const lists = fields.get(name) ?? new Map<string, readonly ValueTest[]>();
    lists.set(JSON.stringify(tests), tests);
    fields.set(name, lists);
  }
  return new Map([...fields].map(([name, lists]) => [name, [...lists.values()]]));
}

/** Ruler loses values of a list when another alternative's list for the field has one of them too. */
function sharesValue(lists: Lists): boolean {
  const seen = new Set<string>();
  for (const list of lists) {
    const keys = list.map((test) => JSON.stringify(test));
    if (keys.some((key) => seen.has(key))) return true;
    for (const key of keys) seen.add(key);
  }
  return false;
}

/** A literal star or backslash can only come from an escape. */
function mixesEscape(tests: readonly ValueTest[]): boolean {
  return (
    tests.length > 1 && tests.some((test) => test.kind === "wildcard" && /[*\\]/.test(test.parts.join("")))
  );
}
