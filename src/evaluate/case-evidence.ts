// Evidence for the cases of a rule: a complete, made-up account that each case changes by path. Values are written plainly;
// where the schema says that a call observes a fact, the value is wrapped here.
import type { Field, RecordType, Type } from "../condition/index.ts";
import type {
  AccountLine,
  Case,
  DestinationLine,
  Observed,
  OrganizationLine,
  Partition,
  Reason,
  State,
} from "../model/index.ts";
import { ACCOUNT_TYPE, DESTINATION_TYPE, ORGANIZATION_TYPE } from "./environment.ts";

type Plain = Record<string, unknown>;

/** data/case-evidence.json. */
export interface CaseEvidence {
  readonly asOf: string;
  readonly member: { readonly account: Plain; readonly organization: Plain };
  readonly management: { readonly account: Plain; readonly organization: Plain };
  readonly standalone: { readonly account: Plain; readonly organization: Plain };
}

/** The lines a case is judged on. */
export interface CaseLines {
  readonly account: AccountLine;
  readonly organization: OrganizationLine;
  readonly destinations: readonly DestinationLine[];
}

const DEFAULT_REASONS: Readonly<Record<Exclude<State, "collected" | "absent">, Reason>> = {
  denied: { cause: "permission", message: "AccessDenied" },
  failed: { cause: "reach", message: "no answer" },
  skipped: { cause: "configuration", message: "not asked for" },
};

/** Builds the lines of one case. Throws an Error that names the path when the case changes a fact there is not. */
export function buildCase(base: CaseEvidence, definition: Case): CaseLines {
  const { subject = "member", partition } = definition;
  const build = (document: "account" | "organization", type: RecordType): Plain => {
    const wrapped = wrapRecord(type, base.member[document], base.asOf);
    const changes = [subject === "member" ? {} : base[subject][document], definition[document] ?? {}];
    for (const [path, value] of changes.flatMap((change) => Object.entries(change))) {
      setPath({ type, node: wrapped, asOf: base.asOf, document }, path.split("."), value);
    }
    return wrapped;
  };
  const account = { kind: "account", ...build("account", ACCOUNT_TYPE) } as unknown as AccountLine;
  const organization = {
    kind: "organization",
    ...build("organization", ORGANIZATION_TYPE),
  } as unknown as OrganizationLine;
  const destinations = (definition.destinations ?? []).map((plain) => destination(plain, base.asOf));
  const lines = { account, organization, destinations };
  return partition === undefined ? lines : inPartition(lines, partition);
}

function inPartition({ account, organization, destinations }: CaseLines, partition: Partition): CaseLines {
  return {
    account: { ...account, partition },
    organization: { ...organization, partition },
    destinations: destinations.map((line) => ({ ...line, partition })),
  };
}

/** What a case does not say of a destination was not asked for. */
function destination(plain: Plain, asOf: string): DestinationLine {
  const unasked = [...DESTINATION_TYPE.fields].filter(([, field]) => field.observed);
  const whole = { ...Object.fromEntries(unasked.map(([name]) => [name, { state: "skipped" }])), ...plain };
  return {
    kind: "destination",
    ...wrapRecord(DESTINATION_TYPE, whole, asOf),
  } as unknown as DestinationLine;
}

function wrapRecord(type: RecordType, plain: Plain, asOf: string): Plain {
  const wrapped: Plain = {};
  for (const [name, value] of Object.entries(plain)) {
    const field = type.fields.get(name);
    if (field === undefined) throw new Error(`${type.name} has no field ${name}`);
    wrapped[name] = wrapField(field, value, asOf);
  }
  return wrapped;
}

const wrapField = (field: Field, value: unknown, asOf: string): unknown =>
  field.observed ? observe(field.type, value, asOf) : wrapValue(field.type, value, asOf);

function wrapValue(type: Type, value: unknown, asOf: string): unknown {
  if (type.kind === "list" && Array.isArray(value)) return value.map((one) => wrapValue(type.of, one, asOf));
  if (type.kind === "record" && isPlain(value)) return wrapRecord(type, value, asOf);
  return value;
}

/** A plain value is collected; `{state: denied}` and the like stand for themselves, with the usual reason. */
function observe(type: Type, value: unknown, asOf: string): Observed<unknown> {
  if (!isPlain(value) || !isState(value["state"])) {
    return { state: "collected", observedAt: asOf, calls: [], value: wrapValue(type, value, asOf) };
  }
  const {
    state,
    value: inner,
    ...rest
  } = value as { state: State; value?: unknown; observedAt?: string; reason?: Reason };
  const reason = state === "collected" || state === "absent" ? undefined : DEFAULT_REASONS[state];
  return {
    state,
    observedAt: asOf,
    calls: [],
    ...(reason !== undefined && { reason }),
    ...(inner !== undefined && { value: wrapValue(type, inner, asOf) }),
    ...rest,
  };
}

const STATES: ReadonlySet<unknown> = new Set<State>(["collected", "absent", "denied", "failed", "skipped"]);
const isState = (value: unknown): boolean => STATES.has(value);
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface Place {
  readonly type: RecordType;
  readonly node: Plain;
  readonly asOf: string;
  /** What the path reads like so far, for errors. */
  readonly document: string;
}

/** Replaces the fact at the path; steps through observed values. `null` removes the key. */
function setPath(place: Place, [name = "", ...rest]: readonly string[], value: unknown): void {
  const { type, node, asOf, document } = place;
  const field = type.fields.get(name);
  if (field === undefined) throw new Error(`${document} has no fact ${name}`);
  if (rest.length === 0) {
    if (value === null) Reflect.deleteProperty(node, name);
    else node[name] = wrapField(field, value, asOf);
    return;
  }
  const inner = field.observed ? (node[name] as Plain)["value"] : node[name];
  if (field.type.kind !== "record" || !isPlain(inner))
    throw new Error(`${document}.${name} has nothing inside to change`);
  setPath({ type: field.type, node: inner, asOf, document: `${document}.${name}` }, rest, value);
}
