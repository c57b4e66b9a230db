// Lists in pages. A list counts as whole only when its last page says that it was the last; anything else is incomplete.
import type { Observed, Reason } from "../../model/index.ts";
import type { Answer } from "./answer.ts";
import { ask, type Question } from "./ask.ts";
import { collected, distinctCalls, incomplete, withoutValue } from "./observe.ts";
import type { Operation, Output } from "./operations.ts";
import type { Run, Session } from "./session.ts";

/** What a page says of the next one. */
export interface Next {
  readonly token?: string;
  /** Why the page cannot be followed though more may exist. */
  readonly broken?: string;
}

/** A paged list: the question for a page, and what the page says of the next. */
export interface Paging<Name extends Operation, Item> extends Omit<Question<Name, Item[]>, "input"> {
  readonly input: (token: string | undefined) => Question<Name, Item[]>["input"];
  readonly next: (answer: Answer<Output<Name>>) => Next;
  /** With so many items no further page is read. */
  readonly mostItems?: number;
}

interface Page<Item> extends Next {
  readonly items: readonly Item[];
}

/** Every item of every page; not even the first page: the trouble of the first call. */
export async function list<Name extends Operation, Item>(
  session: Session,
  paging: Paging<Name, Item>,
): Promise<Observed<readonly Item[]>> {
  const { mostItems = Infinity } = paging;
  const items: Item[] = [];
  const tokens = new Set<string>();
  const begun = performance.now();
  let empty = 0;
  const looks: Observed<Page<Item>>[] = [];
  let token: string | undefined;
  for (;;) {
    const after = token;
    const look = await askPage(session, paging, after);
    looks.push(look);
    if (look.value === undefined)
      return looks.length === 1 ? withoutValue(look) : cut(looks, items, look.reason);
    items.push(...look.value.items);
    empty = look.value.items.length === 0 ? empty + 1 : 0;
    const pages = looks.length;
    const progress = { run: session.run, tokens, pages, items: items.length, mostItems, empty, begun };
    const why = whyCut(look.value, progress);
    if (why !== undefined)
      return cut(looks, items, { ...why, message: `${paging.operation}: ${why.message}` });
    token = look.value.token;
    if (token === undefined) return collected(merge(looks), items);
    tokens.add(token);
  }
}

function askPage<Name extends Operation, Item>(
  session: Session,
  { operation, input, read, next, isAbsent, gate }: Paging<Name, Item>,
  token: string | undefined,
): Promise<Observed<Page<Item>>> {
  return ask(session, {
    operation,
    input: input(token),
    read: (answer) => ({ items: read(answer), ...next(answer) }),
    ...(isAbsent !== undefined && { isAbsent }),
    gate,
  });
}

interface Progress {
  readonly run: Run;
  readonly tokens: ReadonlySet<string>;
  readonly pages: number;
  readonly items: number;
  readonly mostItems: number;
  /** Pages without an item since the last one with any. */
  readonly empty: number;
  /** By the timer that no one can set back; the run's own clock may stand still. */
  readonly begun: number;
}

/** A token seen before goes in circles; endless new ones are stopped by a cap on pages, items, empty pages, and on time. */
function whyCut({ broken, token }: Next, progress: Progress): Reason | undefined {
  if (broken !== undefined) return { cause: "malformed", message: broken };
  if (token === undefined) return undefined;
  const { run, tokens, pages, items, mostItems } = progress;
  if (tokens.has(token)) return { cause: "malformed", message: "the same page token came twice" };
  if (pages >= run.maxPages) return { cause: "malformed", message: `more than ${run.maxPages} pages` };
  if (items >= mostItems)
    return { cause: "reach", message: `there are more than the ${items} that were read` };
  const endless = whyEndless(progress);
  return endless === undefined ? undefined : { cause: "reach", message: endless };
}

function whyEndless({ run, empty, begun }: Progress): string | undefined {
  const { listMs } = run.deadlines;
  if (empty >= run.maxEmptyPages) return `${empty} empty pages in a row, and no end`;
  return performance.now() - begun >= listMs ? `no end of the list within ${listMs} ms` : undefined;
}

function cut<Item>(
  looks: readonly Observed<Page<Item>>[],
  items: readonly Item[],
  reason: Reason | undefined,
): Observed<readonly Item[]> {
  return incomplete(merge(looks), items, reason ?? { cause: "reach", message: "a later page is not there" });
}

/** The first page's time: the list is no younger than that. */
function merge<Item>(looks: readonly Observed<Page<Item>>[]): { at: string; calls: Observed<Item>["calls"] } {
  return { at: looks[0]?.observedAt ?? "", calls: distinctCalls(looks.flatMap(({ calls }) => calls)) };
}

/** `NextToken` there: more pages. */
export const byNextToken = (answer: Answer<{ NextToken?: string | undefined }>): Next =>
  nextFrom(answer.optionalString("NextToken"));

/** `nextToken`, as CloudWatch Logs spells it. */
export const byLowerNextToken = (answer: Answer<{ nextToken?: string | undefined }>): Next =>
  nextFrom(answer.optionalString("nextToken"));

/** IAM says twice whether more exists: `IsTruncated` and `Marker` must agree. */
export function byMarker(
  answer: Answer<{ IsTruncated?: boolean | undefined; Marker?: string | undefined }>,
): Next {
  const truncated = answer.boolean("IsTruncated");
  const token = answer.optionalString("Marker");
  if (truncated && token === undefined) return { broken: "IsTruncated without Marker" };
  if (!truncated && token !== undefined) return { broken: "Marker without IsTruncated" };
  return nextFrom(token);
}

const nextFrom = (token: string | undefined): Next => (token === undefined ? {} : { token });
