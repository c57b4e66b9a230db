// rootproof init and rootproof attest: what they write loads, and allows nothing by itself.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { loadConfiguration } from "../../src/load/index.ts";
import { UsageError } from "../../src/model/index.ts";
import { configurationText, suggestionsText } from "../../src/scan/configuration-template.ts";
import { attest, type AttestOptions, init } from "../../src/scan/index.ts";
import { prepare } from "../../src/scan/prepare.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rootproof-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const KEPT = `id: my-key-kept
title: The key is kept
severity: low
scope: account
rationale: r
attestation: { statement: The key is in the safe., people: 2, days: 90 }
passesWhen: |
  has(account.attestation)
message: nobody states that the key is kept
remediation:
  - step: Ask.
references: []
`;
const withRule = (): { cwd: string; rules: string[] } => {
  mkdirSync(join(folder, "mine"), { recursive: true });
  writeFileSync(join(folder, "mine", "my-key-kept.yaml"), KEPT);
  return { cwd: folder, rules: ["mine"] };
};

describe("init", () => {
  it("writes a file that changes nothing, names no path of this machine, and overwrites none", async () => {
    const path = await init({ cwd: folder });
    const text = readFileSync(path, "utf8");
    expect(text).not.toMatch(/\$schema|\.\.\//);
    expect(text.split("\n").every((line) => line === "" || line.startsWith("#"))).toBe(true);
    const { configuration, problems } = loadConfiguration(path, folder);
    expect([configuration, problems]).toEqual([{}, []]);
    await expect(init({ cwd: folder })).rejects.toThrow("is there already");
  });

  it("explains every section by an example that loads once its mark is removed", () => {
    const options = withRule();
    const rules = prepare(options).rules.map(({ definition }) => definition);
    const text = configurationText(rules).replaceAll(/^# /gm, "");
    writeFileSync(join(folder, "rootproof.yaml"), text);
    const { configuration } = prepare(options).configuration;
    expect(Object.keys(configuration).sort()).toEqual([
      "attestations",
      "benchmarks",
      "exclusions",
      "incidents",
      "outputs",
      "parameters",
      "plannedUses",
      "rules",
      "waivers",
    ]);
    expect(configuration.parameters).toMatchObject({
      expectedContactInformation: { companies: ["Example Corp*"], countries: ["DE"] },
      expectedOrganization: { id: "o-exampleorgid", managementAccount: "111122223333" },
    });
  });

  it("suggests in comments alone, whatever the evidence holds", () => {
    const text = suggestionsText(new Map([["allowedContacts.security", ["*@a\nwaivers: []\u2028"]]]));
    expect(text).toContain('##   allowedContacts.security: ["*@a?waivers: []?"]');
    expect(text.split("\n").every((line) => line === "" || line.startsWith("##"))).toBe(true);
  });

  it("refuses evidence that is none, and then writes nothing", async () => {
    writeFileSync(join(folder, "e.ndjson"), "{}\n");
    await expect(init({ cwd: folder, evidence: "e.ndjson" })).rejects.toThrow(UsageError);
    expect(existsSync(join(folder, "rootproof.yaml"))).toBe(false);
  });
});

describe("attest", () => {
  const written = (more: Partial<AttestOptions> = {}) =>
    attest({
      ...withRule(),
      statement: "my-key-kept",
      accounts: ["111122223333"],
      by: ["Ana", "Ben"],
      on: "2026-01-10",
      expires: "2026-04-01",
      ...more,
    });

  it("prints an entry that loads, and what is stated", () => {
    const { entry, shown } = written({ evidence: 'box "7": x' });
    expect(entry).toBe(`  - statement: my-key-kept
    accounts: ["111122223333"]
    by: ["Ana", "Ben"]
    on: "2026-01-10"
    expires: "2026-04-01"
    evidence: "box \\"7\\": x"
`);
    expect(shown.slice(0, 2)).toEqual([
      "what is stated: The key is in the safe.",
      "by Ana, Ben (2 asked for), for 111122223333, on 2026-01-10, until 2026-04-01",
    ]);
    writeFileSync(join(folder, "rootproof.yaml"), `attestations:\n${entry}`);
    expect(prepare(withRule()).configuration.configuration.attestations?.[0]?.evidence).toBe('box "7": x');
  });

  it.each([
    'x","y',
    "x: &a [*a, !!js/function 'f'] # --- \n- statement: other",
    "a\r\nb\u2028c\u2029d\u0085e",
    "\u202egnp.tnuocca\u2066\u2069 pay\u200bments\ufeff",
    "\u001b[2Jred\u009b31m\u007f",
    "\u{e0041} \ud83d\ude00 é",
    "${HOME} {{x}} %0A::error::y",
  ])("writes %j so that it loads as it is, in one line that shows all of it", (text) => {
    const { entry } = written({ by: [text, "Ben"], evidence: text });
    expect(entry.split("\n")).toHaveLength(7);
    expect(entry.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect((parse(`attestations:\n${entry}`) as { attestations: object[] }).attestations).toEqual([
      expect.objectContaining({ by: [text, "Ben"], evidence: text }),
    ]);
  });

  it("says how long the rule lets it hold, and takes that where nothing is said", () => {
    expect(written({ expires: "2026-12-31" }).shown[2]).toBe(
      "the rule lets it hold for 90 days, until 2026-04-10",
    );
    const { entry } = attest({
      ...withRule(),
      statement: "my-key-kept",
      accounts: ["*"],
      by: ["A", "B"],
      on: "2026-01-10",
    });
    expect(entry).toContain('expires: "2026-04-09"');
  });

  it.each<[string, Partial<AttestOptions>, string]>([
    [
      "a rule there is not",
      { statement: "my-key-keept" },
      "unknown rule 'my-key-keept'; did you mean 'my-key-kept'?",
    ],
    ["a rule that asks for none", { statement: "root-mfa-enabled" }, "asks for no statement"],
    ["too few people", { by: ["Ana"] }, "asks for 2 people, and 1 is named"],
    ["one person twice", { by: ["Ana", "Ben", "ana "] }, "'ana' is named twice"],
    ["an account in words", { accounts: ["payments"] }, "'--accounts[0]' must be an account number"],
    ["a day there is not", { on: "2026-02-30" }, "'--on' must be a day"],
    ["an end before its beginning", { expires: "2026-01-09" }, "'--expires' is before 'on'"],
  ])("refuses %s", (_, more, message) => {
    expect(() => written(more)).toThrow(message);
  });
});
