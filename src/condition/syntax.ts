// CEL text → syntax tree, by the library's parser; and where in the text something stands.
import { Environment, ParseError, type ASTNode } from "@marcbachmann/cel-js";

/** A mistake in a condition; offsets and positions are relative to its text, line and column count from 1. */
export interface ConditionError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

export type { ASTNode };

/** Longer texts are refused before parsing: the parser recurses, and overflows the stack at 20,000 signs. */
export const MAX_TEXT = 4_000;

/** A tree deeper than this is refused, in the parser and in the checker. */
export const MAX_DEPTH = 40;

const parser = new Environment({
  limits: {
    maxAstNodes: 1_000,
    maxDepth: MAX_DEPTH,
    maxListElements: 500,
    maxMapEntries: 10,
    maxCallArguments: 8,
  },
});

/** The syntax tree, or the one mistake the parser stops at. */
export function parseSyntax(source: string): ASTNode | ConditionError {
  if (source.length > MAX_TEXT) {
    return placed(source, `the text is longer than ${MAX_TEXT} characters`, MAX_TEXT, MAX_TEXT);
  }
  if (source.trim() === "") return placed(source, "the condition is empty", 0, 0);
  try {
    return parser.parse(source).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) return placed(source, "nested too deeply to be read", 0, 0);
    const { start = 0, end = start } = error.range ?? {};
    return placed(source, sayPlainly(error.summary), start, end);
  }
}

/** The parser's names for what it meets, as people write it. */
const TOKENS: Readonly<Record<string, string>> = {
  EOF: "the end",
  IDENTIFIER: "a name",
  LPAREN: "'('",
  RPAREN: "')'",
  LBRACKET: "'['",
  RBRACKET: "']'",
  COLON: "':'",
  COMMA: "','",
  QUESTION: "'?'",
};

function sayPlainly(summary: string): string {
  const [line = ""] = summary.split("\n");
  const plain = line.replaceAll(/\b[A-Z]{3,}\b/g, (token) => TOKENS[token] ?? token);
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}

/** A mistake with the line and column of its start. */
export function placed(source: string, message: string, start: number, end: number): ConditionError {
  const before = source.slice(0, start);
  const line = before.split("\n").length;
  return { message, line, column: start - before.lastIndexOf("\n"), start, end };
}
