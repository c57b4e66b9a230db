// glob(text, pattern): `*` stands for any run of characters. No regular expression and no going back, so time is linear.

/**
 * Whether the whole text fits the pattern. In addresses (texts with an `@`) case does not matter; nowhere does `*`
 * cross an `@`, so `*@example.com` admits no `a@evil.com@example.com`. Every other character stands for itself.
 */
export function glob(text: string, pattern: string): boolean {
  if (!text.includes("@")) return !pattern.includes("@") && fitsPart(text, pattern);
  const parts = lowerCase(text).split("@");
  const patterns = lowerCase(pattern).split("@");
  return (
    parts.length === patterns.length && parts.every((part, index) => fitsPart(part, patterns[index] ?? ""))
  );
}

/** Only A to Z: other letters have lower-case forms that look like ASCII (the Kelvin sign), and would be let in. */
function lowerCase(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function fitsPart(text: string, pattern: string): boolean {
  if (!pattern.includes("*")) return text === pattern;
  const pieces = pattern.split("*");
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  return holdsInOrder(text.slice(first.length, end), pieces.slice(1, -1));
}

/** Taking each piece at its first place leaves the most room for those after it: no other choice needs a try. */
function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return true;
}
