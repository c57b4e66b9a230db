// What AWS hands over as text and our models read: patterns, policies, filters, the credential report.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { readRootRow } from "../../src/collect/account/root-row.ts";
import { Malformed } from "../../src/collect/aws/malformed.ts";
import {
  type ActionCatalogue,
  activityProbes,
  coverFilterPattern,
  coverProbes,
  coverSnsFilter,
  createRootPower,
  matchEventPattern,
  mayMatchRoot,
  policyAdmits,
  policyAdmitsAccount,
  type RootPowerInput,
  signInProbes,
} from "../../src/semantics/index.ts";
import { isJson } from "../shared/is-json.ts";
import { mutatedText } from "./mutate.ts";
import { insist, type Target } from "./target.ts";

const SIGN_IN = {
  source: "aws.signin",
  account: "111122223333",
  region: "us-east-1",
  "detail-type": "AWS Console Sign In via CloudTrail",
  detail: {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    userIdentity: { type: "Root", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" },
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed: "Yes" },
  },
};

const PATTERNS = [
  '{"detail":{"userIdentity":{"type":["Root"]}}}',
  '{"source":[{"prefix":"aws."}],"detail":{"eventName":[{"anything-but":["A","B"]}]}}',
  '{"$or":[{"source":["aws.signin"]},{"detail":{"eventName":[{"wildcard":"Console*"}]}}]}',
  '{"detail":{"eventName":[{"exists":true}],"responseElements":{"ConsoleLogin":[{"equals-ignore-case":"success"}]}}}',
  '{"detail":{"sourceIPAddress":[{"cidr":"10.0.0.0/8"}],"n":[{"numeric":[">",0,"<=",5]}]}}',
];

const account = { accountId: "111122223333", partition: "aws", region: "us-east-1" };

/** A target whose inputs are texts, and whose check costs little. */
const textTarget = (name: string, corpus: readonly string[], check: (text: string) => void): Target => ({
  name,
  share: 10,
  prepare: () => ({ property: fc.property(mutatedText(corpus), check) }),
});

const patterns = textTarget("event patterns", PATTERNS, (pattern) => {
  const { verdict } = matchEventPattern(pattern, SIGN_IN);
  insist(["match", "no-match", "invalid", "not-understood"].includes(verdict), `verdict ${verdict}`);
  if (!mayMatchRoot(pattern)) insist(verdict !== "match", "matches a root sign-in that it cannot match");
  coverProbes(pattern, PROBES);
});

const PROBES = [...signInProbes(account), ...activityProbes(account)];

const SCPS = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["iam:*","sts:Get*"],"Resource":["arn:aws:s3:::*"]},{"Effect":"Allow","Action":["s3:*","ec2:Describe*"],"NotResource":"arn:aws:s3:::secret"}]}',
  '{"Statement":[{"Sid":"a","Effect":"Deny","Action":["s3:GetObject"],"Resource":"*","Condition":{"Null":{"aws:AssumedRoot":"true"},"ArnLike":{"aws:PrincipalARN":["arn:aws:iam::*:root"]}}}]}',
];
const ACTIONS = [
  "s3:GetObject",
  "iam:CreateAccessKey",
  "ec2:RunInstances",
  "sts:GetCallerIdentity",
  "organizations:LeaveOrganization",
];

const scps: Target = {
  name: "service control policies",
  share: 5,
  prepare: () => {
    const rootPower = createRootPower(
      JSON.parse(readFileSync("data/actions.json", "utf8")) as ActionCatalogue,
    );
    const full = { id: "p-FullAWSAccess", name: "full", document: SCPS[0]! };
    const ask = (documents: readonly string[], withFull: boolean) => {
      const own = documents.map((document, index) => ({ id: `p-${index}`, name: `${index}`, document }));
      const levels = ["r-1", "ou-1", "444455556666"].map((id) => ({ id, policies: [full] }));
      const path: RootPowerInput["path"] = [
        ...levels.slice(0, 2),
        { id: "444455556666", policies: withFull ? [full, ...own] : own },
      ];
      const of = {
        id: "444455556666",
        partition: "aws",
        management: false,
        createdAt: "2024-01-01T00:00:00Z",
      } as const;
      return rootPower({ account: of, path, actions: ACTIONS }).root;
    };
    const property = fc.property(mutatedText(SCPS), (document) => {
      const alone = ask([], true);
      const restricted = ask([document], true);
      for (const action of ACTIONS)
        insist(
          restricted.decisions[action] !== "allowed" || alone.decisions[action] === "allowed",
          `${action} is allowed by one policy more`,
        );
      const denied = ask([document, DENY_ALL], false);
      insist(
        denied.summary.outcome === "denied",
        `under a policy that denies all: ${denied.summary.outcome}`,
      );
      insist(Array.isArray(ask([document], false).reasons), "no reasons");
    });
    return { property };
  },
};

const DENY_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

const TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts";
const POLICIES = [
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"${TOPIC}"}]}`,
  `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:Publish"],"Resource":"${TOPIC}","Condition":{"StringEquals":{"AWS:SourceOwner":"111122223333"}}}]}`,
  `{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Allow","NotPrincipal":{"AWS":["111122223333"]},"Action":"events:PutEvents","Resource":"*"}]}`,
];

const policies = textTarget("resource policies", POLICIES, (policy) => {
  const service = {
    service: "events.amazonaws.com",
    actions: ["sns:Publish"],
    resource: TOPIC,
    account: "111122223333",
  };
  const other = {
    account: "444455556666",
    partition: "aws",
    organizationId: "o-1",
    actions: ["events:PutEvents"],
    resource: TOPIC,
  };
  for (const { verdict, reason } of [policyAdmits(policy, service), policyAdmitsAccount(policy, other)]) {
    insist(["admits", "refuses", "unknown"].includes(verdict), `verdict ${verdict}`);
    insist(typeof reason === "string", "no reason");
  }
  if (!isJson(policy)) insist(policyAdmits(policy, service).verdict !== "admits", "what is no JSON admits");
});

const FILTERS = [
  '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  '{ $.userIdentity.type = "Root" || $.eventName = Console* }',
  "{ $.detail.n >= 5 && $.a IS NULL }",
  "Root -Service",
];
const SNS_FILTERS = [
  '{"detail":{"userIdentity":{"type":["Root"]}}}',
  '{"source":["aws.signin",{"anything-but":"x"}],"n":[{"numeric":["=",1]}]}',
];

const filters = textTarget("filter patterns", [...FILTERS, ...SNS_FILTERS], (filter) => {
  coverFilterPattern(filter, PROBES);
  coverSnsFilter(filter, PROBES);
});

const REPORT = `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,2026-01-01T00:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
"a,""b""",arn:aws:iam::111122223333:user/x,2020-01-01T00:00:00+00:00,true,no_information,2020-01-01T00:00:00+00:00,N/A,false,true,2020-01-01T00:00:00+00:00,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
`;

const report = textTarget("credential reports", [REPORT], (csv) => {
  const bytes = new TextEncoder().encode(csv);
  try {
    readRootRow(bytes, "arn:aws:iam::111122223333:root", { at: "2026-01-01T00:00:00.000Z", calls: [] });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
});

export const SEMANTIC_TARGETS: readonly Target[] = [patterns, scps, policies, filters, report];
