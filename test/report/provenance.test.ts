// Every format says where it comes from, and shows of people and addresses what DESIGN 9 lets it show.
import { describe, expect, it } from "@jest/globals";
import { type Format, FORMATS, type Report } from "../../src/report/index.ts";
import { account, finding, organizationReport, reportOf, sampleRules, textOf } from "./sample.ts";

const ALL = Object.keys(FORMATS) as Format[];
/** Formats that show a sign-in's address in full. */
const IN_FULL: readonly Format[] = ["json", "html"];

const { header } = organizationReport;
const baseline = { file: "last.json", sha256: "9".repeat(64), asOf: "2026-10-30T00:00:00Z", gone: [] };
const report: Report = { ...organizationReport, header: { ...header, baseline } };

/** As a reader has it: words of a page may stand on lines of their own. */
const read = (format: Format, of: Report): string =>
  textOf(FORMATS[format](of, { width: 400 }))
    .replace(/&#58;/g, ":")
    .replace(/<!-- -->/g, "")
    .replace(/\\(?=[_.])/g, "");

describe.each(ALL)("%s", (format) => {
  const text = read(format, report);

  it("says who read AWS, when, and with which version", () => {
    expect(text).toContain(header.caller.arn);
    expect(text).toContain(format === "html" ? header.asOf.slice(0, 10) : header.asOf);
    expect(text).toContain(header.tool.version);
  });

  it("says by which rules and which configuration, and what it is compared with", () => {
    const shown = (digest: string): string => (format === "table" ? digest.slice(0, 12) : digest);
    for (const digest of [header.rulesSha256, header.configuration.sha256!, baseline.sha256])
      expect(text).toContain(shown(digest));
    expect(text).toContain("last.json");
  });

  it("says of how many accounts, and who was not reached", () => {
    expect(text).toMatch(/expected/);
    const unreached = header.population.filter(({ state }) => state === "unreached");
    expect(unreached.length).toBeGreaterThan(0);
    for (const { id } of unreached) expect(text).toContain(id);
  });

  it("shows where root was seen as a network, unless it is for those who look into it", () => {
    const items = [{ key: "event-1", message: "root signed in from 203.0.113.7 and 2001:db8:1:2::9" }];
    const seen = finding(sampleRules.mfa, account("111122223333"), {
      outcome: "fail",
      message: "root was used",
      items,
    });
    const shown = read(format, reportOf([seen]));
    expect(shown.includes("203.0.113.7")).toBe(IN_FULL.includes(format));
    if (!IN_FULL.includes(format)) expect(shown).toContain("203.0.113.0/24");
  });
});
