// A difference in every format: hostile names stay text, and addresses are networks where DESIGN 9 says so.
import { describe, expect, it } from "@jest/globals";
import type { Difference } from "../../src/model/index.ts";
import { DIFFERENCE_FORMATS } from "../../src/report/index.ts";
import { HOSTILE } from "./hostile.ts";

const side = {
  file: "x.json",
  tool: { name: "rootproof", version: "0.1.0" },
  asOf: "2026-11-01T00:00:00Z",
  caller: { arn: "arn:aws:iam::111122223333:role/audit", account: "111122223333" },
  rulesSha256: "0".repeat(64),
  configuration: {},
} as const;

const differenceOf = (text: string): Difference => ({
  scope: "organization",
  partition: "aws",
  organization: "o-example1234",
  old: { ...side, file: text },
  new: side,
  changes: [
    {
      change: "worsened",
      rule: "root-unused",
      subject: { scope: "account", id: "111122223333", partition: "aws", name: text },
      severity: "high",
      was: "pass",
      is: "fail",
      message: `${text} from 203.0.113.7`,
      came: [{ key: text, message: text }],
      went: [],
    },
  ],
  unchanged: 3,
  accounts: [{ id: "222233334444", name: text, is: "judged" }],
  rules: { came: [text], went: [] },
  notes: [text],
  worse: true,
});

const RAW = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const COMMAND = /^\s*::|##[a-z]*\[/imu;

describe.each(Object.entries(DIFFERENCE_FORMATS))("%s", (format, render) => {
  it.each(HOSTILE)("keeps %j text", (text) => {
    const written = [...render(differenceOf(text))].join("");
    expect(RAW.exec(written)).toBeNull();
    expect(COMMAND.exec(written)).toBeNull();
    if (format === "html" || format === "markdown") expect(written).not.toMatch(/<script|<img|<iframe/i);
  });

  it("shows addresses as networks, unless it is for those who look into them", () => {
    const written = [...render(differenceOf("x"))].join("");
    expect(written.includes("203.0.113.7")).toBe(format === "json" || format === "html");
  });
});
