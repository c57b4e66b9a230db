// JSON as text, streamed: one value per line, so that neither memory nor a diff has to hold the whole.
// Escapes what JSON allows raw but a terminal or a CI runner reading stdout would act on; the values stay the same.

/** Controls JSON leaves raw, bidi and other invisible characters, and `##[…]` (a command to CI runners, anywhere in a line). */
const HAZARD =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|#(?=#[a-z]*\[)/giu;

/** The text of a value, safe to print. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.replace(HAZARD, escapeUnits);
}

function escapeUnits(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** A list whose elements stand on lines of their own. */
export function* jsonList(values: Iterable<unknown>): Iterable<string> {
  let separator = "[\n";
  for (const value of values) {
    yield separator + toJson(value);
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : "\n]";
}

/** The parts of an object in the order given; a member that is undefined is left out. */
export function* jsonObject(
  members: Iterable<readonly [string, Iterable<string> | undefined]>,
): Iterable<string> {
  let separator = "{\n";
  for (const [name, parts] of members) {
    if (parts === undefined) continue;
    yield `${separator}${toJson(name)}: `;
    yield* parts;
    separator = ",\n";
  }
  yield "\n}";
}

/** A member whose value is small enough to be one piece. */
export function member(name: string, value: unknown): readonly [string, Iterable<string> | undefined] {
  return [name, value === undefined ? undefined : [toJson(value)]];
}

/** The same record with its keys in code unit order. */
export function sortKeys<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => compareText(left, right)));
}

/** Code unit order: the same on every machine, unlike a locale's. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
