// An organization in moto, made with the AWS SDK: units two deep, SCPs at different levels, and members of which each has
// something else done to it. What it must be judged to be stands in expected.ts.
import { AccountClient, PutAlternateContactCommand } from "@aws-sdk/client-account";
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

/** The members by what is done to them. */
export const MEMBERS = ["guarded", "deaf", "partial", "spared", "bare"] as const;
export type Member = (typeof MEMBERS)[number];

/** moto's own account is the management account. */
export const MANAGEMENT = "123456789012";

const REGION = "us-east-1";
const ROLE = "rootproof-audit";

/** Root of whatever account, with everything denied to it. */
const DENY_ROOT = statement({
  Action: "*",
  Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } },
});
/** The same, but sessions of AssumeRoot are let through. */
const SPARE_SESSIONS = statement({
  Action: "*",
  Condition: {
    ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
    Null: { "aws:AssumedRoot": "true" },
  },
});
const DENY_SOME = statement({
  Action: ["ec2:*", "s3:*"],
  Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } },
});

function statement(deny: Readonly<Record<string, unknown>>): string {
  const Statement = [{ Effect: "Deny", Resource: "*", ...deny }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** Builds it at the endpoint of the environment. Returns the members' account numbers. */
export async function build(): Promise<Readonly<Record<Member, string>>> {
  const organizations = new OrganizationsClient();
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const root = (await organizations.send(new ListRootsCommand())).Roots?.[0]?.Id ?? "";
  await organizations.send(
    new EnablePolicyTypeCommand({ RootId: root, PolicyType: "SERVICE_CONTROL_POLICY" }),
  );
  const ids: Partial<Record<Member, string>> = {};
  for (const name of MEMBERS) ids[name] = await createAccount(organizations, name);
  const members = ids as Record<Member, string>;
  await arrange(organizations, root, members);
  await guard(members.guarded, { subscribed: true });
  await guard(members.deaf, { subscribed: false });
  return members;
}

async function createAccount(organizations: OrganizationsClient, name: string): Promise<string> {
  const made = await organizations.send(
    new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
  );
  return made.CreateAccountStatus?.AccountId ?? "";
}

/** Two units below each other share one policy; one unit has each of the others; `bare` stays at the root. */
async function arrange(
  organizations: OrganizationsClient,
  root: string,
  members: Readonly<Record<Member, string>>,
): Promise<void> {
  const unit = async (name: string, parent: string): Promise<string> =>
    (await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: parent, Name: name })))
      .OrganizationalUnit?.Id ?? "";
  const move = (member: Member, to: string) =>
    organizations.send(
      new MoveAccountCommand({ AccountId: members[member], SourceParentId: root, DestinationParentId: to }),
    );
  const workloads = await unit("workloads", root);
  const production = await unit("production", workloads);
  const sandbox = await unit("sandbox", root);
  await move("guarded", production);
  await move("deaf", production);
  await move("partial", sandbox);
  await attach(organizations, { name: "deny-root", content: DENY_ROOT, to: workloads });
  await attach(organizations, { name: "deny-some", content: DENY_SOME, to: sandbox });
  await attach(organizations, { name: "spare-sessions", content: SPARE_SESSIONS, to: members.spared });
}

async function attach(
  organizations: OrganizationsClient,
  { name, content, to }: { name: string; content: string; to: string },
): Promise<void> {
  const made = await organizations.send(
    new CreatePolicyCommand({
      Name: name,
      Description: name,
      Type: "SERVICE_CONTROL_POLICY",
      Content: content,
    }),
  );
  const PolicyId = made.Policy?.PolicySummary?.Id;
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId: to }));
}

/** A trail of every region, an alert on everything that root does, a topic that EventBridge may use, a security contact. */
async function guard(account: string, { subscribed }: { subscribed: boolean }): Promise<void> {
  const credentials = await enter(account);
  const trail = new CloudTrailClient({ credentials });
  const S3BucketName = await makeBucket(account, credentials.accessKeyId);
  await trail.send(
    new CreateTrailCommand({
      Name: "all",
      S3BucketName,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
    }),
  );
  const EventSelectors = [{ ReadWriteType: "All" as const, IncludeManagementEvents: true }];
  await trail.send(new PutEventSelectorsCommand({ TrailName: "all", EventSelectors }));
  await trail.send(new StartLoggingCommand({ Name: "all" }));
  const topic = await makeTopic(new SNSClient({ credentials }), subscribed);
  await makeRule(new EventBridgeClient({ credentials }), topic);
  await new AccountClient({ credentials }).send(
    new PutAlternateContactCommand({
      AlternateContactType: "SECURITY",
      Name: "Security",
      Title: "Team",
      EmailAddress: "security@example.com",
      PhoneNumber: "+1 555 0100",
    }),
  );
}

async function enter(account: string) {
  const role = `arn:aws:iam::${account}:role/${ROLE}`;
  const { Credentials: session } = await new STSClient().send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "build" }),
  );
  return {
    accessKeyId: session?.AccessKeyId ?? "",
    secretAccessKey: session?.SecretAccessKey ?? "",
    sessionToken: session?.SessionToken ?? "",
  };
}

/** moto wants the trail's bucket to be there, and checks no signature: one request is enough, without a client for S3. */
async function makeBucket(account: string, accessKeyId: string): Promise<string> {
  const name = `trail-${account}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${REGION}/s3/aws4_request, SignedHeaders=host, Signature=0`;
  await fetch(`${process.env["AWS_ENDPOINT_URL"]}/${name}`, { method: "PUT", headers: { authorization } });
  return name;
}

async function makeTopic(sns: SNSClient, subscribed: boolean): Promise<string> {
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "root-alerts" }));
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: TopicArn,
    },
  ];
  const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  if (subscribed)
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "security@example.com" }));
  return TopicArn;
}

async function makeRule(events: EventBridgeClient, topic: string): Promise<void> {
  const EventPattern = JSON.stringify({
    "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
    detail: { userIdentity: { type: ["Root"] } },
  });
  await events.send(new PutRuleCommand({ Name: "root", EventPattern, State: "ENABLED" }));
  await events.send(new PutTargetsCommand({ Rule: "root", Targets: [{ Id: "topic", Arn: topic }] }));
}

/** What a client needs to reach moto; nothing else is told to the scan. */
export const environmentOf = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});
