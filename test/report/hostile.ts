// A report in which every string that a stranger can write tries to break out of its format.
import type { Finding } from "../../src/model/index.ts";
import type { Report } from "../../src/report/index.ts";
import { account, finding, item, missing, organizationReport, rule } from "./sample.ts";

const ESC = "\u001b";

/** Terminal, workflow command, bidi, line break, lone surrogate, Markdown, HTML, SARIF placeholder. */
export const HOSTILE = [
  `${ESC}[2J${ESC}[31mowned`,
  "::error::owned",
  "##[error]owned",
  "##vso[task.setvariable variable=a]b",
  "\u202egnp.tnuocca",
  "a\n::set-output name=x::y\r\nb",
  "\ud800 lone \udfff",
  "[click](https://evil.example)",
  "[click](0)",
  "<script>alert(1)</script>",
  "{0} {{1}} {placeholder}",
  "```\n# heading\n```",
  `${ESC}]8;;https://evil.example${ESC}\\link${ESC}]8;;${ESC}\\`,
  "Acme Inc. Production. Really",
  "\u2028\u2029\u0085\u00a0\ufeff\u200b",
  "e\u0301\u0327".repeat(200),
  "口座".repeat(100),
] as const;

/** What people write in rootproof.yaml is shown, too. */
const accepted = (text: string): Partial<Finding> => {
  const waiver = {
    kind: "waiver",
    owner: text,
    reason: text,
    reference: text,
    expires: "2027-01-01T00:00:00Z",
  } as const;
  return {
    waiver,
    items: [{ ...item(text, text), waiver }],
    attestation: { by: [text], on: "2026-01-01T00:00:00Z", expires: "2027-01-01T00:00:00Z", evidence: text },
  };
};

const rules = HOSTILE.map((text, index) =>
  rule(`rule-${String(index).padStart(2, "0")}`, "high", {
    title: text,
    rationale: text,
    limits: text,
    remediation: [{ step: text, command: text }],
    references: [{ title: text, url: `https://example.com/${text}` }],
  }),
);

export const hostileReport: Report = {
  ...organizationReport,
  header: {
    ...organizationReport.header,
    organization: "o-\u001b[31m/../x",
    caller: { arn: `arn:aws:iam::100000000001:user/${HOSTILE[0]}`, account: "100000000001" },
    rules,
    notes: HOSTILE.map((message) => ({ kind: "expired", entry: "waiver", line: 3, message })),
    waiting: [{ rule: "waits", why: "configuration", selectWith: HOSTILE[5] }],
    population: HOSTILE.map((name, index) => ({
      id: String(100000000001 + index),
      name,
      state: "unreached",
      reason: name,
    })),
  },
  anchor: { file: "./my config/root proof.yaml", lines: new Map() },
  findings: HOSTILE.flatMap((text, index) => {
    const subject = account(String(100000000001 + index), text);
    const of = rules[index]!;
    return [
      finding(of, subject, { outcome: "fail", message: text, items: [item(text, text)] }),
      finding(of, { ...subject, id: "200000000002" }, { outcome: "fail", message: text }),
      finding(of, { ...subject, id: "400000000004" }, { outcome: "fail", message: text, ...accepted(text) }),
      finding(of, { ...subject, id: "500000000005" }, { ...accepted(text), items: [] }),
      finding(
        of,
        { ...subject, id: "300000000003" },
        {
          outcome: "unknown",
          missing: [missing(`account.trails["${text}"].status`, { reason: text })],
        },
      ),
    ];
  }),
};
