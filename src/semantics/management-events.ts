// Which management events a trail records, from its event selectors. It cannot know whether the trail is logging or delivers.
import { every, some, type Truth } from "./truth.ts";

/** An event selector of the first kind. [doc API_EventSelector] */
export interface EventSelector {
  readonly readWriteType?: string;
  readonly includeManagementEvents?: boolean;
  readonly excludeManagementEventSources?: readonly string[];
}

/** One field of an advanced selector; every operator that is present must hold. [doc API_AdvancedFieldSelector] */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

/** What GetEventSelectors answered: one kind or the other, never both. */
export interface TrailSelectors {
  readonly eventSelectors?: readonly EventSelector[];
  readonly advancedEventSelectors?: readonly { readonly fieldSelectors: readonly FieldSelector[] }[];
}

/** Whether read and write management events are recorded, and the sources left out. */
export interface ManagementEvents {
  readonly reads: Truth;
  readonly writes: Truth;
  /** Sources that the reads or the writes lack: `kms.amazonaws.com`, `rdsdata.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly reason: string;
}

/** What one selector records. */
interface Recorded {
  readonly reads: Truth;
  readonly writes: Truth;
  readonly excluded: readonly string[];
  readonly problem?: string;
}

const NOTHING: Recorded = { reads: false, writes: false, excluded: [] };
/** The only sources of management events that a trail can leave out. [doc API_AdvancedFieldSelector] */
const EXCLUDABLE = new Set(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

/**
 * What a trail with these selectors records; several selectors are OR-ed. No selector at all is unknown: an empty answer
 * looks the same (a trail without custom selectors lists its default one). [doc GetEventSelectors]
 */
export function managementEvents(selectors: TrailSelectors): ManagementEvents {
  const basic = selectors.eventSelectors ?? [];
  const advanced = selectors.advancedEventSelectors ?? [];
  if (basic.length > 0 && advanced.length > 0)
    return notUnderstood("both kinds of selectors are set; a trail has one");
  if (basic.length + advanced.length === 0) return notUnderstood("no event selector was listed");
  return combine([...basic.map(ofBasic), ...advanced.map((one) => ofAdvanced(one.fieldSelectors))]);
}

function notUnderstood(reason: string): ManagementEvents {
  return { reads: "unknown", writes: "unknown", excludedSources: [], reason };
}

function combine(recorded: readonly Recorded[]): ManagementEvents {
  const reads = some(recorded.map((one) => one.reads));
  const writes = some(recorded.map((one) => one.writes));
  const lacking = new Set([...lackedBy(recorded, "reads"), ...lackedBy(recorded, "writes")]);
  const problems = recorded.flatMap((one) => one.problem ?? []);
  const told = reads === "unknown" || writes === "unknown" ? problems : [];
  const reason = [`read events: ${word(reads)}, write events: ${word(writes)}`, ...told].join("; ");
  return { reads, writes, excludedSources: [...lacking].sort(), reason };
}

function word(value: Truth): string {
  if (value === "unknown") return "not understood";
  return value ? "recorded" : "not recorded";
}

/** A source is lacking when every selector that records this kind of event leaves it out. */
function lackedBy(recorded: readonly Recorded[], kind: "reads" | "writes"): readonly string[] {
  const [first, ...others] = recorded.filter((one) => one[kind] === true);
  return (first?.excluded ?? []).filter((source) => others.every((one) => one.excluded.includes(source)));
}

function ofBasic(selector: EventSelector): Recorded {
  const { readWriteType, includeManagementEvents, excludeManagementEventSources: excluded = [] } = selector;
  if (includeManagementEvents === false) return NOTHING;
  if (includeManagementEvents !== true) return unknownSelector("IncludeManagementEvents is missing");
  if (!excluded.every((source) => EXCLUDABLE.has(source)))
    return unknownSelector("it leaves out an unknown source");
  switch (readWriteType) {
    case "All":
      return { reads: true, writes: true, excluded };
    case "ReadOnly":
      return { reads: true, writes: false, excluded };
    case "WriteOnly":
      return { reads: false, writes: true, excluded };
    default:
      return unknownSelector(`ReadWriteType ${readWriteType ?? "is missing"}`);
  }
}

function unknownSelector(problem: string): Recorded {
  return {
    reads: "unknown",
    writes: "unknown",
    excluded: [],
    problem: `a selector is not understood: ${problem}`,
  };
}

function ofAdvanced(fields: readonly FieldSelector[]): Recorded {
  const category = fields.filter((one) => one.field === "eventCategory").map(managementCategory);
  const isManagement = category.length === 0 ? "unknown" : every(category);
  if (isManagement === false) return NOTHING;
  if (isManagement === "unknown") return unknownSelector("its eventCategory");
  const others = fields.filter((one) => one.field !== "eventCategory");
  const strange = others.find((one) => one.field !== "readOnly" && one.field !== "eventSource");
  if (strange !== undefined) return unknownSelector(`field ${strange.field}`);
  return withFilters(others);
}

function managementCategory(selector: FieldSelector): Truth {
  const value = onlyValue(selector);
  return value === undefined ? "unknown" : value === "Management";
}

function withFilters(fields: readonly FieldSelector[]): Recorded {
  const readOnly = fields.filter((one) => one.field === "readOnly").map(onlyValue);
  const sources = fields.filter((one) => one.field === "eventSource").map(excludedSources);
  if (readOnly.some((value) => value !== "true" && value !== "false")) return unknownSelector("its readOnly");
  if (sources.includes(undefined)) return unknownSelector("its eventSource");
  const excluded = sources.flatMap((list) => list ?? []);
  return { reads: !readOnly.includes("false"), writes: !readOnly.includes("true"), excluded };
}

/** The one value of a field that has `equals` with one value and nothing else. */
function onlyValue(selector: FieldSelector): string | undefined {
  return usesOnly(selector, "equals") && selector.equals?.length === 1 ? selector.equals[0] : undefined;
}

function excludedSources(selector: FieldSelector): readonly string[] | undefined {
  const list = usesOnly(selector, "notEquals") ? selector.notEquals : undefined;
  return list !== undefined && list.length > 0 && list.every((source) => EXCLUDABLE.has(source))
    ? list
    : undefined;
}

function usesOnly(selector: FieldSelector, operator: keyof FieldSelector): boolean {
  const used = Object.entries(selector).filter(([name, value]) => name !== "field" && isUsed(value));
  return used.length === 1 && used[0]?.[0] === operator;
}

/** The SDK leaves unused operators out; evidence may hold them as empty lists. */
function isUsed(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
