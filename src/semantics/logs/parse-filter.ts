// A metric filter for JSON log events as an expression: tests joined by && (which binds first) and ||. Filters of terms, of
// fields between spaces and with regular expressions are not read. [doc CloudWatch Logs FilterAndPatternSyntax]
import { isProblem, notUnderstood, type PatternProblem } from "../events/parse-test.ts";
import type { Sign } from "../comparison.ts";
import type { FilterTest } from "./filter-test.ts";
import { type Token, tokenize } from "./filter-tokens.ts";

/** A filter that is understood. */
export type FilterExpression =
  | { readonly kind: "all" | "any"; readonly parts: readonly FilterExpression[] }
  | {
      readonly kind: "test";
      /** `userIdentity.type`; with an index it is no path of ours. */
      readonly path: readonly string[];
      readonly test: FilterTest;
    };

type Parsed = FilterExpression | PatternProblem;

/** The words, and how far they are read. */
interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

/** The API takes no longer pattern. [bc logs FilterPattern] */
const MAX_CHARACTERS = 1024;

/** The expression of `{ … }`, or the text that is not understood. */
export function parseFilter(pattern: string): Parsed {
  if (pattern.length > MAX_CHARACTERS)
    return notUnderstood(`the filter is longer than ${MAX_CHARACTERS} characters`);
  const tokens = tokenize(pattern);
  if ("strange" in tokens) return notUnderstood(`the filter from "${tokens.strange}" on`);
  const cursor: Cursor = { tokens, at: 0 };
  if (!take(cursor, "{")) return notUnderstood("a filter that is not for JSON");
  const expression = parseAny(cursor);
  if (isProblem(expression)) return expression;
  return take(cursor, "}") && cursor.at === tokens.length ? expression : unexpected(cursor);
}

function parseAny(cursor: Cursor): Parsed {
  return parseJoined(cursor, "||", () => parseJoined(cursor, "&&", () => parseOne(cursor)));
}

function parseJoined(cursor: Cursor, join: "&&" | "||", parse: () => Parsed): Parsed {
  const parts: FilterExpression[] = [];
  do {
    const part = parse();
    if (isProblem(part)) return part;
    parts.push(part);
  } while (take(cursor, join));
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : { kind: join === "&&" ? "all" : "any", parts };
}

function parseOne(cursor: Cursor): Parsed {
  if (!take(cursor, "(")) return parseTest(cursor);
  const inner = parseAny(cursor);
  return isProblem(inner) || take(cursor, ")") ? inner : unexpected(cursor);
}

function parseTest(cursor: Cursor): Parsed {
  const selector = cursor.tokens[cursor.at];
  if (selector?.kind !== "selector") return unexpected(cursor);
  cursor.at++;
  const test = parseWords(cursor) ?? parseComparison(cursor);
  return "verdict" in test ? test : { kind: "test", path: selector.text.slice(2).split("."), test };
}

const IS_WORDS: Readonly<Record<string, null | true | false>> = { NULL: null, TRUE: true, FALSE: false };

/** `IS NULL`, `IS TRUE`, `IS FALSE`, `NOT EXISTS`; their opposites do not exist. */
function parseWords(cursor: Cursor): FilterTest | undefined {
  const [first, second] = cursor.tokens.slice(cursor.at, cursor.at + 2).map(wordOf);
  const value = Object.hasOwn(IS_WORDS, second ?? "") ? IS_WORDS[second ?? ""] : undefined;
  const isAbsence = first === "NOT" && second === "EXISTS";
  if (!isAbsence && (first !== "IS" || value === undefined)) return undefined;
  cursor.at += 2;
  return isAbsence || value === undefined ? { kind: "not-exists" } : { kind: "is", value };
}

function wordOf(token: Token): string {
  return token.kind === "text" && !token.quoted ? token.text : "";
}

function parseComparison(cursor: Cursor): FilterTest | PatternProblem {
  const [sign, operand] = cursor.tokens.slice(cursor.at, cursor.at + 2);
  if (sign?.kind !== "sign" || operand?.kind !== "text") return unexpected(cursor);
  cursor.at += 2;
  return operand.quoted || !NUMBER.test(operand.text)
    ? textTest(sign.text, operand)
    : { kind: "number", sign: sign.text as Sign, number: Number(operand.text) };
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Bare texts that the guide shows: letters, digits and `_`, and an address with a star. */
const BARE = /^[A-Za-z0-9_.*]+$/;

/** A star at the beginning or the end stands for any text; in the middle it is said to be a plain star by one edition only. */
function textTest(sign: string, { text, quoted }: Token): FilterTest | PatternProblem {
  if (sign !== "=" && sign !== "!=") return notUnderstood(`${sign} with the text "${text.slice(0, 40)}"`);
  const parts = text.split("*");
  const isClear = parts.length <= 3 && parts.filter((part) => part !== "").length <= 1 && text !== "**";
  if (!isClear || text === "" || (!quoted && !BARE.test(text)))
    return notUnderstood(`the text ${quoted ? `"${text.slice(0, 40)}"` : text.slice(0, 40)}`);
  return { kind: "text", negated: sign === "!=", parts };
}

/** Takes the next word when it is this sign or bracket. */
function take(cursor: Cursor, text: string): boolean {
  const token = cursor.tokens[cursor.at];
  if (token?.text !== text || token.kind === "text") return false;
  cursor.at++;
  return true;
}

function unexpected(cursor: Cursor): PatternProblem {
  const rest = cursor.tokens
    .slice(cursor.at, cursor.at + 4)
    .map(({ text, quoted }) => (quoted ? `"${text}"` : text));
  return notUnderstood(`the filter at "${rest.length === 0 ? "its end" : rest.join(" ").slice(0, 40)}"`);
}
