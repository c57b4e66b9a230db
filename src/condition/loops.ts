// Loops over lists that may hold unknown elements or be cut short: what is seen can decide, what is not seen can only doubt.
import { seenItems, unknownList, type Frame, type Run } from "./operators.ts";
import { mergeUnknowns, mistake, PartialList, Unknown, type Value } from "./values.ts";

interface Loop {
  readonly list: Run;
  readonly slot: 0 | 1;
  readonly body: Run;
}

/** What the body gave for each element. */
interface Tally {
  readonly unknowns: Unknown[];
  readonly kept: Value[];
}

/** Calls `visit` with each element and what the body gives, until it returns a value; then that value, else `atEnd`. */
function walk(
  loop: Loop,
  visit: (given: Value, element: Value, tally: Tally) => Value | undefined,
  atEnd: (tally: Tally) => Value,
): Run {
  const { list, slot, body } = loop;
  return (frame: Frame) => {
    const value = list(frame);
    const isPartial = value instanceof PartialList;
    if (!isPartial && !Array.isArray(value)) return unknownList(value);
    const tally: Tally = { unknowns: isPartial ? [value.rest] : [], kept: [] };
    for (const element of seenItems(value as PartialList | readonly Value[])) {
      frame.elements[slot] = element;
      const result = visit(body(frame), element, tally);
      if (result !== undefined) return result;
    }
    return atEnd(tally);
  };
}

function doubt(tally: Tally, given: Value): void {
  tally.unknowns.push(given instanceof Unknown ? given : mistake("a condition gave what is no boolean"));
}

/** `exists` (`deciding` true) and `all` (`deciding` false): one deciding element decides. */
export function quantify(loop: Loop, deciding: boolean): Run {
  return walk(
    loop,
    (given, _element, tally) => {
      if (given === deciding) return deciding;
      if (given !== !deciding) doubt(tally, given);
      return undefined;
    },
    (tally) => (tally.unknowns.length === 0 ? !deciding : mergeUnknowns(tally.unknowns)),
  );
}

/** `exists_one`: two are too many, whatever the others are. */
export function existsOne(loop: Loop): Run {
  return walk(
    loop,
    (given, element, tally) => {
      if (given === true) return tally.kept.push(element) > 1 ? false : undefined;
      if (given !== false) doubt(tally, given);
      return undefined;
    },
    (tally) => (tally.unknowns.length === 0 ? tally.kept.length === 1 : mergeUnknowns(tally.unknowns)),
  );
}

export function filter(loop: Loop): Run {
  return walk(
    loop,
    (given, element, tally) => {
      if (given === true) tally.kept.push(element);
      else if (given !== false) doubt(tally, given);
      return undefined;
    },
    listOf,
  );
}

export function map(loop: Loop): Run {
  return walk(
    loop,
    (given, _element, tally) => {
      if (given instanceof Unknown) doubt(tally, given);
      else tally.kept.push(given);
      return undefined;
    },
    listOf,
  );
}

function listOf({ kept, unknowns }: Tally): Value {
  return unknowns.length === 0 ? kept : new PartialList(kept, mergeUnknowns(unknowns));
}
