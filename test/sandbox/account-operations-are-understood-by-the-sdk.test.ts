// The operations that speak of accounts and the organization, once each, through the real client, with the fields a scan reads.
import * as account from "@aws-sdk/client-account";
import * as iam from "@aws-sdk/client-iam";
import * as organizations from "@aws-sdk/client-organizations";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startSandbox, storyIds, type Sandbox } from "../../src/sandbox/index.ts";
import { clientsOf, failure, idOf, inside, type Clients } from "./clients.ts";

let sandbox: Sandbox;
let central: Clients;
beforeAll(async () => {
  sandbox = await startSandbox({ accounts: storyIds.length, pageSize: 20, emptyPages: 0 });
  central = clientsOf(sandbox);
});
afterAll(() => sandbox.close());

describe("STS", () => {
  it("GetCallerIdentity", async () => {
    const answer = await central.sts.send(new sts.GetCallerIdentityCommand({}));
    expect(answer).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:iam::111122223333:user/rootproof-audit",
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{16}$/),
    });
  });

  it("AssumeRole", async () => {
    const answer = await central.sts.send(
      new sts.AssumeRoleCommand({
        RoleArn: "arn:aws:iam::444455556666:role/rootproof-audit",
        RoleSessionName: "me",
        DurationSeconds: 900,
      }),
    );
    expect(answer.AssumedRoleUser?.Arn).toBe("arn:aws:sts::444455556666:assumed-role/rootproof-audit/me");
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    const minutes = (answer.Credentials!.Expiration!.getTime() - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(15);
  });
});

describe("IAM", () => {
  it("GetAccountSummary", async () => {
    const { SummaryMap } = await central.iam.send(new iam.GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AccountMFAEnabled: 1,
      AccountPasswordPresent: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
    });
  });

  it("ListVirtualMFADevices, by assignment; root's entry has no user name", async () => {
    const { iam: client } = await inside(sandbox, "forgotten-totp");
    const list = async (AssignmentStatus: iam.AssignmentStatusType) =>
      (await client.send(new iam.ListVirtualMFADevicesCommand({ AssignmentStatus }))).VirtualMFADevices!;
    const [all, assigned, unassigned] = [await list("Any"), await list("Assigned"), await list("Unassigned")];
    expect([all.length, assigned.length, unassigned.length]).toEqual([4, 3, 1]);
    expect(unassigned[0]).toMatchObject({ SerialNumber: "arn:aws:iam::123456789012:mfa/left-over" });
    expect(unassigned[0]).not.toHaveProperty("User");
    const root = assigned.find(({ User }) => User?.Arn?.endsWith(":root"));
    expect(root).toMatchObject({ User: { UserId: "123456789012" }, EnableDate: expect.any(Date) });
    expect(root?.User).not.toHaveProperty("UserName");
  });

  it("GenerateCredentialReport and GetCredentialReport, ready when asked twice", async () => {
    const { iam: client } = await inside(sandbox, "old-keys");
    const generate = async () => (await client.send(new iam.GenerateCredentialReportCommand({}))).State;
    expect((await failure(client.send(new iam.GetCredentialReportCommand({})))).name).toBe(
      "CredentialReportNotPresentException",
    );
    expect(await generate()).toBe("STARTED");
    expect((await failure(client.send(new iam.GetCredentialReportCommand({})))).name).toBe(
      "CredentialReportNotReadyException",
    );
    expect(await generate()).toBe("COMPLETE");
    const { Content, ReportFormat, GeneratedTime } = await client.send(
      new iam.GetCredentialReportCommand({}),
    );
    expect(ReportFormat).toBe("text/csv");
    expect(GeneratedTime).toBeInstanceOf(Date);
    const [header, root] = Buffer.from(Content!).toString("utf8").split("\n");
    expect(header!.split(",")).toHaveLength(22);
    expect(root).toMatch(/^<root_account>,arn:aws:iam::012345678901:root,/);
    expect(root!.split(",")).toHaveLength(22);
  });

  it("ListAccountAliases", async () => {
    expect((await central.iam.send(new iam.ListAccountAliasesCommand({}))).AccountAliases).toEqual([
      "example-corp",
    ]);
  });

  it("ListOrganizationsFeatures", async () => {
    const answer = await central.iam.send(new iam.ListOrganizationsFeaturesCommand({}));
    expect(answer.OrganizationId).toMatch(/^o-[a-z0-9]{10}$/);
    expect(answer.EnabledFeatures).toEqual(["RootCredentialsManagement", "RootSessions"]);
  });
});

describe("Organizations", () => {
  it("DescribeOrganization", async () => {
    const { Organization } = await central.organizations.send(
      new organizations.DescribeOrganizationCommand({}),
    );
    expect(Organization).toMatchObject({ FeatureSet: "ALL", MasterAccountId: "111122223333" });
  });

  it("ListAccounts", async () => {
    const { Accounts } = await central.organizations.send(
      new organizations.ListAccountsCommand({ MaxResults: 6 }),
    );
    expect(Accounts).toHaveLength(6);
    expect(Accounts![3]).toMatchObject({
      Id: "012345678901",
      State: "ACTIVE",
      JoinedTimestamp: expect.any(Date),
    });
    expect(Accounts![5]).toMatchObject({ State: "SUSPENDED", Status: "SUSPENDED" });
  });

  it("the tree: three levels, one parent each, the same accounts by both lists", async () => {
    const client = central.organizations;
    const { Roots } = await client.send(new organizations.ListRootsCommand({}));
    expect(Roots).toHaveLength(1);
    expect(Roots![0]!.PolicyTypes).toEqual([{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }]);
    const units = async (ParentId: string) =>
      (await client.send(new organizations.ListOrganizationalUnitsForParentCommand({ ParentId })))
        .OrganizationalUnits!;
    const named = (list: organizations.OrganizationalUnit[], name: string) =>
      list.find(({ Name }) => Name === name)!.Id!;
    const workloads = named(await units(Roots![0]!.Id!), "Workloads");
    const production = named(await units(workloads), "Production");
    const ParentId = named(await units(production), "Payments");
    const { Accounts } = await client.send(new organizations.ListAccountsForParentCommand({ ParentId }));
    const { Children } = await client.send(
      new organizations.ListChildrenCommand({ ParentId, ChildType: "ACCOUNT" }),
    );
    expect(Accounts!.length).toBeGreaterThan(0);
    expect(Children!.map(({ Id }) => Id)).toEqual(Accounts!.map(({ Id }) => Id));
    for (const ChildId of [Accounts![0]!.Id!, ParentId, workloads]) {
      const { Parents } = await client.send(new organizations.ListParentsCommand({ ChildId }));
      const parent = { [ParentId]: production, [workloads]: Roots![0]!.Id! }[ChildId] ?? ParentId;
      expect(Parents).toEqual([
        { Id: parent, Type: parent.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT" },
      ]);
    }
  });

  it("policies and their targets, one of them attached to nothing", async () => {
    const client = central.organizations;
    const Filter = "SERVICE_CONTROL_POLICY";
    const { Policies } = await client.send(new organizations.ListPoliciesCommand({ Filter }));
    expect(Policies![0]).toMatchObject({ Id: "p-FullAWSAccess", AwsManaged: true });
    const targets = async (PolicyId: string) =>
      (await client.send(new organizations.ListTargetsForPolicyCommand({ PolicyId }))).Targets!;
    const attached = await Promise.all(
      Policies!.map(async ({ Id, Name }) => [Name!, await targets(Id!)] as const),
    );
    expect(
      Object.fromEntries(attached.map(([name, list]) => [name, list.map((target) => target.Name)])),
    ).toMatchObject({
      FullAWSAccess: expect.arrayContaining(["Root", "Workloads"]),
      DenyRootUser: ["Security", "Workloads", "Closed"],
      DenyRootEverywhere: [],
    });
    const workloads = attached.find(([name]) => name === "DenyRootUser")![1][1]!.TargetId!;
    const onUnit = await client.send(
      new organizations.ListPoliciesForTargetCommand({ TargetId: workloads, Filter }),
    );
    expect(onUnit.Policies!.map(({ Name }) => Name)).toEqual(["FullAWSAccess", "DenyRootUser"]);
    const PolicyId = onUnit.Policies![1]!.Id!;
    const { Policy } = await client.send(new organizations.DescribePolicyCommand({ PolicyId }));
    expect(JSON.parse(Policy!.Content!)).toMatchObject({
      Statement: [{ Effect: "Deny", Action: "*", Condition: { Null: { "aws:AssumedRoot": "true" } } }],
    });
  });

  it("delegation and trusted access", async () => {
    const client = central.organizations;
    const delegates = await client.send(new organizations.ListDelegatedAdministratorsCommand({}));
    expect(delegates.DelegatedAdministrators).toMatchObject([{ Id: "444455556666", State: "ACTIVE" }]);
    const none = { ServicePrincipal: "guardduty.amazonaws.com" };
    expect(
      (await client.send(new organizations.ListDelegatedAdministratorsCommand(none))).DelegatedAdministrators,
    ).toEqual([]);
    const AccountId = "444455556666";
    const services = await client.send(
      new organizations.ListDelegatedServicesForAccountCommand({ AccountId }),
    );
    expect(services.DelegatedServices!.map(({ ServicePrincipal }) => ServicePrincipal)).toContain(
      "iam.amazonaws.com",
    );
    const trusted = await client.send(new organizations.ListAWSServiceAccessForOrganizationCommand({}));
    expect(trusted.EnabledServicePrincipals!.map(({ ServicePrincipal }) => ServicePrincipal)).toContain(
      "iam.amazonaws.com",
    );
  });
});

describe("Account", () => {
  it("GetAlternateContact, of a member from the centre and of the account itself", async () => {
    const own = await central.account.send(
      new account.GetAlternateContactCommand({ AlternateContactType: "SECURITY" }),
    );
    expect(own.AlternateContact).toMatchObject({
      EmailAddress: "security@example.com",
      AlternateContactType: "SECURITY",
    });
    const AccountId = idOf(sandbox, "contacts-of-a-stranger");
    const other = await central.account.send(
      new account.GetAlternateContactCommand({ AlternateContactType: "BILLING", AccountId }),
    );
    expect(other.AlternateContact?.EmailAddress).toMatch(/@consultants\.example\.org$/);
  });

  it("GetContactInformation, GetPrimaryEmail, GetAccountInformation", async () => {
    const contact = await central.account.send(new account.GetContactInformationCommand({}));
    expect(contact.ContactInformation).toMatchObject({ CompanyName: "Example Corp", CountryCode: "US" });
    const email = await central.account.send(
      new account.GetPrimaryEmailCommand({ AccountId: "444455556666" }),
    );
    expect(email.PrimaryEmail).toBe("aws-root+1@example.com");
    const AccountId = idOf(sandbox, "created-before-2017");
    const information = await central.account.send(new account.GetAccountInformationCommand({ AccountId }));
    expect(information).toMatchObject({
      AccountState: "ACTIVE",
      AccountCreatedDate: new Date("2012-03-04T05:06:07Z"),
    });
  });

  it("ListRegions, all and by status", async () => {
    const list = async (RegionOptStatusContains?: account.RegionOptStatus[]) =>
      (
        await central.account.send(
          new account.ListRegionsCommand(RegionOptStatusContains ? { RegionOptStatusContains } : {}),
        )
      ).Regions!;
    expect(await list()).toHaveLength(21);
    expect((await list(["ENABLED"])).map(({ RegionName }) => RegionName)).toEqual(["eu-central-2"]);
  });
});
