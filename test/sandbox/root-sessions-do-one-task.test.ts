// AssumeRoot: who may, into what, for how long, what works inside, and what CloudTrail keeps of it.
import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { AssumeRootCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { asRoot, auditTask, clientsOf, failure, inside, withSandbox, type Clients } from "./clients.ts";

/** What joins a session to the record that opened it. */
interface OpenedRecord {
  readonly responseElements: { readonly credentials: { readonly accessKeyId: string } };
}

let sandbox: Sandbox;
let central: Clients;
beforeAll(async () => {
  sandbox = await startSandbox({ stories: ["old-keys", "forgotten-totp", "locked-down", "inactive-key"] });
  central = clientsOf(sandbox);
});
afterAll(() => sandbox.close());

const [management, delegate, keys, totp, bare, inactive] = [
  "111122223333",
  "444455556666",
  "123456789012",
  "012345678901",
  "555555555555",
  "999999999999",
] as const;

function assumeRoot(TargetPrincipal: string, more: { DurationSeconds?: number; task?: string } = {}) {
  const { task = auditTask, ...rest } = more;
  return new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: { arn: task }, ...rest });
}

function refusal({ sts }: Clients, command: AssumeRootCommand): Promise<string> {
  return failure(sts.send(command)).then(({ name, message }) => `${name}: ${message}`);
}

describe("who may open one", () => {
  it("the management account and the delegate, into members, for 900 seconds at most", async () => {
    const { Credentials } = await central.sts.send(assumeRoot(`arn:aws:iam::${bare}:root`));
    const seconds = (Credentials!.Expiration!.getTime() - Date.now()) / 1000;
    expect(Math.round(seconds / 10)).toBe(90);
    const deputy = clientsOf(sandbox, { credentials: sandbox.credentialsOf(delegate) });
    expect((await deputy.sts.send(assumeRoot(bare))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await refusal(central, assumeRoot(bare, { DurationSeconds: 901 }))).toMatch(/^ValidationError/);
    expect(await refusal(central, assumeRoot(management))).toMatch(/^AccessDenied: .* sts:AssumeRoot/);
    expect(await refusal(central, assumeRoot("999900001111"))).toMatch(/^AccessDenied/);
    expect(await refusal(await inside(sandbox, "old-keys"), assumeRoot(bare))).toMatch(/^AccessDenied/);
    expect(
      await refusal(central, assumeRoot(bare, { task: "arn:aws:iam::aws:policy/ReadOnlyAccess" })),
    ).toMatch(/^ValidationError/);
  });

  it("each task only while its feature is on", async () => {
    const unlock = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
    await withSandbox({ accounts: 3, organization: { rootCredentialsManagement: false } }, async (off) => {
      const clients = clientsOf(off);
      expect(await refusal(clients, assumeRoot(delegate))).toBe(
        "AccessDenied: Root credentials management feature is not enabled for your AWS Organization",
      );
      expect((await clients.sts.send(assumeRoot(delegate, { task: unlock }))).Credentials).toBeDefined();
    });
    await withSandbox({ accounts: 3, organization: { trustedAccess: [] } }, async (off) => {
      expect(await refusal(clientsOf(off), assumeRoot(delegate, { task: unlock }))).toMatch(
        /Root sessions feature/,
      );
    });
  });
});

describe("what works inside", () => {
  it("shows the credentials of root, without its name or path", async () => {
    const { iam: client, sts } = await asRoot(sandbox, keys);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(`arn:aws:iam::${keys}:root`);
    const { AccessKeyMetadata } = await client.send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toMatchObject([
      { AccessKeyId: expect.stringMatching(/^AKIA[A-Z0-9]{16}$/), Status: "Active" },
    ]);
    expect(AccessKeyMetadata![0]).not.toHaveProperty("UserName");
    const { AccessKeyLastUsed, UserName } = await client.send(
      new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: AccessKeyMetadata![0]!.AccessKeyId! }),
    );
    expect([AccessKeyLastUsed?.ServiceName, UserName]).toEqual(["s3", undefined]);
    expect((await client.send(new iam.ListSigningCertificatesCommand({}))).Certificates).toEqual([]);
    const { User } = await client.send(new iam.GetUserCommand({}));
    expect(User).toMatchObject({
      UserId: keys,
      Arn: `arn:aws:iam::${keys}:root`,
      PasswordLastUsed: expect.any(Date),
    });
    expect(User).not.toHaveProperty("UserName");
    expect(User).not.toHaveProperty("Path");
    const { LoginProfile } = await client.send(new iam.GetLoginProfileCommand({}));
    expect([LoginProfile?.CreateDate instanceof Date, LoginProfile?.UserName]).toEqual([true, undefined]);
    const { MFADevices } = await client.send(new iam.ListMFADevicesCommand({}));
    expect(MFADevices).toMatchObject([{ SerialNumber: expect.stringContaining(`${keys}:u2f/root/key-1-`) }]);
    const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1 });
  });

  it("shows a device of root under a free name, a key that is off, and no password", async () => {
    const { iam: phone } = await asRoot(sandbox, totp);
    expect((await phone.send(new iam.ListMFADevicesCommand({}))).MFADevices).toMatchObject([
      { SerialNumber: `arn:aws:iam::${totp}:mfa/phone-of-the-founder`, EnableDate: expect.any(Date) },
    ]);
    const { iam: off } = await asRoot(sandbox, inactive);
    const { AccessKeyMetadata } = await off.send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toMatchObject([{ Status: "Inactive" }]);
    const { iam: none } = await asRoot(sandbox, bare);
    const error = await failure(none.send(new iam.GetLoginProfileCommand({})));
    expect([error.name, error.message]).toEqual([
      "NoSuchEntityException",
      "Login Profile for User null cannot be found.",
    ]);
  });

  it("refuses everything else, and everything under a policy that forgets such sessions", async () => {
    const root = await asRoot(sandbox, bare);
    const refused = [
      root.iam.send(new iam.ListVirtualMFADevicesCommand({})),
      root.iam.send(new iam.GenerateCredentialReportCommand({})),
      root.cloudtrail.send(new LookupEventsCommand({})),
      root.sns.send(new ListTopicsCommand({})),
      root.sts.send(assumeRoot(keys)),
    ];
    for (const call of refused)
      expect((await failure(call)).name).toMatch(/^(AccessDenied|AuthorizationError)/);
    await withSandbox({ stories: ["scp-null-false", "scp-binds-sessions"] }, async (bound) => {
      for (const id of ["123456789012", "012345678901"]) {
        const { iam: client } = await asRoot(bound, id);
        expect((await failure(client.send(new iam.GetAccountSummaryCommand({})))).name).toBe("AccessDenied");
      }
    });
  });

  it("outside of one, the same calls speak of the caller", async () => {
    const { AccessKeyMetadata } = await central.iam.send(new iam.ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toMatchObject([{ UserName: "rootproof-audit" }]);
    expect((await central.iam.send(new iam.ListMFADevicesCommand({}))).MFADevices).toEqual([]);
    const role = await inside(sandbox, "old-keys");
    expect((await failure(role.iam.send(new iam.ListAccessKeysCommand({})))).message).toMatch(/userName/);
  });
});

describe("what CloudTrail keeps", () => {
  it("the AssumeRoot record where it was called, the reads in the member, joined by the key", async () => {
    await withSandbox({ stories: ["locked-down"] }, async (fresh) => {
      const { iam: client } = await asRoot(fresh, "123456789012");
      await client.send(new iam.GetAccountSummaryCommand({}));
      await failure(client.send(new iam.GetLoginProfileCommand({})));
      const lookup = async (
        { cloudtrail }: Clients,
        AttributeKey: "Username" | "EventName",
        AttributeValue: string,
      ) =>
        (
          await cloudtrail.send(
            new LookupEventsCommand({ LookupAttributes: [{ AttributeKey, AttributeValue }] }),
          )
        ).Events!;
      const [opened] = await lookup(clientsOf(fresh), "EventName", "AssumeRoot");
      const record = JSON.parse(opened!.CloudTrailEvent!) as OpenedRecord;
      expect(record).toMatchObject({
        userIdentity: { type: "IAMUser", userName: "rootproof-audit" },
        requestParameters: { targetPrincipal: "123456789012", taskPolicyArn: { arn: auditTask } },
        responseElements: { credentials: { accessKeyId: expect.stringMatching(/^ASIA/) } },
      });
      const reads = await lookup(await inside(fresh, "locked-down"), "Username", "root");
      expect(reads.map(({ EventName }) => EventName).toSorted()).toEqual([
        "GetAccountSummary",
        "GetLoginProfile",
      ]);
      for (const { AccessKeyId, ReadOnly, CloudTrailEvent } of reads) {
        expect([AccessKeyId, ReadOnly]).toEqual([record.responseElements.credentials.accessKeyId, "true"]);
        expect(JSON.parse(CloudTrailEvent!)).toMatchObject({
          userIdentity: { type: "Root", sessionContext: { attributes: { mfaAuthenticated: "false" } } },
        });
      }
    });
  });
});
