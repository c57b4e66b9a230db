// A report on a few accounts of what was judged: for reading at a terminal, never for files that speak of all of them.
import { didYouMean, UsageError } from "../model/index.ts";
import type { Judged } from "./judging.ts";
import type { Destination } from "./reporting.ts";

/** The findings of these accounts and of the organization. Throws UsageError for an account that is not in the population. */
export function onlyAccounts(judged: Judged, accounts: readonly string[]): Judged {
  const { header, findings } = judged;
  const known = header.population.map(({ id }) => id);
  const stranger = accounts.find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new UsageError(`--account ${stranger}: not in the evidence${didYouMean(stranger, known)}`);
  const wanted = new Set(accounts);
  return {
    ...judged,
    header: {
      ...header,
      population: header.population.filter(({ id }) => wanted.has(id)),
      leftOut: header.population.length - wanted.size,
    },
    findings: {
      *[Symbol.iterator]() {
        for (const finding of findings)
          if (finding.subject.scope === "organization" || wanted.has(finding.subject.id)) yield finding;
      },
    },
  };
}

/** A file that leaves accounts out would close their alerts. Throws UsageError. */
export function refuseForFiles(formats: readonly Destination[]): void {
  const other = formats.find(({ format }) => format !== "table");
  if (other !== undefined)
    throw new UsageError(`--account: only the table may leave accounts out; remove --format ${other.format}`);
}
