// One fact that several places show: what one of them says settles it, what none of them says is unknown.
import { ABSENT, mergeUnknowns, PartialList, type Unknown, type Value } from "../../condition/index.ts";
import { isUnknown, type Truth, type View } from "./kleene.ts";

/** A field of a record; hidden where the record is, absent where there is no record. */
export function fieldOf(record: Value | undefined, name: string): Value {
  if (record === undefined || record === ABSENT) return ABSENT;
  return isUnknown(record) ? record : ((record as View)[name] ?? ABSENT);
}

/** A place that shows it is enough; one that shows its absence settles it where no other shows it. */
export function eitherSays(places: readonly Truth[]): Truth {
  if (places.includes(true)) return true;
  return places.includes(false) ? false : nearest(places.filter(isUnknown));
}

/** What to mend first: a place nobody asked, or nobody can ask, is named only where there is no other. */
export function nearest(unknowns: readonly Unknown[]): Unknown {
  const asked = unknowns.filter(
    ({ missing, errors }) => errors.length > 0 || missing.some(({ cause }) => !UNASKED.has(cause)),
  );
  return mergeUnknowns(asked.length === 0 ? unknowns : asked);
}

const UNASKED: ReadonlySet<string> = new Set(["configuration", "not-observable"]);

/** The list, or a part of it where something was not seen. */
export const listOf = (items: readonly Value[], rest: Unknown | undefined): Value =>
  rest === undefined ? items : new PartialList(items, rest);
