// table: groups, limits, widths and colours; its whole text is in the snapshots.
import { expect, it } from "@jest/globals";
import type { Finding } from "../../src/model/index.ts";
import { displayWidth } from "../../src/report/text.ts";
import { FORMATS, type RenderOptions, type Report } from "../../src/report/index.ts";
import {
  account,
  benchmarkReport,
  finding,
  item,
  memberReport,
  missing,
  organizationReport,
  reportOf,
  sampleRules,
  textOf,
} from "./sample.ts";
import { hostileReport } from "./hostile.ts";

const { mfa, keys } = sampleRules;
const table = (report: Report, options?: RenderOptions): string => textOf(FORMATS.table(report, options));
const accounts = (number: number, of: (at: number) => Partial<Finding>): Finding[] =>
  Array.from({ length: number }, (_, at) => finding(mfa, account(String(100000000000 + at)), of(at)));

it("groups accounts that fail alike and counts those it does not list", () => {
  const text = table(reportOf(accounts(401, () => ({ outcome: "fail", message: "no MFA" }))));
  expect(text).toContain("root-mfa-enabled  critical  fails in 401 of 401 accounts");
  expect(text).toMatch(/100000000009, and 391\s+more/);
});

it("counts accounts whose details differ beyond the first few", () => {
  const text = table(reportOf(accounts(20, (at) => ({ outcome: "fail", message: `no MFA, case ${at}` }))));
  expect(text).toContain("and 15 more accounts with other details");
});

it("counts items beyond the first few", () => {
  const items = Array.from({ length: 8 }, (_, at) => item(`key-${at}`));
  const text = table(reportOf([finding(keys, account("111122223333"), { outcome: "fail", items })]));
  expect(text).toContain("- key-4 is active\n      - and 3 more");
});

it("lists what an unknown lacks once for all rules and accounts that lack it", () => {
  const lack = { outcome: "unknown", missing: [missing("account.summary")] } as const;
  const text = table(reportOf([...accounts(3, () => lack), finding(keys, account("100000000001"), lack)]));
  expect(text.match(/account\.summary is not known/g)).toHaveLength(1);
  expect(text).toContain("in 3: 100000000000, 100000000001, 100000000002");
});

it("counts unknowns beyond the blocks it shows", () => {
  const text = table(
    reportOf(
      accounts(30, (at) => ({
        outcome: "unknown",
        missing: [{ ...missing("account.trails"), reason: `page ${at} did not arrive` }],
      })),
    ),
  );
  expect(text).toContain("and 10 more findings unknown, for want of other facts");
});

it("tells of one refused call once, whatever facts it hides", () => {
  const text = table(
    reportOf(
      accounts(30, (at) => ({ outcome: "unknown", missing: [missing(`account.trails[${at}].status`)] })),
    ),
  );
  expect(text.match(/^unknown /gm)).toHaveLength(1);
  expect(text).toMatch(/and 27 more are\s+not known/);
});

it("says once that the organization is out of a lone member's reach", () => {
  const blocks = table(memberReport)
    .split("\n\n")
    .filter((block) => block.includes("(reach)"));
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toContain("root-sessions-enabled, service-control-policies-enabled");
});

const waiver = {
  kind: "waiver",
  owner: "Ana",
  reason: "Moving.",
  reference: "T-1",
  expires: "2027-01-01T23:59:59.999Z",
} as const;

it("shows what is waived apart from what fails, and an item that is waived as such", () => {
  const items = [{ ...item("key-1"), waiver }, item("key-2")];
  const text = table(
    reportOf([
      ...accounts(3, () => ({ outcome: "fail", message: "no MFA", waiver })),
      finding(keys, account("111122223333"), { outcome: "fail", message: "keys", items }),
    ]),
  );
  expect(text).toContain(`waived: 3 findings
    root-mfa-enabled, fail, until 2027-01-01, by Ana: Moving. (T-1)
      in 100000000000, 100000000001, 100000000002`);
  expect(text).toContain("- key-1 is active (waived by Ana until 2027-01-01)\n      - key-2 is active\n");
  expect(text).not.toContain("no MFA");
  expect(text).toContain(
    "fail 1 (critical 1), error 0, unknown 0, pass 0, not-applicable 0, waived 3 (fail 3",
  );
});

it("shows what people state, whom nobody judges, and notes on the configuration", () => {
  const attestation = { by: ["Ana", "Ben"], on: "2026-01-10T00:00:00Z", expires: "2026-04-10T00:00:00Z" };
  const report = reportOf(accounts(1, () => ({ attestation })));
  const text = table({
    ...report,
    header: {
      ...report.header,
      population: [
        { id: "111122223333", state: "excluded", reason: "excluded until 2027-01-01 by Ana: Sold." },
      ],
      notes: [{ kind: "expired", entry: "waiver", line: 12, message: "the waiver of x expired" }],
    },
  });
  expect(text).toContain("root-mfa-enabled, by Ana, Ben on 2026-01-10, until 2026-04-10");
  expect(text).toContain("1 excluded\n    left out: 111122223333: excluded until 2027-01-01 by Ana: Sold.");
  expect(text).toContain("1 note on rootproof.yaml:\n    line 12: the waiver of x expired");
});

it("says that there may be accounts nobody looked at", () => {
  const header = {
    ...organizationReport.header,
    populationGap: "organization.accounts: x",
  };
  const text = table({ ...organizationReport, header });
  expect(text).toContain("at least 14 accounts expected");
  expect(text.replace(/\s+/g, " ")).toContain("seen whole and in time (organization.accounts: x)");
});

it.each([40, 60, 80, 100, 200])("keeps to %d columns, whatever names there are", (width) => {
  for (const report of [organizationReport, benchmarkReport, hostileReport]) {
    const lines = table(report, { width }).split("\n");
    const isLong = (line: string): boolean => displayWidth(line) > width && line.trim().includes(" ");
    expect(lines.filter(isLong)).toEqual([]);
  }
});

it("uses the columns there are", () => {
  const widest = (width: number): number =>
    Math.max(...table(organizationReport, { width }).split("\n").map(displayWidth));
  expect(widest(200)).toBeGreaterThan(150);
});

it("says how findings stand against the baseline, and what was left open", () => {
  const baseline = { state: "unchanged", since: "2026-09-01T00:00:00Z", newItems: [], carried: [] } as const;
  const left = { state: "changed", newItems: [], carried: [item("event-1", "root signed in")] } as const;
  const lost = { state: "changed", lastFailed: "2026-10-01T00:00:00Z", newItems: [], carried: [] } as const;
  const report = reportOf([
    finding(keys, account("111122223333"), { outcome: "fail", message: "keys", baseline }),
    finding(mfa, account("111122223333"), { baseline: left }),
    finding(mfa, account("444455556666"), {
      outcome: "unknown",
      missing: [missing("account.summary")],
      baseline: lost,
    }),
  ]);
  const reference = {
    file: "last.json",
    sha256: "0".repeat(64),
    asOf: "2026-10-01T00:00:00Z",
    gone: ["999999999999"],
  };
  const text = table({ ...report, header: { ...report.header, baseline: reference } }, { width: 200 });
  for (const said of [
    "compared with last.json of 2026-10-01T00:00:00Z (sha256 000000000000)",
    "not in the population any more, with what was open in them: 999999999999",
    "keys (unchanged since 2026-09-01)",
    "left open by earlier results, and accepted by nobody: 1 finding",
    "root signed in (item event-1)",
    "1 finding of them failed before, last on 2026-10-01",
  ])
    expect(text).toContain(said);
});

it("colours only when told to, and then changes nothing else", () => {
  const plain = table(organizationReport);
  const colored = table(organizationReport, { color: true });
  const ESC = "\u001b";
  expect(plain).not.toContain(ESC);
  expect(colored).toContain(`${ESC}[1;31mcritical${ESC}[0m`);
  expect(colored.replaceAll(new RegExp(`${ESC}\\[[0-9;]+m`, "g"), "")).toBe(plain);
});

it("shows where root was seen as a network, and leaves times, versions and names alone", () => {
  const seen = (what: string): Finding => {
    const items = [{ key: "sign-in", message: what }];
    return finding(keys, account("111122223333"), { outcome: "fail", items });
  };
  const shown: [string, string][] = [
    ["sign-in from 203.0.113.7: at 09:00:00", "sign-in from 203.0.113.0/24: at 09:00:00"],
    ["from 2001:db8:1:2::9 with X/120.0.0.0", "from 2001:db8:1::/48 with X/120.0.0.0"],
    ["from 2001:db8::1: MFA yes", "from 2001:db8:0::/48: MFA yes"],
    ["from 2001:0DB8:0a0b:0:0:0:0:1.", "from 2001:DB8:a0b::/48."],
    ["from ::ffff:203.0.113.7", "from ::ffff:203.0.113.0/24"],
    ["arn:aws:iam::111122223333:root in 203.0.113.0/25", "arn:aws:iam::111122223333:root in 203.0.113.0/25"],
  ];
  for (const [what, told] of shown) expect(table(reportOf([seen(what)]), { width: 200 })).toContain(told);
});
