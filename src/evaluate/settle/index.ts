// What stands between what rules say of a subject one by one and its findings: statements, ownership, compensation, waivers.
import type { Finding } from "../../model/index.ts";
import type { ValidAttestation } from "../derived/attestation.ts";
import type { Draft } from "../judge.ts";
import { attest } from "./attesting.ts";
import { compensate } from "./compensation.ts";
import { moveItems } from "./ownership.ts";
import { type Acceptance, waive } from "./waiving.ts";

/** What people state and accept about one subject. */
export interface Settlement {
  /** The newest valid statement for a rule. */
  readonly attestationFor: (definition: Draft["definition"]) => ValidAttestation | undefined;
  readonly acceptance: Acceptance;
}

/** The findings of one subject, in the order of the drafts. A waiver changes no outcome; an attestation makes a pass of an unknown. */
export function settle(
  drafts: readonly Draft[],
  { attestationFor, acceptance }: Settlement,
): readonly Finding[] {
  const attested = drafts.map((draft) => attest(draft, attestationFor(draft.definition)));
  return waive(compensate(moveItems(attested)), acceptance);
}
