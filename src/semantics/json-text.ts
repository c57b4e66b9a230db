// Reads policy text that strangers wrote: bounded, and an object with a key given twice is refused, because readers
// differ in which one they keep (a second `Condition` can hide the first).

/** A parsed value, or why the text is not taken. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

/** A JSON object as it was parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON of at most `limit` characters in which no key is given twice. */
export function parseStrictJson(text: string, limit: number): ParsedJson {
  if (text.length > limit) return { problem: `the text is longer than ${limit} characters` };
  const value = tryParse(text);
  if (value === undefined) return { problem: "the text is not JSON" };
  const twice = repeatedKey(text);
  return twice === undefined ? { value } : { problem: `the key "${twice}" is given twice in one object` };
}

/** The parsed value, or undefined (which no JSON text is) when the text is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first key that an object of this valid JSON text holds twice. */
function repeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;
  for (const found of text.matchAll(token)) {
    if (found[0] === "{") open.push(new Set());
    else if (found[0] === "}") open.pop();
    else if (found[1] !== undefined) {
      const key = JSON.parse(found[0].slice(0, found[0].length - found[1].length)) as string;
      const keys = open.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
