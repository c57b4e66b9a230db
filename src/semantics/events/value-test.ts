// One value of a pattern's array against one scalar of an event. [repo aws/event-ruler README], [arch eb-event-patterns*.md]
import { compare, type Sign } from "../comparison.ts";
import { contains, parseAddress, parseNetwork } from "../networks.ts";
import { not, some, type Truth } from "../truth.ts";
import { matchesWildcard, type WildcardParts } from "./wildcard.ts";

/** A JSON value that is neither object nor array. */
export type Scalar = string | number | boolean | null;

/** One comparison of `numeric`. */
export interface Bound {
  readonly sign: Exclude<Sign, "!=">;
  readonly number: number;
}

/** What one entry of a pattern's array asks of a present value. */
export type ScalarTest =
  | { readonly kind: "exact"; readonly value: Scalar }
  | { readonly kind: "prefix" | "suffix"; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: "equals-ignore-case"; readonly text: string }
  | { readonly kind: "wildcard"; readonly parts: WildcardParts }
  | { readonly kind: "numeric"; readonly bounds: readonly Bound[] }
  | { readonly kind: "cidr"; readonly network: string }
  | { readonly kind: "anything-but"; readonly tests: readonly ScalarTest[] };

/** What one entry asks of a field: something of its values, or that it be there or not. */
export type ValueTest = ScalarTest | { readonly kind: "exists"; readonly present: boolean };

/** Whether a present scalar passes a test; null is a scalar like others. */
export function testScalar(test: ScalarTest, value: Scalar): Truth {
  switch (test.kind) {
    case "exact":
      return equals(test.value, value);
    case "numeric":
      return typeof value === "number" && (isExact(value) ? withinBounds(test.bounds, value) : "unknown");
    case "anything-but":
      return not(some(test.tests.map((one) => testScalar(one, value))));
    default:
      return typeof value === "string" && testText(test, value);
  }
}

type TextTest = Extract<
  ScalarTest,
  { kind: "prefix" | "suffix" | "equals-ignore-case" | "wildcard" | "cidr" }
>;

function testText(test: TextTest, value: string): Truth {
  switch (test.kind) {
    case "prefix":
      return test.ignoreCase
        ? equalsIgnoringCase(test.text, value.slice(0, test.text.length))
        : value.startsWith(test.text);
    case "suffix":
      return test.ignoreCase ? suffixIgnoringCase(test.text, value) : value.endsWith(test.text);
    case "equals-ignore-case":
      return equalsIgnoringCase(test.text, value);
    case "wildcard":
      return matchesWildcard(test.parts, value);
    case "cidr":
      return inCidr(test.network, value);
  }
}

/** Ruler compares numbers within five billion of zero, with six digits after the point. [repo aws/event-ruler README] */
const MAX_NUMBER = 5e9;

/** Numbers that are compared as they stand. Beyond: how EventBridge rounds them is not documented, so neither is the answer. */
export function isExact(value: number): boolean {
  return Math.abs(value) <= MAX_NUMBER && Number(value.toFixed(6)) === value;
}

/** Only ASCII letters are folded here: how EventBridge folds others is not documented. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function equals(wanted: Scalar, value: Scalar): Truth {
  if (typeof wanted === "number" && typeof value === "number" && !(isExact(wanted) && isExact(value)))
    return "unknown";
  return wanted === value;
}

function equalsIgnoringCase(wanted: string, value: string): Truth {
  if (wanted.toLowerCase() === value.toLowerCase()) return isAscii(value) ? true : "unknown";
  return isAscii(value) ? false : "unknown";
}

function suffixIgnoringCase(wanted: string, value: string): Truth {
  return equalsIgnoringCase(wanted, value.slice(Math.max(0, value.length - wanted.length)));
}

const withinBounds = (bounds: readonly Bound[], value: number): boolean =>
  bounds.every(({ sign, number }) => compare(sign, value, number));

/** An IPv4 address written as IPv6 is not judged: which of the two EventBridge takes it for is not documented. */
function inCidr(network: string, value: string): Truth {
  const address = parseAddress(value);
  if (address === undefined) return value.includes(":") || /^[\d.]+$/.test(value) ? "unknown" : false;
  if (address.kind() === "ipv4" && value.includes(":")) return "unknown";
  return contains(parseNetwork(network), address);
}
