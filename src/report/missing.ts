// What an unknown lacks, in words: the fact, the cause, and the call that would have shown it.
import type { Call, MissingFact } from "../model/index.ts";
import { clean } from "./text.ts";

/** `account.summary is not known (permission): the call was refused; iam:GetAccountSummary in us-east-1 denied, AccessDenied`. */
export function missingText({ fact, cause, reason, call }: MissingFact): string {
  const why = clean(reason).replace(/[.;]+$/, "");
  const how = call === undefined || reason.includes(call.operation) ? "" : `; ${callText(call)}`;
  return `${clean(fact)} is not known (${cause})${why === "" ? "" : `: ${why}`}${how}`;
}

/** `iam:GetAccountSummary in us-east-1: denied, AccessDenied`. */
function callText({ operation, region, outcome, code }: Call): string {
  return clean(`${operation} in ${region}: ${outcome}${code === undefined ? "" : `, ${code}`}`);
}
