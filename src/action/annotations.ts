// The worst results as annotations of the run: GitHub shows ten of a kind and drops the rest without a word.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Log, Result } from "sarif";
import type { AnnotationKind, AnnotationPlace, Runner } from "./runner.ts";

/** What GitHub shows of a kind. */
const SHOWN = 10;

/** One place among the errors is kept for why the step fails. */
const MOST: Readonly<Record<AnnotationKind, number>> = { error: SHOWN - 1, warning: SHOWN, notice: SHOWN };
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

/** Why the step could not be done, each line at its place in the file it speaks of; what has no room is in the log. */
export function annotateErrors(runner: Runner, lines: readonly string[]): void {
  const room = lines.length > SHOWN ? SHOWN - 1 : SHOWN;
  for (const line of lines.slice(0, room)) runner.annotate("error", line, placeOf(line, runner.workspace));
  const rest = lines.slice(room);
  if (rest.length === 0) return;
  for (const line of rest) runner.say(line);
  runner.annotate("error", `${rest.length} more of these are in the log`);
}

/** `rootproof.yaml:3:5: …`; only a file of the checkout has a place. */
function placeOf(line: string, workspace: string): AnnotationPlace | undefined {
  const [, name, number] = /^(.+?):(\d+):\d+: /.exec(line) ?? [];
  if (name === undefined) return undefined;
  const file = relative(workspace, resolve(workspace, name)).replaceAll("\\", "/");
  return file.startsWith("..") ? undefined : { file, line: Number(number) };
}
