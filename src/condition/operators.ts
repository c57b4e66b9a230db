// Three-valued logic: what each operator makes of values that may be unknown. Here false passes are prevented or made.
// `false && unknown` is false, `true || unknown` is true; everything else that touches unknown is unknown.
import { compareNumbers } from "./scalars.ts";
import type { Comparison, TextTest } from "./tree.ts";
import { ABSENT, mergeUnknowns, mistake, PartialList, Unknown, type Value } from "./values.ts";

/** What a condition reads while it is evaluated: its variables, and the elements of the loops it is in. */
export interface Frame {
  readonly scope: Readonly<Record<string, unknown>>;
  readonly elements: [Value | undefined, Value | undefined];
}

/** A compiled part. */
export type Run = (frame: Frame) => Value;

/** Neither true nor false where the checker has proven a boolean: unknown, or a bug that must not become a verdict. */
function undecided(value: Value): Unknown {
  return value instanceof Unknown ? value : mistake("a condition gave what is no boolean");
}

export const not =
  (of: Run): Run =>
  (frame) => {
    const value = of(frame);
    return typeof value === "boolean" ? !value : undecided(value);
  };

/** `&&` (`deciding` false) and `||` (`deciding` true): one deciding part decides, whatever the others are. */
export const logic =
  (parts: readonly Run[], deciding: boolean): Run =>
  (frame) => {
    let unknowns: Unknown[] | undefined;
    for (const part of parts) {
      const value = part(frame);
      if (value === deciding) return deciding;
      if (value !== !deciding) (unknowns ??= []).push(undecided(value));
    }
    return unknowns === undefined ? !deciding : mergeUnknowns(unknowns);
  };

export const choose =
  (test: Run, then: Run, otherwise: Run): Run =>
  (frame) => {
    const value = test(frame);
    if (value === true) return then(frame);
    return value === false ? otherwise(frame) : undecided(value);
  };

/** The unknown among two operands, or undefined where both are known. */
function unknownOf(left: Value, right: Value): Unknown | undefined {
  if (left instanceof Unknown) return right instanceof Unknown ? mergeUnknowns([left, right]) : left;
  return right instanceof Unknown ? right : undefined;
}

export function compare(how: Comparison, left: Run, right: Run): Run {
  if (how === "==" || how === "!=") return equality(left, right, how === "==");
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === "number" && typeof b === "number") return compareNumbers(how, a, b);
    return unknownOf(a, b) ?? mistake("a condition orders what is no number");
  };
}

const equality =
  (left: Run, right: Run, whenEqual: boolean): Run =>
  (frame) => {
    const a = left(frame);
    const b = right(frame);
    return unknownOf(a, b) ?? (a === b) === whenEqual;
  };

export const has =
  (of: Run): Run =>
  (frame) => {
    const value = of(frame);
    return value instanceof Unknown ? value : value !== ABSENT;
  };

export const orElse =
  (of: Run, otherwise: Run): Run =>
  (frame) => {
    const value = of(frame);
    return value === ABSENT ? otherwise(frame) : value;
  };

const TEXT_TESTS: Readonly<Record<TextTest, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

export function testText(how: TextTest, text: Run, part: Run): Run {
  const test = TEXT_TESTS[how];
  return (frame) => {
    const whole = text(frame);
    const piece = part(frame);
    if (typeof whole === "string" && typeof piece === "string") return test(whole, piece);
    return unknownOf(whole, piece) ?? mistake(`${how} met what is no string`);
  };
}

/** The elements of a list that were seen. */
export const seenItems = (list: PartialList | readonly Value[]): readonly Value[] =>
  list instanceof PartialList ? list.items : list;

export const size =
  (list: Run): Run =>
  (frame) => {
    const value = list(frame);
    if (value instanceof PartialList) return value.rest;
    return Array.isArray(value) ? value.length : unknownList(value);
  };

/** Unknown, or what the checker should have refused. */
export function unknownList(value: Value): Unknown {
  return value instanceof Unknown ? value : mistake("a condition looks into what is no list");
}

/** `x in list`: found is found; not found in a list that was not seen in full is unknown. */
export const isIn =
  (item: Run, list: Run, accepts: (value: Value) => boolean): Run =>
  (frame) => {
    const wanted = item(frame);
    const value = list(frame);
    const isList = Array.isArray(value) || value instanceof PartialList;
    if (!isList) return unknownOf(wanted, value) ?? unknownList(value);
    const rest = value instanceof PartialList ? [value.rest] : [];
    if (wanted instanceof Unknown) return mergeUnknowns([wanted, ...rest]);
    const items = seenItems(value as PartialList | readonly Value[]);
    if (items.includes(wanted)) return true;
    const odd = items.filter((each) => !accepts(each)).map(oddElement);
    return rest.length + odd.length === 0 ? false : mergeUnknowns([...rest, ...odd]);
  };

const oddElement = (value: Value): Unknown =>
  value instanceof Unknown ? value : mistake("a list holds an element of another type");
