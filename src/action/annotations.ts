// The worst results as annotations of the run: GitHub shows ten of a kind and drops the rest without a word.
import { readFileSync } from "node:fs";
import type { Log, Result } from "sarif";
import type { AnnotationKind, Runner } from "./runner.ts";

/** One place among the errors is kept for why the step fails. */
const MOST: Readonly<Record<AnnotationKind, number>> = { error: 9, warning: 10, notice: 10 };
const KINDS: Readonly<Record<string, AnnotationKind>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** From the SARIF report, which is worst first. Returns how many had no room. */
export function annotate(runner: Runner, sarif: string): number {
  const { runs } = JSON.parse(readFileSync(sarif, "utf8")) as Log;
  const results = runs.flatMap(({ results: own = [] }) => own);
  const shown = new Map<AnnotationKind, number>();
  let left = 0;
  for (const result of results) {
    const kind = KINDS[result.level ?? "warning"] ?? "notice";
    const number = shown.get(kind) ?? 0;
    shown.set(kind, number + 1);
    if (number < MOST[kind]) annotateOne(runner, kind, result);
    else left++;
  }
  return left;
}

function annotateOne(runner: Runner, kind: AnnotationKind, { message, locations, ruleId }: Result): void {
  const place = locations?.[0]?.physicalLocation;
  const text = `${ruleId ?? ""}: ${message.text ?? ""}`;
  const file = place?.artifactLocation?.uri;
  if (file === undefined) runner.annotate(kind, text);
  else runner.annotate(kind, text, { file: decodeURIComponent(file), line: place?.region?.startLine ?? 1 });
}
