// EventBridge's wildcard (`*` only, `\*` and `\\` escapes), matched in linear time: a pattern is a stranger's text.

/** The literal texts between the stars, in order; one part alone means no star. */
export type WildcardParts = readonly string[];

/** Splits a wildcard at its stars; a text names what EventBridge would refuse. [repo aws/event-ruler README] */
export function parseWildcard(text: string): WildcardParts | { readonly reason: string } {
  const parts: string[] = [];
  let part = "";
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? "";
    if (char === "*") {
      if (index > 0 && part === "" && parts.length > 0)
        return { reason: "a wildcard holds two stars in a row" };
      parts.push(part);
      part = "";
    } else if (char === "\\") {
      const escaped = text[++index];
      if (escaped !== "*" && escaped !== "\\")
        return { reason: "a wildcard holds an escape other than \\* and \\\\" };
      part += escaped;
    } else part += char;
  }
  return [...parts, part];
}

/** True when the whole text is the parts in order with anything between them. */
export function matchesWildcard(parts: WildcardParts, text: string): boolean {
  const first = parts[0] ?? "";
  if (parts.length < 2) return text === first;
  const last = parts.at(-1) ?? "";
  const end = text.length - last.length;
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const after = endOfFirst(part, text, from, end);
    if (after === undefined) return false;
    from = after;
  }
  return true;
}

/** Knuth-Morris-Pratt: where the first occurrence between `from` and `end` stops. */
function endOfFirst(part: string, text: string, from: number, end: number): number | undefined {
  const fallback = fallbacks(part);
  let matched = 0;
  for (let index = from; index < end; index++) {
    while (matched > 0 && part[matched] !== text[index]) matched = fallback[matched - 1] ?? 0;
    if (part[matched] === text[index]) matched++;
    if (matched === part.length) return index + 1;
  }
  return undefined;
}

function fallbacks(part: string): readonly number[] {
  const table = [0];
  let matched = 0;
  for (let index = 1; index < part.length; index++) {
    while (matched > 0 && part[matched] !== part[index]) matched = table[matched - 1] ?? 0;
    if (part[matched] === part[index]) matched++;
    table.push(matched);
  }
  return table;
}
