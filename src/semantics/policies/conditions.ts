// Condition blocks, three-valued: a key, operator, value or variable that is not understood makes its test unknown.
// [arch reference_policies_elements_condition.md], AWS-FACTS 6
import { matchesGlob } from "../globs.ts";
import { isObject } from "../json-text.ts";
import { every, not, some, type Truth } from "../truth.ts";

/** One operator on one key: `StringLike` on `aws:principalarn`. Keys are case-insensitive, so they are kept in lower case. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly unknown[];
  /** The whole test as text: equal tests of different policies are decided once per context. */
  readonly id: string;
}

/** What a request carries for a key: a text, or certainly nothing. A key that is not in the map is not known. */
export type RequestContext = ReadonlyMap<string, string | null>;

/** The block as a list of tests (all must hold), or what is wrong with it. */
export function parseConditions(block: unknown): readonly ConditionTest[] | string {
  if (block === undefined) return [];
  if (!isObject(block)) return "Condition is not an object";
  const tests: ConditionTest[] = [];
  for (const [operator, keys] of Object.entries(block)) {
    if (!isObject(keys) || Object.keys(keys).length === 0)
      return `Condition: ${operator.slice(0, 40)} names no key`;
    for (const [key, value] of Object.entries(keys)) {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (!values.every(isPlain)) return `Condition: ${key.slice(0, 40)} holds what is no text`;
      tests.push({ operator, key: key.toLowerCase(), values, id: JSON.stringify([operator, key, values]) });
    }
  }
  return tests;
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number";
}

/** Whether all tests hold for every request with this context. */
export function testConditions(tests: readonly ConditionTest[], context: RequestContext): Truth {
  return every(tests.map((test) => testCondition(test, context)));
}

/** What was decided in a context: an account's policies repeat few conditions many times. */
const decided = new WeakMap<RequestContext, Map<string, Truth>>();

/** One test; `unknown` for whatever is not understood. The context must not change afterwards. */
export function testCondition(test: ConditionTest, context: RequestContext): Truth {
  const known = decided.get(context) ?? new Map<string, Truth>();
  decided.set(context, known);
  const truth = known.get(test.id) ?? decide(test, context);
  known.set(test.id, truth);
  return truth;
}

function decide(test: ConditionTest, context: RequestContext): Truth {
  const actual = context.get(test.key);
  if (actual === undefined) return "unknown";
  if (test.operator === "Null") return testNull(test.values, actual === null);
  const ifExists = test.operator.endsWith("IfExists");
  const name = ifExists ? test.operator.slice(0, -"IfExists".length) : test.operator;
  const operator = OPERATORS.get(name);
  if (operator === undefined || test.values.length === 0) return "unknown";
  if (actual === null) return ifExists || operator.negated;
  const result = some(test.values.map((value) => compare(operator.compare, actual, value)));
  return operator.negated ? not(result) : result;
}

type Compare = (actual: string, wanted: string) => Truth;

interface Operator {
  readonly negated: boolean;
  readonly compare: Compare;
}

/** Numbers, dates, addresses and binaries are compared with no key we know: only their absence is judged. */
const giveUp: Compare = () => "unknown";

/**
 * Without the set operators (ForAllValues, ForAnyValue), which are unknown. ArnEquals takes wildcards like ArnLike,
 * StringEquals takes none. A missing key makes the negated ones true and the others false. [AWS-FACTS 6 TRAPS]
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...pair("StringEquals", "StringNotEquals", (actual, wanted) => actual === wanted),
  ...pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", foldedEquals),
  ...pair("StringLike", "StringNotLike", stringLike),
  ...pair("ArnEquals", "ArnNotEquals", arnLike),
  ...pair("ArnLike", "ArnNotLike", arnLike),
  ...pair("IpAddress", "NotIpAddress", giveUp),
  ...pair("NumericEquals", "NumericNotEquals", giveUp),
  ...pair("DateEquals", "DateNotEquals", giveUp),
  ...["LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].flatMap(
    (end): (readonly [string, Operator])[] => [
      [`Numeric${end}`, { negated: false, compare: giveUp }],
      [`Date${end}`, { negated: false, compare: giveUp }],
    ],
  ),
  ["Bool", { negated: false, compare: boolEquals }],
]);

function pair(
  positive: string,
  negative: string,
  compare: Compare,
): readonly (readonly [string, Operator])[] {
  return [
    [positive, { negated: false, compare }],
    [negative, { negated: true, compare }],
  ];
}

/** A value is text (AWS takes true and false bare too); one with a policy variable is not resolved. */
function compare(how: Compare, actual: string, wanted: unknown): Truth {
  if (typeof wanted === "boolean") return how(actual, String(wanted));
  return typeof wanted === "string" && !wanted.includes("${") ? how(actual, wanted) : "unknown";
}

/** `Null: "true"` holds when the key is missing, `"false"` when it is there. [doc reference_policies_elements_condition_operators] */
function testNull(values: readonly unknown[], isMissing: boolean): Truth {
  const wanted = new Set(values.map((value) => String(value).toLowerCase()));
  if (wanted.size !== 1) return "unknown";
  if (wanted.has("true")) return isMissing;
  return wanted.has("false") ? !isMissing : "unknown";
}

function boolEquals(actual: string, wanted: string): Truth {
  const words = [actual.toLowerCase(), wanted.toLowerCase()];
  return words.every((word) => word === "true" || word === "false") ? words[0] === words[1] : "unknown";
}

function foldedEquals(actual: string, wanted: string): Truth {
  return actual.toLowerCase() === wanted.toLowerCase();
}

/** A pattern that would fit an ARN without being written as one (`*root`) is said never to match: not relied on, either way. */
function stringLike(actual: string, wanted: string): Truth {
  if (!matchesGlob(wanted, actual)) return false;
  return actual.startsWith("arn:") && !wanted.startsWith("arn:") ? "unknown" : true;
}

/** ARNs are compared field by field, upper and lower case apart; `*` does not cross a colon of the first five. */
function arnLike(actual: string, wanted: string): Truth {
  const fields = splitArn(actual);
  const patterns = splitArn(wanted);
  if (fields.length < 6) return "unknown";
  if (patterns.length < 6) return matchesGlob(wanted, actual) ? "unknown" : false;
  return patterns.every((pattern, index) => matchesGlob(pattern, fields[index] ?? ""));
}

/** The six fields; the last keeps its colons. */
export function splitArn(arn: string): readonly string[] {
  const fields = arn.split(":");
  return fields.length <= 6 ? fields : [...fields.slice(0, 5), fields.slice(5).join(":")];
}
