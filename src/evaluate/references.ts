// The facts that findings stand on, as they stand in the evidence: by name in each finding, in full once for each subject.
import type {
  AccountLine,
  Observed,
  OrganizationLine,
  Scope,
  SeenFact,
  Subject,
  SubjectEvidence,
} from "../model/index.ts";
import type { Context } from "./context.ts";
import type { CompiledRule } from "./rule.ts";

/** The documents of the evidence by the word that facts begin with. */
type Documents = Readonly<Record<string, AccountLine | OrganizationLine>>;

/** Which rule is asked about whom, and the documents behind it. */
interface QuestionRequest {
  readonly rule: CompiledRule;
  readonly subject: Subject;
  readonly documents: Documents;
}

/** The question without what conditions see. */
export function questionOf({ input }: Pick<Context, "input">, { rule, subject, documents }: QuestionRequest) {
  const { id, severity } = rule.definition;
  const evidence = pathsOf(rule).flatMap(({ fact, keys }) =>
    isSeen(observedAt(documents, keys)) ? [fact] : [],
  );
  return { rule, subject, severity: input.severities[id] ?? severity, evidence };
}

/** What the evidence has of the facts that the rules read of the subject. */
export function evidenceOf(
  { factPaths }: Pick<Context, "factPaths">,
  { scope, id }: Subject,
  documents: Documents,
): SubjectEvidence {
  return { scope, id, facts: factPaths[scope].flatMap((path) => seenAt(documents, path)) };
}

/** A fact's name, and its way through the documents. */
export interface FactPath {
  /** `account.alternateContacts.security` */
  readonly fact: string;
  readonly keys: readonly string[];
}

/** The facts that the rules read, by whose they are. */
export function factPathsOf(rules: readonly CompiledRule[]): Readonly<Record<Scope, readonly FactPath[]>> {
  const all = splitSorted(new Set(rules.flatMap(({ needs }) => [...needs])));
  const of = (scope: Scope): FactPath[] => all.filter(({ keys }) => keys[0] === scope);
  return { account: of("account"), organization: of("organization") };
}

/** Sorted and taken apart once for all accounts. */
const paths = new WeakMap<CompiledRule, readonly FactPath[]>();

function pathsOf(rule: CompiledRule): readonly FactPath[] {
  const known = paths.get(rule);
  if (known !== undefined) return known;
  const made = splitSorted(rule.needs);
  paths.set(rule, made);
  return made;
}

const splitSorted = (needs: ReadonlySet<string>): FactPath[] =>
  [...needs].sort().map((fact) => ({ fact, keys: fact.split(".") }));

const isSeen = (observed: Observed<unknown> | undefined): boolean =>
  observed?.state === "collected" || observed?.state === "absent";

function seenAt(documents: Documents, { fact, keys }: FactPath): SeenFact[] {
  const observed = observedAt(documents, keys);
  if (observed === undefined) return [];
  const { state, observedAt: at, calls } = observed;
  return [{ fact, state, observedAt: at, calls }];
}

/** What the path leads to in the document, when it is an observed value. */
function observedAt(documents: Documents, keys: readonly string[]): Observed<unknown> | undefined {
  let value: unknown = documents;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return isObject(value) && typeof value["state"] === "string"
    ? (value as unknown as Observed<unknown>)
    : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
