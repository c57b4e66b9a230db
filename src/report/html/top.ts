// What the page begins with: the verdict, and who made it of what.
import type { ResultHeader } from "../../model/index.ts";
import type { Report } from "../report.ts";
import { verdictText } from "../table/verdict.ts";
import { subjectName } from "../text.ts";
import { html, type Markup, NOTHING } from "./markup.ts";
import { counted, dayOf, timeOf } from "./marks.ts";
import type { Overview } from "./overview.ts";

/** The verdict in words, and the same counts as the table's. */
export function verdict(report: Report, seen: Overview): Markup {
  const { words, look } = judgement(report.header, seen);
  return html`<div class="verdict ${look}" id="verdict">
    <p class="words">${words}</p>
    <p class="counts">Findings: ${verdictText(seen.summary)}.</p>
    ${comparedText(report.header, seen)}
    <p class="counts">${thresholdText(report)}</p>
  </div>`;
}

function comparedText({ baseline }: ResultHeader, { compared }: Overview): Markup {
  if (baseline === undefined) return NOTHING;
  const states = ["new", "worsened", "changed", "unchanged"].map(
    (state) => `${state} ${compared.get(state) ?? 0}`,
  );
  return html`<p class="counts">
    Open findings against the baseline of ${timeOf(baseline.asOf)}: ${states.join(", ")}.
  </p>`;
}

interface Judgement {
  readonly words: string;
  readonly look: "fail" | "unknown" | "pass";
}

/** A good word only where everything was seen. */
function judgement(header: ResultHeader, seen: Overview): Judgement {
  const { summary } = seen;
  const { outcomes, waived, findings } = summary;
  const fails = outcomes.fail - waived.fail;
  if (fails > 0)
    return {
      look: "fail",
      words: `Not as it should be: ${counted(fails, "finding")} ${fails === 1 ? "fails" : "fail"}, in ${wherever(seen)}.`,
    };
  if (findings === 0) return { look: "unknown", words: "Nothing was judged: nothing is claimed." };
  if (seen.leftOpenItems > 0)
    return {
      look: "unknown",
      words: `Nothing that was judged fails, but earlier results left ${counted(seen.leftOpenItems, "item")} open that nobody accepted.`,
    };
  if (hasGaps(header, summary))
    return {
      look: "unknown",
      words: "Not proven: nothing that was judged fails, but not everything could be judged.",
    };
  const accepted = waived.fail > 0 ? ` Accepted for a time: ${counted(waived.fail, "fail")}.` : "";
  return { look: "pass", words: `Everything that was asked for was judged, and nothing fails.${accepted}` };
}

/** `3 accounts and the organization` */
function wherever({ failing, organizations }: Overview): string {
  const central = [...organizations.keys()].filter((id) => failing.has(id)).length;
  const accounts = failing.size - central;
  if (central === 0) return counted(accounts, "account");
  return accounts === 0 ? "the organization" : `${counted(accounts, "account")} and the organization`;
}

function hasGaps(header: ResultHeader, { outcomes, notAsked, incomplete }: Overview["summary"]): boolean {
  const { populationGap, shardProblems = [], leftOut = 0, population } = header;
  const counts = [outcomes.unknown, outcomes.error, incomplete, notAsked, leftOut, shardProblems.length];
  const unreached = population.some(({ state }) => state === "unreached");
  return counts.some((number) => number > 0) || populationGap !== undefined || unreached;
}

function thresholdText({ failOn, header }: Report): string {
  const unknown = header.settings.allowUnknown.value ? "unknowns do not count" : "unknowns count";
  return failOn === "never"
    ? `Fails did not count for the command's exit code (--fail-on never); ${unknown}.`
    : `For the command's exit code, fails of severity ${failOn} or worse count; ${unknown}.`;
}

/** Who, when, which version, from which rules. */
export function provenance({ header }: Report): Markup {
  const { tool, caller, configuration, rulesSha256, baseline } = header;
  const file = configuration.file ?? "no configuration file";
  return html`<h2 id="provenance">How this was made</h2>
    <dl>
      <dt>Tool</dt>
      <dd>${tool.name} ${tool.version}</dd>
      <dt>As of</dt>
      <dd>${timeOf(header.asOf)}</dd>
      <dt>Read by</dt>
      <dd><code>${caller.arn}</code> (account ${caller.account})</dd>
      <dt>Scope</dt>
      <dd>${header.scope}, partition ${header.partition}</dd>
      <dt>Configuration</dt>
      <dd>${file}${sha(configuration.sha256)}</dd>
      <dt>Rules</dt>
      <dd>${counted(header.rules.length, "rule")}${sha(rulesSha256)}</dd>
      <dt>Compared with</dt>
      <dd>
        ${baseline === undefined ? "nothing: no baseline was given" : html`${baseline.file}, as of ${timeOf(baseline.asOf)}${sha(baseline.sha256)}${gone(baseline.gone)}`}
      </dd>
      ${
        header.redacted === true
          ? html`<dt>Masked</dt>
              <dd>account numbers and names</dd>`
          : undefined
      }
    </dl>`;
}

const gone = (ids: readonly string[]): Markup | undefined =>
  ids.length === 0 ? undefined : html`<br />Not in the population any more: ${ids.join(", ")}`;

const sha = (hash: string | undefined): Markup | undefined =>
  hash === undefined ? undefined : html`<br />SHA-256 <code>${hash}</code>`;

/** Title of the page: whom it is about, and of when. */
export function titleOf({ scope, organization, population: all, caller, asOf }: ResultHeader): string {
  const [only] = all;
  const subject =
    scope === "organization"
      ? `organization ${organization ?? `of account ${caller.account}`}`
      : `account ${only === undefined ? caller.account : subjectName(only)}`;
  return `AWS root user: ${subject}, ${dayOf(asOf)}`;
}
