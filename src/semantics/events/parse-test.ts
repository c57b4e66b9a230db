// The entries of a pattern's array, checked: what EventBridge refuses is invalid, what we are not sure of not understood.
import { isObject, type JsonObject } from "../json-text.ts";
import { parseAddress, parseNetwork } from "../networks.ts";
import { type Bound, isAscii, isExact, type Scalar, type ScalarTest, type ValueTest } from "./value-test.ts";
import { parseWildcard } from "./wildcard.ts";

/** Why a pattern is not judged. */
export interface PatternProblem {
  readonly verdict: "invalid" | "not-understood";
  readonly reason: string;
}

const TOO_PRECISE = "a number beyond five billion or with more than six digits after the point";

type Parsed = ValueTest | PatternProblem;

export function invalid(reason: string): PatternProblem {
  return { verdict: "invalid", reason };
}

export function notUnderstood(reason: string): PatternProblem {
  return { verdict: "not-understood", reason };
}

export function isProblem(value: object): value is PatternProblem {
  return "verdict" in value;
}

/** One entry of the array: a scalar, or an object with one operator. */
export function parseTest(entry: unknown): Parsed {
  if (!isObject(entry)) return parseExact(entry);
  const names = Object.keys(entry);
  const name = names[0];
  if (name === undefined) return invalid("an empty object stands where an operator should");
  if (names.length > 1) return invalid(`two operators in one object: ${names.slice(0, 2).join(", ")}`);
  const parse = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  return parse === undefined ? invalid(`unknown operator "${name.slice(0, 40)}"`) : parse(entry[name]);
}

/** Names that Ruler keeps for operators it has or may get; which of them it kept when is not known. [repo aws/event-ruler README] */
const KEPT = new Set([
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "in-date-range"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
]);

/** True for a name that no field inside `$or` may have: the list is then not read as alternatives. */
export function isReserved(name: string): boolean {
  return Object.hasOwn(OPERATORS, name) || KEPT.has(name);
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Parsed>> = {
  prefix: (operand) => parseAffix("prefix", operand),
  suffix: (operand) => parseAffix("suffix", operand),
  "equals-ignore-case": parseIgnoreCase,
  wildcard: parseWildcardTest,
  "anything-but": parseAnythingBut,
  numeric: parseNumeric,
  cidr: parseCidr,
  exists: (operand) =>
    typeof operand === "boolean"
      ? { kind: "exists", present: operand }
      : invalid("exists takes true or false"),
  exactly: (operand) =>
    typeof operand === "string"
      ? { kind: "exact", value: operand }
      : notUnderstood("exactly with something else than text"),
};

/** A number that is not compared as it stands can still be told from texts. */
function parseExact(entry: unknown): Parsed {
  if (Array.isArray(entry)) return invalid("an array stands inside an array of values");
  if (typeof entry === "number" && !Number.isFinite(entry)) return notUnderstood(TOO_PRECISE);
  return { kind: "exact", value: entry as Scalar };
}

function parseAffix(kind: "prefix" | "suffix", operand: unknown): Parsed {
  if (typeof operand === "string") return { kind, text: operand, ignoreCase: false };
  if (!isObject(operand) || Object.keys(operand).join() !== "equals-ignore-case")
    return invalid(`${kind} takes one text`);
  const folded = parseIgnoreCase(operand["equals-ignore-case"]);
  return !isProblem(folded) && folded.kind === "equals-ignore-case"
    ? { kind, text: folded.text, ignoreCase: true }
    : folded;
}

function parseIgnoreCase(operand: unknown): Parsed {
  if (typeof operand !== "string") return invalid("equals-ignore-case takes one text");
  if (!isAscii(operand)) return notUnderstood("how EventBridge folds the case of letters outside ASCII");
  return { kind: "equals-ignore-case", text: operand };
}

function parseWildcardTest(operand: unknown): Parsed {
  if (typeof operand !== "string") return invalid("wildcard takes one text");
  const parts = parseWildcard(operand);
  return "reason" in parts ? invalid(parts.reason) : { kind: "wildcard", parts };
}

/** Ruler refuses /32 and /128 and takes /0 for more than its family: neither is judged. [run ruler 1.7.3] */
function parseCidr(operand: unknown): Parsed {
  const text = typeof operand === "string" && operand.includes("/") ? operand : "";
  const network = parseNetwork(text);
  const family = text.includes(":") ? "ipv6" : "ipv4";
  const [address, bits] = network ?? [undefined, 0];
  if (address?.kind() === family && bits > 0 && bits < address.toByteArray().length * 8)
    return { kind: "cidr", network: text };
  const isAddress = parseAddress(text.slice(0, Math.max(0, text.indexOf("/")))) !== undefined;
  return isAddress
    ? notUnderstood("this form of cidr")
    : invalid("cidr takes one network such as 10.0.0.0/8");
}

const SIGNS: ReadonlySet<unknown> = new Set(["=", "<", "<=", ">", ">="]);

function parseNumeric(operand: unknown): Parsed {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    return invalid("numeric takes one or two comparisons");
  const bounds: Bound[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const [sign, number] = operand.slice(index, index + 2) as [unknown, unknown];
    if (!SIGNS.has(sign) || typeof number !== "number")
      return invalid("numeric takes pairs of a sign and a number");
    if (!isExact(number)) return notUnderstood(TOO_PRECISE);
    bounds.push({ sign: sign as Bound["sign"], number });
  }
  return isRange(bounds)
    ? { kind: "numeric", bounds }
    : notUnderstood("two numeric bounds that are no range from low to high");
}

function isRange([low, high]: readonly Bound[]): boolean {
  if (low === undefined || high === undefined) return true;
  return low.sign.startsWith(">") && high.sign.startsWith("<") && low.number < high.number;
}

const INNER = new Set(["prefix", "suffix", "wildcard", "equals-ignore-case"]);

/** `anything-but`: a scalar, a list of one type, or an operator with one text or a list. */
function parseAnythingBut(operand: unknown): Parsed {
  if (isObject(operand)) return parseAnythingButOperator(operand);
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const type = typeof list[0];
  if (type !== "string" && type !== "number") return invalid("anything-but takes texts or numbers");
  if (list.some((one) => typeof one !== type)) return invalid("anything-but mixes types");
  return anythingBut(list.map(parseExact));
}

function parseAnythingButOperator(operand: JsonObject): Parsed {
  const names = Object.keys(operand);
  const name = names[0] ?? "";
  if (names.length !== 1 || !INNER.has(name))
    return invalid(`anything-but does not take the operator "${name.slice(0, 40)}"`);
  const inner = operand[name];
  const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  if (list.length === 0 || list.some((one) => isObject(one) || one === ""))
    return notUnderstood(`this form of ${name} inside anything-but`);
  return anythingBut(list.map((one) => parseTest({ [name]: one })));
}

function anythingBut(tests: readonly Parsed[]): Parsed {
  const problem = tests.find(isProblem);
  return (
    problem ?? {
      kind: "anything-but",
      tests: tests.filter((test): test is ScalarTest => !isProblem(test) && test.kind !== "exists"),
    }
  );
}
