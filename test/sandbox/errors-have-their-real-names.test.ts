// What is refused or not there comes with the code and the status of the service, so that absence and denial differ.
import * as account from "@aws-sdk/client-account";
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as monitoring from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as events from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as organizations from "@aws-sdk/client-organizations";
import * as sns from "@aws-sdk/client-sns";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { clientsOf, failure, idOf, inside, withSandbox, type Clients } from "./clients.ts";

let sandbox: Sandbox;
let central: Clients;
let member: Clients;
beforeAll(async () => {
  sandbox = await startSandbox();
  central = clientsOf(sandbox);
  member = await inside(sandbox, "locked-down");
});
afterAll(() => sandbox.close());

async function outcome(call: Promise<unknown>): Promise<string> {
  const { name, $metadata } = await failure(call);
  return `${name} ${$metadata?.httpStatusCode ?? "?"}`;
}

it("tells a contact that is not set from one that may not be seen", async () => {
  const AccountId = idOf(sandbox, "no-contacts");
  const contact = (input: Partial<account.GetAlternateContactCommandInput>, { account: client }: Clients) =>
    outcome(
      client.send(new account.GetAlternateContactCommand({ AlternateContactType: "SECURITY", ...input })),
    );
  expect(await contact({ AccountId }, central)).toBe("ResourceNotFoundException 404");
  expect(await contact({}, await inside(sandbox, "no-contacts"))).toBe("ResourceNotFoundException 404");
  expect(await contact({ AccountId }, member)).toBe("AccessDeniedException 403");
  expect(await contact({ AccountId: "111122223333" }, central)).toBe("AccessDeniedException 403");
  const email = central.account.send(new account.GetPrimaryEmailCommand({ AccountId: "111122223333" }));
  expect(await outcome(email)).toBe("AccessDeniedException 403");
});

it("keeps the organization from members that administer nothing", async () => {
  const client = member.organizations;
  const lists = [
    client.send(new organizations.ListRootsCommand({})),
    client.send(new organizations.ListAccountsCommand({})),
    client.send(new organizations.ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" })),
    client.send(new organizations.ListDelegatedAdministratorsCommand({})),
  ].map(outcome);
  expect(new Set(await Promise.all(lists))).toEqual(new Set(["AccessDeniedException 400"]));
  const own = await member.organizations.send(new organizations.DescribeOrganizationCommand({}));
  expect(own.Organization?.MasterAccountId).toBe("111122223333");
  const features = member.iam.send(new iam.ListOrganizationsFeaturesCommand({}));
  expect(await outcome(features)).toMatch(/^AccountNotManagementOrDelegatedAdministratorException /);
  const delegate = clientsOf(sandbox, { credentials: sandbox.credentialsOf("444455556666") });
  expect(
    (await delegate.organizations.send(new organizations.ListAccountsCommand({}))).Accounts,
  ).toHaveLength(3);
  expect(
    (await delegate.iam.send(new iam.ListOrganizationsFeaturesCommand({}))).EnabledFeatures,
  ).toHaveLength(2);
});

it("names what does not exist", async () => {
  const nowhere = "arn:aws:sns:us-east-1:111122223333:nowhere";
  const other = "arn:aws:sns:us-east-1:444455556666:root-alerts";
  const { organizations: tree, sns: topics, events: rules, kms: keys } = central;
  expect(await outcome(topics.send(new sns.GetTopicAttributesCommand({ TopicArn: nowhere })))).toBe(
    "NotFoundException 404",
  );
  expect(await outcome(topics.send(new sns.GetTopicAttributesCommand({ TopicArn: other })))).toBe(
    "AuthorizationErrorException 403",
  );
  expect(await outcome(rules.send(new events.ListTargetsByRuleCommand({ Rule: "none" })))).toBe(
    "ResourceNotFoundException 400",
  );
  expect(await outcome(rules.send(new events.ListRulesCommand({ EventBusName: "none" })))).toBe(
    "ResourceNotFoundException 400",
  );
  expect(await outcome(keys.send(new kms.GetKeyPolicyCommand({ KeyId: "none" })))).toBe(
    "NotFoundException 400",
  );
  expect(await outcome(central.cloudtrail.send(new cloudtrail.GetTrailStatusCommand({ Name: "none" })))).toBe(
    "TrailNotFoundException 400",
  );
  expect(
    await outcome(central.logs.send(new logs.DescribeMetricFiltersCommand({ logGroupName: "none" }))),
  ).toBe("ResourceNotFoundException 400");
  expect(await outcome(tree.send(new organizations.DescribePolicyCommand({ PolicyId: "p-none0000" })))).toBe(
    "PolicyNotFoundException 400",
  );
  const notRegistered = new organizations.ListDelegatedServicesForAccountCommand({
    AccountId: "123456789012",
  });
  expect(await outcome(tree.send(notRegistered))).toBe("AccountNotRegisteredException 400");
});

it("knows no key that it did not make", async () => {
  const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" };
  const stranger = clientsOf(sandbox, { credentials });
  expect(await outcome(stranger.sts.send(new sts.GetCallerIdentityCommand({})))).toBe(
    "InvalidClientTokenId 403",
  );
  const list = stranger.organizations.send(new organizations.ListRootsCommand({}));
  expect(await outcome(list)).toBe("UnrecognizedClientException 400");
  expect(await outcome(stranger.monitoring.send(new monitoring.DescribeAlarmsCommand({})))).toMatch(
    /^UnrecognizedClientException/,
  );
});

it("does not answer in a region that is not switched on", async () => {
  const away = clientsOf(sandbox, { region: "af-south-1" });
  expect(await outcome(away.events.send(new events.ListRulesCommand({})))).toBe(
    "UnrecognizedClientException 400",
  );
  expect(await outcome(away.sns.send(new sns.ListTopicsCommand({})))).toBe("InvalidClientTokenId 403");
});

it("refuses operations it does not have, by the service's own word", async () => {
  expect(await outcome(central.iam.send(new iam.ListUsersCommand({})))).toBe("InvalidAction 400");
  expect(await outcome(central.events.send(new events.ListArchivesCommand({})))).toBe(
    "UnknownOperationException 400",
  );
  const put = new account.DeleteAlternateContactCommand({ AlternateContactType: "SECURITY" });
  expect(await outcome(central.account.send(put))).toBe("UnknownOperationException 404");
});

it("refuses what is not signed, and what is signed for another service", async () => {
  const form = { method: "POST", body: "Action=GetCallerIdentity&Version=2011-06-15" };
  const unsigned = await fetch(sandbox.url, form);
  expect([unsigned.status, await unsigned.text()]).toEqual([
    403,
    expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
  ]);
  const authorization =
    "AWS4-HMAC-SHA256 Credential=AKIABBBBCCCCDDDDTEST/20260101/us-east-1/events/aws4_request, SignedHeaders=host, Signature=0";
  const headers = { authorization, "x-amz-target": "AWSOrganizationsV20161128.ListRoots" };
  const astray = await fetch(sandbox.url, { method: "POST", headers, body: "{}" });
  expect([astray.status, await astray.json()]).toEqual([
    400,
    expect.objectContaining({ __type: expect.stringContaining("UnknownOperationException") }),
  ]);
});

it("says of a standalone account that it is in no organization", () =>
  withSandbox({ organization: false }, async (alone) => {
    const clients = clientsOf(alone);
    expect(alone.accounts).toMatchObject([{ story: "quiet-standalone" }]);
    const described = clients.organizations.send(new organizations.DescribeOrganizationCommand({}));
    expect(await outcome(described)).toBe("AWSOrganizationsNotInUseException 400");
    const features = clients.iam.send(new iam.ListOrganizationsFeaturesCommand({}));
    expect(await outcome(features)).toMatch(/^OrganizationNotFoundException /);
    const trails = await clients.cloudtrail.send(new cloudtrail.DescribeTrailsCommand({}));
    expect(trails.trailList).toMatchObject([{ IsOrganizationTrail: false }]);
  }));

it("takes its features away with the settings", async () => {
  await withSandbox({ organization: { allFeatures: false } }, async (billing) => {
    const clients = clientsOf(billing);
    const described = await clients.organizations.send(new organizations.DescribeOrganizationCommand({}));
    expect(described.Organization?.FeatureSet).toBe("CONSOLIDATED_BILLING");
    const features = clients.iam.send(new iam.ListOrganizationsFeaturesCommand({}));
    expect(await outcome(features)).toMatch(/^OrganizationNotInAllFeaturesModeException /);
  });
  await withSandbox({ organization: { trustedAccess: [], serviceControlPolicies: false } }, async (bare) => {
    const clients = clientsOf(bare);
    const features = clients.iam.send(new iam.ListOrganizationsFeaturesCommand({}));
    expect(await outcome(features)).toMatch(/^ServiceAccessNotEnabledException /);
    const { Roots } = await clients.organizations.send(new organizations.ListRootsCommand({}));
    expect(Roots![0]!.PolicyTypes).toEqual([]);
    expect(bare.expects).toMatchObject({
      "service-control-policies-enabled": "fail",
      "root-sessions-enabled": "fail",
    });
  });
});
