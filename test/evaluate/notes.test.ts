// What the owners of entries in rootproof.yaml are told after a scan, and what is not claimed without having seen all.
import { expect, it } from "@jest/globals";
import { Ledger } from "../../src/evaluate/settle/entries.ts";
import { notesOf, type NotesInput } from "../../src/evaluate/settle/notes.ts";
import type { Configuration, PopulationEntry } from "../../src/model/index.ts";
import { ruleOf } from "./judging.ts";

const rule = ruleOf({
  id: "key-kept",
  attestation: { statement: "s", people: 1, days: 90 },
  passesWhen: "has(account.attestation)",
}).definition;
const judged: PopulationEntry[] = [{ id: "111122223333", state: "judged" }];
const signed = { owner: "Ana", reason: "r", expires: "2026-02-01" };
const waiver = { ...signed, rules: ["key-kept"], accounts: ["111122223333"] };
const use = {
  accounts: ["111122223333"],
  from: "2026-01-10",
  to: "2026-01-11",
  owner: "Ana",
  reason: "r",
  reference: "CHG-1",
  expects: ["sign-in" as const],
};

const told = (configuration: Configuration, more: Partial<NotesInput> = {}): string[] =>
  notesOf({
    configuration,
    asOf: Date.UTC(2026, 0, 15, 12),
    ledger: new Ledger(),
    rules: [rule],
    population: judged,
    populationComplete: true,
    central: [],
    ...more,
  }).map(({ kind, section, index, message }) => `${section}[${index}] ${kind}: ${message}`);

it.each<[string, Configuration, string[]]>([
  [
    "expired",
    { waivers: [{ ...waiver, expires: "2026-01-10" }] },
    [
      "waivers[0] expired: the waiver of key-kept for 111122223333 by Ana expired on 2026-01-10: renew it or remove it",
    ],
  ],
  [
    "not valid yet",
    { exclusions: [{ ...signed, accounts: ["*"], starts: "2026-01-20" }] },
    ["exclusions[0] not-yet-valid: the exclusion for * by Ana is not valid before 2026-01-20"],
  ],
  [
    "unused",
    { waivers: [waiver] },
    [
      "waivers[0] unused: the waiver of key-kept for 111122223333 by Ana covers nothing in this scan: remove it",
    ],
  ],
  ["of a rule that was not selected", { waivers: [{ ...waiver, rules: ["other"] }] }, []],
  [
    "attested for longer than the rule lets it",
    {
      attestations: [
        { statement: "key-kept", accounts: ["*"], by: ["Ana"], on: "2026-01-20", expires: "2027-01-01" },
      ],
    },
    [
      "attestations[0] not-yet-valid: the attestation of key-kept for * is not valid before 2026-01-20",
      "attestations[0] too-long: the attestation of key-kept for * holds for 90 days, until 2026-04-20, whatever it says",
    ],
  ],
  [
    "planned without an event",
    { plannedUses: [use] },
    [
      "plannedUses[0] without-event: the planned use of CHG-1 for 111122223333 by Ana had no event: if root was not used, remove it",
    ],
  ],
  ["planned and not over", { plannedUses: [{ ...use, to: "2026-01-15" }] }, []],
  [
    "an incident to come",
    { incidents: [{ id: "INC-1", accounts: ["*"], startedAt: "2026-01-16" }] },
    ["incidents[0] not-yet-valid: the incident of INC-1 for * begins on 2026-01-16"],
  ],
])("%s", (_, configuration, lines) => {
  expect(told(configuration)).toEqual(lines);
});

it("claims that nothing was covered only where all was seen, and nothing was in doubt", () => {
  const entry = { section: "waivers" as const, index: 0, value: waiver, from: 0, until: Infinity };
  const unreached: PopulationEntry[] = [...judged, { id: "444455556666", state: "unreached" }];
  expect(told({ waivers: [waiver] }, { population: unreached })).toEqual([]);
  expect(told({ waivers: [{ ...waiver, accounts: ["*"] }] }, { populationComplete: false })).toEqual([]);
  expect(told({ waivers: [waiver] }, { populationComplete: false })).toHaveLength(1);
  const [used, doubted, overlapped] = [new Ledger(), new Ledger(), new Ledger()];
  used.use(entry);
  doubted.doubt(entry);
  overlapped.use({ ...entry, index: 1 });
  overlapped.overlap({ ...entry, index: 1 }, entry);
  expect(told({ waivers: [waiver] }, { ledger: used })).toEqual([]);
  expect(told({ waivers: [waiver] }, { ledger: doubted })).toEqual([]);
  expect(told({ waivers: [waiver, waiver] }, { ledger: overlapped })[1]).toMatch(
    /^waivers\[1\] overlapping: .* covers what waivers\[0\] covers too/,
  );
});

it("says when the account that others are governed from is left out", () => {
  const population: PopulationEntry[] = [{ id: "999999999999", state: "excluded" }];
  const exclusions = [{ ...signed, accounts: ["9*"] }];
  const ledger = new Ledger();
  ledger.use({ section: "exclusions", index: 0, value: exclusions[0], from: 0, until: 0 });
  expect(told({ exclusions }, { population, ledger, central: ["999999999999"] })).toEqual([
    "exclusions[0] central-account: the exclusion for 9* by Ana leaves out 999999999999, from which others are governed",
  ]);
});
