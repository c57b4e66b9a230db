// The last lines: how many findings of each outcome.
import { SEVERITIES, type Outcome, type Severity } from "../../model/index.ts";
import type { Summary } from "../summary.ts";
import type { Layout } from "./layout.ts";
import { whole } from "./layout.ts";

/** `fail 4 (critical 1, high 3), error 0, unknown 2 (high 2), pass 30, not-applicable 5`. */
export function verdictLines(layout: Layout, summary: Summary): string[] {
  return whole(layout, verdictText(summary), 0).map((line) => layout.paint("strong", line));
}

/** The same, as one text. */
export function verdictText(summary: Summary): string {
  const { outcomes, fails, errors, unknowns, waived } = summary;
  return [
    counted("fail", outcomes.fail - waived.fail, fails),
    counted("error", outcomes.error, errors),
    counted("unknown", outcomes.unknown - waived.unknown, unknowns),
    `pass ${outcomes.pass}`,
    `not-applicable ${outcomes["not-applicable"]}`,
    ...(waived.fail + waived.unknown === 0
      ? []
      : [`waived ${waived.fail + waived.unknown} (fail ${waived.fail}, unknown ${waived.unknown})`]),
  ].join(", ");
}

function counted(outcome: Outcome, number: number, bySeverity: Readonly<Record<Severity, number>>): string {
  const parts = SEVERITIES.filter((severity) => bySeverity[severity] > 0);
  const details = parts.map((severity) => `${severity} ${bySeverity[severity]}`).join(", ");
  return number === 0 ? `${outcome} 0` : `${outcome} ${number} (${details})`;
}
