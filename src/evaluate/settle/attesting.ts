// What people state, in a finding: it makes an unknown that nobody can observe a pass, and is shown with a pass that stands on it.
import { type AttestationReference, differentPeople, shortenAddresses } from "../../model/index.ts";
import type { ValidAttestation } from "../derived/attestation.ts";
import type { Draft } from "../judge.ts";

/** The draft with the statement; `valid` is the newest one that holds for the rule and the account. */
export function attest(draft: Draft, valid: ValidAttestation | undefined): Draft {
  const { definition, finding } = draft;
  if (valid === undefined) return draft;
  const attestation = referenceOf(valid);
  if (definition.attestation !== undefined && finding.outcome === "pass")
    return { ...draft, finding: { ...finding, attestation } };
  if (definition.attestable === undefined || !isUnobservable(draft)) return draft;
  const { by, on, expires } = attestation;
  const message = `${definition.title}: attested by ${by.join(", ")} on ${dayOf(on)}, until ${dayOf(expires)}`;
  return { ...draft, finding: { ...finding, outcome: "pass", message, missing: [], attestation } };
}

/** Nothing but what no API shows keeps it open: no permission and no scan would tell more. */
const isUnobservable = ({ finding: { outcome, missing } }: Draft): boolean =>
  outcome === "unknown" && missing.length > 0 && missing.every(({ cause }) => cause === "not-observable");

function referenceOf({ entry, on, until }: ValidAttestation): AttestationReference {
  const proof = entry.evidence ?? entry.reference;
  return {
    by: differentPeople(entry.by).map(shortenAddresses),
    on: new Date(on).toISOString(),
    expires: new Date(until).toISOString(),
    ...(proof !== undefined && { evidence: shortenAddresses(proof) }),
  };
}

/** `2026-01-31` of an ISO 8601 text. */
export const dayOf = (time: string): string => time.slice(0, 10);
