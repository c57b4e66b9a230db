// Texts and documents made wrong: real ones with a few edits, so that they come through the first checks.
import fc from "fast-check";

/** What breaks parsers, or means something to one. */
const SNIPPETS = [
  "",
  "\u0000",
  "\ud800",
  "\u202e",
  "&a *a",
  "!x ",
  "{{",
  "}}",
  "[",
  "{",
  '"',
  "'",
  "\\",
  "*",
  "**?*",
  ": ",
  "\n",
  "\t",
  "- ",
  "#",
  "null",
  "true",
  "-1",
  "1e999",
  "9007199254740993",
  "__proto__",
  "constructor",
  "account.",
  "&& ||",
  "exists(x, x.y)",
  "]]>",
  "<a>",
  "é".repeat(300),
  "(".repeat(200),
  "[".repeat(2_000),
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly snippet: string;
  readonly kind: "insert" | "delete" | "double" | "swap";
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  snippet: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 12, unit: "binary" })),
  kind: fc.constantFrom("insert", "delete", "double", "swap"),
});

function apply(text: string, { at, length, snippet, kind }: Edit): string {
  const from = Math.floor(at * text.length);
  const [before, piece, after] = [
    text.slice(0, from),
    text.slice(from, from + length),
    text.slice(from + length),
  ];
  switch (kind) {
    case "insert":
      return before + snippet + piece + after;
    case "delete":
      return before + after;
    case "double":
      return before + piece + piece + after;
    case "swap":
      return before + snippet + after;
  }
}

/** One of the texts after up to four edits; now and then something that was never one of them. */
export const mutatedText = (corpus: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(fc.constantFrom(...corpus), fc.array(edit, { minLength: 1, maxLength: 4 }))
        .map(([text, edits]) => edits.reduce(apply, text)),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 400 }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  );

const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "*",
  "several",
  [],
  {},
  [[]],
  [null],
  { "": null },
  "2026-13-45T99:00:00Z",
  "x".repeat(5_000),
];

interface Change {
  /** Which of the document's places, in the order of a walk; from 0 to 1. */
  readonly at: number;
  readonly kind: "replace" | "delete" | "double";
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom("replace", "delete", "double"),
  value: fc.constantFrom(...STRANGE),
});

type Container = Record<string | number, unknown>;

/** Every place of the document: its container and key. */
function placesOf(value: unknown): (readonly [Container, string | number])[] {
  if (typeof value !== "object" || value === null) return [];
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [[value as Container, key] as const, ...placesOf((value as Container)[key])]);
}

function change1(document: unknown, { at, kind, value }: Change): void {
  const places = placesOf(document);
  const place = places[Math.floor(at * places.length)];
  if (place === undefined) return;
  const [container, key] = place;
  if (kind === "replace") container[key] = structuredClone(value);
  else if (kind === "delete") remove(container, key);
  else if (Array.isArray(container)) container.push(structuredClone(container[Number(key)]));
}

function remove(container: Container, key: string | number): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
}

/** One of the documents after up to three changes of its structure. */
export const mutatedJson = (corpus: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...corpus), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([document, changes]) => {
      const copy: unknown = structuredClone(document);
      for (const one of changes) change1(copy, one);
      return copy;
    });
