// A difference for tools that read SARIF; never for code scanning, which would take what is fixed for an alert.
import type { Result } from "sarif";
import { type Change, type ChangedFinding, type Difference, shortenNetworks } from "../../model/index.ts";
import { jsonObject, member } from "../json-text.ts";
import { newFingerprints } from "../sarif/fingerprint.ts";
import { clean, inChunks, sentence } from "../text.ts";
import { sectionsOf, subjectOf } from "./sections.ts";

const BASELINE_STATES: Readonly<Record<Change, Result.baselineState>> = {
  worsened: "updated",
  new: "new",
  changed: "updated",
  improved: "updated",
  gone: "absent",
  fixed: "absent",
};

export function* renderSarif(difference: Difference): Iterable<string> {
  const rules = [...new Set(difference.changes.map(({ rule }) => rule))].sort();
  const fingerprint = newFingerprints();
  const { version } = difference.new.tool;
  yield* inChunks(
    jsonObject([
      member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      ),
      member("version", "2.1.0"),
      member("runs", [
        {
          tool: {
            driver: {
              name: "rootproof-diff",
              version: clean(version),
              semanticVersion: clean(version),
              informationUri: "https://rootproof.example.com",
              rules: rules.map((id) => ({ id: clean(id), shortDescription: { text: clean(id) } })),
            },
          },
          automationDetails: {
            id: `rootproof-diff/${subjectOf(difference).replace(/[^A-Za-z0-9-]/g, "-")}/`,
          },
          results: difference.changes.map((one) => sarifResult(one, rules, fingerprint)),
          properties: {
            old: difference.old,
            new: difference.new,
            accounts: difference.accounts,
            rules: difference.rules,
            notes: difference.notes.map(clean),
            unchanged: difference.unchanged,
            worse: difference.worse,
          },
        },
      ]),
    ]),
  );
}

function sarifResult(
  one: ChangedFinding,
  rules: readonly string[],
  fingerprint: ReturnType<typeof newFingerprints>,
): Result {
  const kind = one.change === "fixed" ? "pass" : one.is === "fail" ? "fail" : "open";
  const text = sectionText(one);
  return {
    ruleId: clean(one.rule),
    ruleIndex: rules.indexOf(one.rule),
    kind,
    level: kind === "fail" ? "error" : "none",
    baselineState: BASELINE_STATES[one.change],
    message: { text: sentence(shortenNetworks(text).replace(/\](?=\()/g, "] ")) },
    partialFingerprints: { primaryLocationLineHash: fingerprint(one.rule, one.subject, "") },
    properties: { change: one.change, was: one.was, is: one.is, severity: one.severity },
  };
}

/** As the sections have it. */
function sectionText(one: ChangedFinding): string {
  const only = { changes: [one], accounts: [], rules: { came: [], went: [] }, notes: [] };
  const [section] = sectionsOf(only as unknown as Difference);
  const [line] = section?.lines ?? [];
  return [line?.text ?? "", ...(line?.below ?? [])].join(". ");
}
