// Any text in any name or message: the formats stay what they are, and the terminal stays calm.
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Finding } from "../../src/model/index.ts";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { HOSTILE, hostileReport } from "./hostile.ts";
import { account, finding, item, missing, organizationReport, reportOf, rule, textOf } from "./sample.ts";
import { jsonOf, sarifOf } from "./validators.ts";

const RAW = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const COMMAND = /^\s*::|##[a-z]*\[/imu;
const SETTINGS = { seed: 20261103, numRuns: 150 };

/** Any UTF-16, lone surrogates included, with known attacks in between. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const outcome = fc.constantFrom("fail", "unknown", "error", "pass", "not-applicable") satisfies fc.Arbitrary<
  Finding["outcome"]
>;

const hostileFinding = fc
  .record({ name: text, words: text, key: text, outcome, complete: fc.boolean() })
  .map(({ name, words, key, outcome: of, complete }): Finding =>
    finding(rule("root-mfa-enabled", "high"), account("111122223333", name), {
      outcome: of,
      message: words,
      items: [item(key, words), item("other", name)],
      ...(complete && {
        waiver: {
          kind: "waiver",
          owner: name,
          reason: words,
          reference: key,
          expires: "2027-01-01T00:00:00Z",
        },
      }),
      itemsComplete: complete,
      missing: [missing(`account.trails["${name}"]`, { reason: words })],
    }),
  );

const hostile = fc
  .record({ findings: fc.array(hostileFinding, { maxLength: 4 }), words: text })
  .map(({ findings, words }): Report => {
    const base = reportOf(findings, [
      rule("root-mfa-enabled", "high", { title: words, rationale: words, limits: words }),
    ]);
    const population = [{ id: "111122223333", name: words, state: "unreached", reason: words }] as const;
    const waiting = [{ rule: "waits", why: "configuration", selectWith: words }] as const;
    return {
      ...base,
      header: {
        ...base.header,
        population,
        waiting,
        notes: [{ kind: "expired", entry: "waiver", line: 1, message: words }],
      },
      anchor: { ...base.anchor, file: words },
    };
  });

it("gives valid SARIF and JSON without a raw control character", () => {
  fc.assert(
    fc.property(hostile, (report) => {
      sarifOf(report);
      jsonOf(report);
      for (const format of ["sarif", "json"] as const) {
        const written = textOf(FORMATS[format](report));
        expect(written).not.toMatch(RAW);
        expect(written).not.toMatch(COMMAND);
      }
    }),
    SETTINGS,
  );
});

it("writes a page without a raw control character, or an element that is none of ours", () => {
  fc.assert(
    fc.property(hostile, (report) => {
      const written = textOf(FORMATS.html(report));
      expect(written).not.toMatch(RAW);
      expect(written).not.toMatch(/<(script|b|iframe|img)\b|<[^>]*\son[a-z]+=/iu);
    }),
    SETTINGS,
  );
});

it("prints a table without a raw control character, a command, or a line that is no line of ours", () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 200 }), (report, width) => {
      const written = textOf(FORMATS.table(report, { width }));
      expect(written).not.toMatch(RAW);
      expect(written).not.toMatch(COMMAND);
    }),
    SETTINGS,
  );
});

const ESC = "\u001b";
const PAINTED = new RegExp(`${ESC}\\[(1;31|31|33|36|2|1|32)m[^${ESC}]*${ESC}\\[0m`, "g");

it("colours nothing but its own words", () => {
  const written = textOf(FORMATS.table(hostileReport, { color: true }));
  expect(written.replaceAll(PAINTED, "")).not.toMatch(RAW);
});

it("keeps an account number in every alert", () => {
  fc.assert(
    fc.property(hostileFinding, (one) => {
      for (const { message } of sarifOf({ ...organizationReport, findings: [one] }).results) {
        expect(message.text).toMatch(/^Account 111122223333\b/);
      }
    }),
    SETTINGS,
  );
});
