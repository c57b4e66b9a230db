// markdown: rendered as GitHub renders it, hostile text is text; worst first; and what does not fit is counted.
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { type Finding, shortenNetworks } from "../../src/model/index.ts";
import { clean } from "../../src/report/text.ts";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { code, escaped } from "../../src/report/markdown/escape.ts";
import { MARKDOWN_LIMIT } from "../../src/report/markdown/markdown.ts";
import { HOSTILE, hostileReport } from "./hostile.ts";
import {
  account,
  finding,
  item,
  memberReport,
  missing,
  organizationReport,
  reportOf,
  rule,
  sampleRules,
  textOf,
} from "./sample.ts";

const { mfa, keys } = sampleRules;
const payments = account("111122223333", "payments");
const markdown = (report: Report): string => textOf(FORMATS.markdown(report));
const html = (text: string): string =>
  micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** What the reader sees of rendered text. */
const shown = (rendered: string): string =>
  rendered
    .replace(/<\/?p>|<!-- -->/g, "")
    .replace(
      /&(lt|gt|amp|quot);/g,
      (_, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name] ?? "",
    );

const OURS =
  /^<(?:\/?(?:h2|h3|ul|ol|li|p|table|thead|tbody|tr|th|td|code|strong|blockquote)(?: align="right")?|!-- --)>$/;
const ATTACKS = [
  ...HOSTILE,
  "@octocat and @octo-org/team",
  "fixes #1, GH-1",
  "https://evil.example/?a=b www.evil.example mail@evil.example",
  ":white_check_mark: passed",
  ":+1: :-1: :100: :1234: gh-7 (GH-12)",
  "| a | b |\n|---|---|",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "<!-- -->",
  "$x$ $$y$$",
  "~~gone~~ **bold** _it_ `code`",
  "&lt;b&gt; &#64;octocat",
  "[^1] [x]: https://evil.example",
  "- [x] done",
];

it.each(ATTACKS)("shows %j as it is", (text) => {
  const rendered = html(`x ${escaped(text)} y`);
  expect(rendered.match(/<[^>]*>/g)?.filter((tag) => !OURS.test(tag)) ?? []).toEqual([]);
  // A mention, a reference or a picture is made of what stands together.
  expect(rendered.replace(/&#\d+;/g, "")).not.toMatch(
    /@[A-Za-z0-9]|#\d|GH-\d|:(?:[a-z_]+|[+-]1|100|1234):|https?:\/\/|www\./i,
  );
});

it.each(["- [x] done", "+ a", "* a", "1. a", "12) a", "# a", "> a", "---", "===", "    a", "~~~", "| a |"])(
  "shows %j as it is where it begins an item or a line",
  (text) => {
    expect(shown(html(`- ${escaped(text)}`))).toBe(`<ul>\n<li>${clean(text)}</li>\n</ul>`);
    expect(shown(html(escaped(text)))).toBe(clean(text));
  },
);

it("shows any text, character for character", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.constantFrom(...ATTACKS));
  fc.assert(
    fc.property(text, (one) => {
      const rendered = html(`x ${escaped(one)}.`);
      expect(rendered.match(/<[^>]*>/g)?.filter((tag) => !OURS.test(tag)) ?? []).toEqual([]);
      expect(shown(rendered)).toBe(`x ${shortenNetworks(clean(one))}.`.trim());
      expect(html(`| a | b |\n|---|---|\n| ${escaped(one)} | ${code(one)} |`).match(/<td>/g)).toHaveLength(2);
    }),
    { seed: 20261127, numRuns: 500 },
  );
});

it("is made of our elements alone, whatever names and messages say", () => {
  const tags = html(markdown(hostileReport)).match(/<[^>]*>/g) ?? [];
  expect([...new Set(tags.filter((tag) => !OURS.test(tag)))]).toEqual([]);
});

it("begins no line with a workflow command", () => {
  expect(markdown(hostileReport)).not.toMatch(/^\s*::|##[a-z]*\[/imu);
});

it("tells of every failing rule, every reason and every account that was not reached", () => {
  const text = markdown(organizationReport);
  for (const { rule: id, outcome, waiver } of organizationReport.findings)
    if ((outcome === "fail" || outcome === "error") && waiver === undefined && id !== "evidence-complete")
      expect(text).toContain(`\`${id}\``);
  expect(text).toContain("## Could not be judged");
  expect(text).toContain("## Not reached");
});

it("puts the worst first", () => {
  const report = reportOf([
    finding(sampleRules.contact, payments, { outcome: "fail", message: "no contact" }),
    finding(mfa, payments, { outcome: "fail", message: "no MFA" }),
  ]);
  const text = markdown(report);
  expect(text.indexOf("no MFA")).toBeLessThan(text.indexOf("no contact"));
  expect(text).toMatch(/^## rootproof: 2 fails\n/);
});

it("says of what passes that it passes, and nothing more", () => {
  expect(markdown(reportOf([finding(mfa, payments)]))).toMatch(
    /^## rootproof: everything that was judged passes\n/,
  );
  expect(markdown(memberReport)).toContain("## Where this comes from");
});

it("says how findings stand against the baseline", () => {
  const baseline = { state: "unchanged", since: "2026-09-01T00:00:00Z", newItems: [], carried: [] } as const;
  const left = { state: "changed", newItems: [], carried: [item("event-1", "root signed in")] } as const;
  const lost = { state: "changed", lastFailed: "2026-10-01T00:00:00Z", newItems: [], carried: [] } as const;
  const text = markdown(
    reportOf([
      finding(keys, payments, { outcome: "fail", message: "keys", baseline }),
      finding(mfa, payments, { baseline: left }),
      finding(mfa, account("444455556666"), {
        outcome: "unknown",
        missing: [missing("account.summary")],
        baseline: lost,
      }),
    ]),
  );
  expect(text).toContain("keys (**unchanged since 2026-09-01**)");
  expect(text).toContain("## Left open by earlier results, and accepted by nobody");
  expect(text).toContain("root signed in (item event-1)");
  expect(text).toContain("**1 finding of them failed before, last on 2026-10-01**");
});

it("is cut below what GitHub takes, the worst is there, and the rest is counted", () => {
  const rules = Array.from({ length: 300 }, (_, index) =>
    rule(`rule-${String(index).padStart(3, "0")}`, index === 299 ? "critical" : "low"),
  );
  const long = "é".repeat(550);
  const findings = rules.flatMap((one, index): Finding[] =>
    Array.from({ length: 4 }, (_, at) =>
      finding(one, account(String(100_000_000_000 + at), long), {
        outcome: "fail",
        message: `${index} ${at} ${long}`,
        items: [item("a", long), item("b", `${long}x`)],
      }),
    ),
  );
  const text = markdown(reportOf(findings, rules));
  expect(Buffer.byteLength(text)).toBeLessThan(MARKDOWN_LIMIT);
  expect(Buffer.byteLength(text)).toBeGreaterThan(MARKDOWN_LIMIT - 64 * 1024);
  expect(text.indexOf("`rule-299`")).toBeGreaterThan(0);
  const { left, told } = /Fails: (?<left>\d+) more, with (?<told>\d+) findings/.exec(text)!.groups!;
  const shownRules = new Set(text.match(/### \w+: `rule-\d+`/g)).size;
  expect([Number(left) + shownRules, Number(told)]).toEqual([300, Number(left) * 4]);
  expect(text).toMatch(/\| population \| \d+ accounts? expected/);
  expect(text).toContain("rules SHA-256");
});

it("keeps the number of those that a list has no room for, however long the names are", () => {
  const long = "&".repeat(200);
  const ids = Array.from({ length: 40 }, (_, index) => String(100_000_000_000 + index));
  const text = markdown(
    reportOf(ids.map((id) => finding(mfa, account(id, long), { outcome: "fail", message: "no MFA" }))),
  );
  expect(text).toContain("and 30 more: no MFA");
});
