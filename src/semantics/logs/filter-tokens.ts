// The words of a metric filter for JSON: selectors, signs, texts with and without quotes, brackets.

/** One word; `quoted` tells the text "NULL" from the word NULL. */
export interface Token {
  readonly kind: "selector" | "sign" | "join" | "bracket" | "text";
  readonly text: string;
  readonly quoted: boolean;
}

const WORDS: readonly { readonly kind: Token["kind"]; readonly form: RegExp }[] = [
  { kind: "selector", form: /\$(?:\.[A-Za-z0-9_-]+(?:\[\d{1,6}\])*)+(?![.\w[\]*'-])/y },
  { kind: "join", form: /&&|\|\|/y },
  { kind: "sign", form: /!=|<=|>=|[=<>]/y },
  { kind: "bracket", form: /[(){}]/y },
  { kind: "text", form: /"[^"\\]*"|[A-Za-z0-9_.*+-]+/y },
];

/** The words in order, or the text at which none begins. Escapes in quotes and regular expressions are not taken. */
export function tokenize(text: string): readonly Token[] | { readonly strange: string } {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === undefined) return { strange: text.slice(at, at + 40) };
    tokens.push(token);
    at = skipSpace(text, at + token.text.length + (token.quoted ? 2 : 0));
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const { kind, form } of WORDS) {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (found === undefined) continue;
    const quoted = found.startsWith('"');
    return { kind, text: quoted ? found.slice(1, -1) : found, quoted };
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at++;
  return at;
}
