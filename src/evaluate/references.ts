// The facts that findings stand on, as they stand in the evidence: by name in each finding, in full once for each subject.
import type {
  AccountLine,
  Observed,
  OrganizationLine,
  SeenFact,
  Subject,
  SubjectEvidence,
} from "../model/index.ts";
import type { Context } from "./context.ts";
import { type FactPath, pathsOf } from "./fact-paths.ts";
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
