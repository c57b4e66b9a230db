// The root row of the credential report. AWS makes a report at most every four hours: observedAt is when it was made.
// The row cannot show an inactive key: `false` and N/A never prove that there is none (AWS-FACTS 2).
import { setTimeout as wait } from "node:timers/promises";
import type { Observed, RootCredentialReport } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import { collectedIfWhole, distinctCalls, failed, withoutValue } from "../aws/observe.ts";
import type { AccountContext } from "./context.ts";
import { readRootRow } from "./root-row.ts";

/** A report is ready in some three seconds (AWS-FACTS 2): the waits double from the first to eight times that. */
const POLLS = 12;
const LONGEST_WAIT = 8;

/** GenerateCredentialReport until COMPLETE, then GetCredentialReport. */
export async function collectCredentialReport(
  context: AccountContext,
): Promise<Observed<RootCredentialReport>> {
  const generated = await generate(context);
  if (generated.value === undefined) return withoutValue(generated);
  const report = await ask(context.session, {
    operation: "iam:GetCredentialReport",
    input: {},
    read: (answer) => {
      if (answer.string("ReportFormat") !== "text/csv") throw new Malformed("ReportFormat is not text/csv");
      return { content: answer.bytes("Content"), madeAt: answer.time("GeneratedTime") };
    },
  });
  const calls = distinctCalls([...generated.calls, ...report.calls]);
  const { value } = report;
  if (value === undefined) return { ...withoutValue(report), calls };
  const rootArn = `arn:${context.partition}:iam::${context.id}:root`;
  const look = { at: value.madeAt, calls };
  return collectedIfWhole(look, "iam:GetCredentialReport", () => readRootRow(value.content, rootArn, look));
}

/** COMPLETE, after looking a bounded number of times. */
async function generate({ session }: AccountContext): Promise<Observed<string>> {
  for (let poll = 1; ; poll += 1) {
    const started = await ask(session, {
      operation: "iam:GenerateCredentialReport",
      input: {},
      read: (answer) => answer.string("State"),
    });
    const { value } = started;
    if (value === undefined || value === "COMPLETE") return started;
    const look = { at: started.observedAt, calls: started.calls };
    if (value !== "STARTED" && value !== "INPROGRESS") {
      return failed(look, "malformed", "iam:GenerateCredentialReport: State is not one that AWS names");
    }
    if (poll >= POLLS)
      return failed(look, "reach", `the credential report was not ready after ${poll} looks`);
    await wait(session.run.deadlines.pollMs * Math.min(2 ** (poll - 1), LONGEST_WAIT));
  }
}
