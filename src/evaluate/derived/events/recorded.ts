// The records of one document (account.events, organization.events) and the time its look-ups reached, as plain values.
// What was not understood of a record is not judged by the rest of it: the record is a part of the list nobody saw.
import { Unknown, type Value } from "../../../condition/index.ts";
import type { Call, MissingFact, Reason } from "../../../model/index.ts";
import { coversAll, type Interval, type RecordedEvent } from "../../../semantics/index.ts";
import { elementsOf, isUnknown, unknownFact, type View } from "../kleene.ts";
import { toPlain } from "../plain.ts";

/** One look-up in one region of one account, for a stretch of time. */
export interface Asked extends Interval {
  readonly lookup: string;
  readonly account: string;
  readonly region: string;
}

interface Covered extends Asked {
  readonly complete: boolean;
  readonly calls: readonly Call[];
  readonly reason?: Reason;
}

/** What a document holds. */
export interface Recorded {
  readonly records: readonly RecordedEvent[];
  /** Records that were not understood, or the whole document where it was not seen. */
  readonly rest: readonly Unknown[];
  /** The regions that have an entry for a look-up in an account. */
  readonly regionsOf: (lookup: string, account: string) => readonly string[];
  /** Coverage entries of which it is not known what they are about. */
  readonly blurred: readonly Unknown[];
  /** What a look-up did not reach, undefined where it reached all of it. */
  readonly gap: (asked: Asked) => Unknown | undefined;
}

/** How many stretches of time a reason names. */
const SHOWN = 3;

/** By the document: the organization's is shared by all accounts. */
const known = new WeakMap<object, Recorded>();

/** Reads a document; `fact` is its name, for what is missing. */
export function recordedOf(document: Value, fact: string): Recorded {
  if (isUnknown(document) || typeof document !== "object") return unseen(document);
  const read = known.get(document) ?? readDocument(document as View, fact);
  known.set(document, read);
  return read;
}

/** Nothing is known of it: every look-up lacks the document itself. */
function unseen(document: Value): Recorded {
  const rest = isUnknown(document) ? document : new Unknown([], ["a document of events is no record"]);
  return { records: [], rest: [rest], regionsOf: () => [], blurred: [rest], gap: () => rest };
}

function readDocument(document: View, fact: string): Recorded {
  const records = plainElements(document["records"]);
  const covered = plainElements(document["covered"]);
  const entries = covered.items as readonly Covered[];
  const byQuestion = groupBy(entries, questionOf);
  const regions = groupBy(entries, ({ lookup, account }) => `${lookup} ${account}`);
  return {
    records: records.items as readonly RecordedEvent[],
    rest: records.rest,
    regionsOf: (lookup, account) => (regions.get(`${lookup} ${account}`) ?? []).map(({ region }) => region),
    blurred: covered.rest,
    gap: (asked) => {
      const answers = byQuestion.get(questionOf(asked)) ?? [];
      const whole = answers.filter(({ complete }) => complete);
      if (coversAll(whole, asked)) return undefined;
      return unknownFact({ fact: nameOf(fact, asked), ...whyNot(answers, covered.rest.length > 0) });
    },
  };
}

/** The elements as plain values; those of which a part was not seen are unknown, each with its own name. */
function plainElements(list: Value | undefined): { items: unknown[]; rest: Unknown[] } {
  const { items, rest } = elementsOf(list ?? []);
  const plain = items.map((item) => toPlain(item));
  return {
    items: plain.filter((item) => !(item instanceof Unknown)),
    rest: [...plain.filter((item) => item instanceof Unknown), ...(rest === undefined ? [] : [rest])],
  };
}

const questionOf = ({ lookup, account, region }: Asked): string => `${lookup} ${account} ${region}`;

/** `account.events[root-user us-east-1]`; in the organization's document the account is named too. */
function nameOf(fact: string, { lookup, account, region }: Asked): string {
  return fact === "account.events"
    ? `${fact}[${lookup} ${region}]`
    : `${fact}[${lookup} ${account} ${region}]`;
}

/** Why the entries of a look-up do not cover the time: one broke off, or they begin too late, or there are none. */
function whyNot(entries: readonly Covered[], blurred: boolean): Omit<MissingFact, "fact"> {
  const broken = entries.find(({ complete }) => !complete);
  if (broken !== undefined) {
    const call = broken.calls.findLast(({ outcome }) => outcome !== "ok") ?? broken.calls.at(-1);
    const { cause, message } = broken.reason ?? { cause: "reach", message: "it was not read to its end" };
    return { cause, reason: message, ...(call !== undefined && { call }) };
  }
  if (blurred) return { cause: "malformed", reason: "what it covers was not understood" };
  if (entries.length === 0) return { cause: "configuration", reason: "this look-up was not made" };
  const stretches = entries.map(({ from, to }) => `${instant(from)} to ${instant(to)}`);
  return { cause: "configuration", reason: `it covers ${stretches.slice(0, SHOWN).join(" and ")} only` };
}

const instant = (time: number): string => new Date(time).toISOString();

/** The items by a key, in their order. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
