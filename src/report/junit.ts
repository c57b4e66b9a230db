// junit: for CI systems that know tests. A suite for the population and one for each account, a case for each finding.
// What is not known is an error, and what somebody accepts is skipped with the reason: neither looks like a pass.
import { type Finding, type PopulationEntry, type Subject } from "../model/index.ts";
import { junitText } from "./junit-text.ts";
import { missingTexts } from "./missing.ts";
import { choiceTexts, lossTexts, provenanceOf } from "./provenance.ts";
import { EVIDENCE_COMPLETE, type Report } from "./report.ts";
import { leftOpen, withStanding } from "./standing.ts";
import { askedIn } from "./summary.ts";
import { capital, cut, inChunks, subjectName } from "./text.ts";

const MESSAGE_LENGTH = 500;
const LINE_LENGTH = 2_000;

/** One test case: bare where it passed. */
interface Case {
  readonly name: string;
  readonly className: string;
  readonly result?: {
    readonly element: "failure" | "error" | "skipped";
    readonly type: string;
    readonly message: string;
  };
  readonly lines: readonly string[];
}

/** The result as JUnit XML (Jenkins's schema), in chunks. */
export function renderJunit(report: Report): Iterable<string> {
  return inChunks(document(report));
}

function* document(report: Report): Iterable<string> {
  const { header } = report;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rootproof">\n';
  yield* suite("population", populationCases(report), provenanceOf(header), header.asOf);
  for (const [subject, findings] of bySubject(report)) {
    const className = `rootproof.${subject.scope === "organization" ? "organization" : subject.id}`;
    const cases = findings.map((finding) => caseOf(finding, className));
    const name = subject.scope === "organization" ? `organization ${subject.id}` : subjectName(subject);
    yield* suite(name, cases, [], header.asOf);
  }
  yield "</testsuites>\n";
}

function* suite(
  name: string,
  cases: readonly Case[],
  properties: readonly (readonly [string, string])[],
  asOf: string,
): Iterable<string> {
  const count = (element: string): string =>
    String(cases.filter(({ result }) => result?.element === element).length);
  const numbers = {
    tests: String(cases.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
  yield `<testsuite${attributes({ name, ...numbers, time: "0", timestamp: asOf.slice(0, 19) })}>\n`;
  if (properties.length > 0) {
    yield "<properties>\n";
    for (const [label, value] of properties) yield `<property${attributes({ name: label, value })}/>\n`;
    yield "</properties>\n";
  }
  for (const one of cases) yield caseText(one);
  yield "</testsuite>\n";
}

function caseText({ name, className, result, lines }: Case): string {
  const opening = `<testcase${attributes({ name, classname: className, time: "0" })}`;
  const body = lines.map((line) => junitText(cut(line, LINE_LENGTH))).join("\n");
  if (result !== undefined) {
    const { element, type } = result;
    const message = cut(result.message, MESSAGE_LENGTH);
    return `${opening}><${element}${attributes({ type, message })}>${body}</${element}></testcase>\n`;
  }
  return body === "" ? `${opening}/>\n` : `${opening}><system-out>${body}</system-out></testcase>\n`;
}

/** Findings come subject by subject: no more than one subject's are held. */
function* bySubject({ findings, header }: Report): Iterable<[Subject, Finding[]]> {
  const isAsked = askedIn(header.population);
  let last: [Subject, Finding[]] | undefined;
  for (const finding of findings) {
    if (!isAsked(finding)) continue;
    if (last !== undefined && isSame(last[0], finding.subject)) last[1].push(finding);
    else {
      if (last !== undefined) yield last;
      last = [finding.subject, [finding]];
    }
  }
  if (last !== undefined) yield last;
}

const isSame = (left: Subject, right: Subject): boolean => left.scope === right.scope && left.id === right.id;

/** Who was not looked at: a CI system that counts errors must not miss them. */
function populationCases({ header }: Report): Case[] {
  const className = "rootproof.population";
  const gap =
    (element: "error" | "skipped") =>
    (message: string): Case => ({
      name: "all accounts are known",
      className,
      result: { element, type: "population", message },
      lines: [],
    });
  const gaps = [...lossTexts(header).map(gap("error")), ...choiceTexts(header).map(gap("skipped"))];
  const entries = header.population.flatMap((entry) => populationCase(entry, className));
  return [...gaps, ...entries];
}

function populationCase(entry: PopulationEntry, className: string): Case[] {
  const { state, reason = state } = entry;
  if (state === "judged" || state === "not-asked") return [];
  const element = state === "unreached" ? "error" : "skipped";
  return [
    { name: subjectName(entry), className, result: { element, type: state, message: reason }, lines: [] },
  ];
}

function caseOf(finding: Finding, className: string): Case {
  const result = resultOf(finding);
  const open = leftOpen(finding).map(
    ({ key, message }) => `left open by an earlier result: ${message} (${key})`,
  );
  return {
    name: finding.rule,
    className,
    ...(result !== undefined && { result }),
    lines: [...linesOf(finding), ...open],
  };
}

function resultOf(finding: Finding): Case["result"] {
  const { rule, outcome, message, waiver, severity } = finding;
  if (waiver !== undefined)
    return {
      element: "skipped",
      type: waiver.kind,
      message: `${outcome}, accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`,
    };
  if (outcome === "pass") return undefined;
  if (outcome === "not-applicable") return { element: "skipped", type: outcome, message };
  const said = withStanding(message, finding);
  if (outcome === "fail" && rule !== EVIDENCE_COMPLETE)
    return { element: "failure", type: severity, message: said };
  return { element: "error", type: outcome === "fail" ? "incomplete" : outcome, message: said };
}

function linesOf({
  outcome,
  items,
  itemsComplete,
  missing,
  attestation,
  compensatedBy = [],
}: Finding): string[] {
  if (outcome === "not-applicable") return [];
  const stated =
    attestation === undefined
      ? []
      : [`stated by ${attestation.by.join(", ")} on ${attestation.on}, until ${attestation.expires}`];
  return [
    ...items.map(({ message, waiver }) =>
      waiver === undefined ? message : `${message} (accepted by ${waiver.owner} until ${waiver.expires})`,
    ),
    ...(itemsComplete ? [] : ["there may be more: not everything that would show it was seen"]),
    ...missingTexts(missing),
    ...(compensatedBy.length === 0 ? [] : [`one severity lower, as these pass: ${compensatedBy.join(", ")}`]),
    ...stated,
  ].map(capital);
}

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${junitText(value)}"`)
    .join("");
