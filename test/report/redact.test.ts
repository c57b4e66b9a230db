// --redact: no account number, no account name, no id of the organization in any format, and the same word every night.
import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../src/model/index.ts";
import { type Format, FORMATS, redact, type Report } from "../../src/report/index.ts";
import { account, finding, item, missing, organizationReport, reportOf, sampleRules } from "./sample.ts";
import { jsonOf, sarifOf } from "./validators.ts";

const { mfa, keys } = sampleRules;
const ID = "111122223333";
const STRANGER = "999988887777";
const UNIT = "ou-ab12-11111111";

function secretReport(): Report {
  const subject = account(ID, "Zebra Payments");
  const report = reportOf(
    [
      finding(keys, subject, {
        outcome: "fail",
        message: `Zebra Payments (${ID}) trusts ${STRANGER}`,
        items: [
          item(`arn:aws:sns:us-east-1:${ID}:alerts`, `name: Zebra Payments, in ${UNIT} of o-example1234`),
        ],
        evidence: [`account.trails["bucket${STRANGER}"]`],
      }),
      finding(mfa, account("222233334444", "Yak"), {
        outcome: "unknown",
        missing: [missing("account.summary", { reason: `arn:aws:iam::${ID}:role/x may not` })],
      }),
    ],
    [mfa, keys],
  );
  const { header } = report;
  return {
    ...report,
    header: {
      ...header,
      scope: "organization",
      organization: "o-example1234",
      caller: { arn: `arn:aws:iam::${STRANGER}:role/audit`, account: STRANGER },
      choice: `--accounts ${ID}`,
      parameters: {
        allowedAlertTargets: [`arn:aws:sns:us-east-1:${ID}:x`],
        "expectedOrganization.names": ["Zebra *"],
      },
      population: [
        { id: ID, name: "Zebra Payments", state: "judged", path: ["r-ab12", UNIT] },
        {
          id: "222233334444",
          name: "Yak",
          state: "unreached",
          reason: `Yak: role of 222233334444 in ${UNIT} refused`,
        },
      ],
      notes: [{ kind: "expired", entry: "waiver", message: `the waiver of ${ID} expired` }],
    },
    anchor: { file: "rootproof.yaml", lines: new Map([[ID, 7]]) },
  };
}

/** Of a scan of all accounts. */
function wholeReport(): Report {
  const report = secretReport();
  const { choice, ...header } = report.header;
  expect(choice).toBeDefined();
  return { ...report, header };
}

const SECRETS = /111122223333|222233334444|999988887777|Zebra|Yak|o-example1234|ou-ab12|r-ab12/;

describe.each(Object.keys(FORMATS) as Format[])("%s", (format) => {
  it("shows no account when it is masked, and says that it is", () => {
    const text = [...FORMATS[format](redact(secretReport()))].join("");
    expect(SECRETS.exec(text)).toBeNull();
    expect(text).toMatch(/redacted|masked/);
  });

  it("is the same for the same report", () => {
    const again = (): string => [...FORMATS[format](redact(organizationReport))].join("");
    expect(again()).toBe(again());
  });
});

it("keeps results valid, apart, in their place, and their identity from night to night", () => {
  const results = () => sarifOf(redact(wholeReport())).results;
  const [first, second] = results();
  expect(first!.locations![0]!.physicalLocation!.region!.startLine).toBe(7);
  expect(first!.partialFingerprints).not.toEqual(second!.partialFingerprints);
  expect(results()[0]!.partialFingerprints).toEqual(first!.partialFingerprints);
  const { findings } = jsonOf(redact(secretReport())) as unknown as { findings: Finding[] };
  expect(findings[0]!.subject.id).toMatch(/^account-[0-9a-f]{12}$/);
  const { id } = findings[0]!.subject;
  expect(findings[0]!.message).toMatch(new RegExp(`^${id} \\(${id}\\) trusts account-[0-9a-f]{12}$`));
});

it("numbers accounts where no organization keeps a word from being looked up", () => {
  const report = secretReport();
  const { organization, ...header } = report.header;
  expect(organization).toBeDefined();
  const text = [...FORMATS.json(redact({ ...report, header }))].join("");
  expect(text).toContain("account-1");
  expect(text).not.toMatch(/account-[0-9a-f]{12}/);
});

it("leaves digests as they are", () => {
  const report = secretReport();
  const rulesSha256 = `${ID}${"a".repeat(52)}`;
  const text = [...FORMATS.json(redact({ ...report, header: { ...report.header, rulesSha256 } }))].join("");
  expect(text).toContain(rulesSha256);
});
