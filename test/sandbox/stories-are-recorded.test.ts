// What the stories say CloudTrail recorded: whole records, in the right account and region, that agree with the state.
import { GetAlternateContactCommand, GetPrimaryEmailCommand } from "@aws-sdk/client-account";
import {
  GetTrailStatusCommand,
  LookupEventsCommand,
  type LookupAttributeKey,
} from "@aws-sdk/client-cloudtrail";
import { GetUserCommand, ListAccessKeysCommand, ListMFADevicesCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { asRoot, clientsOf, idOf, inside, withSandbox, type Clients } from "./clients.ts";

/** As much of a record as is read here. */
interface TrailRecord {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventType: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sourceIPAddress: string;
  readonly errorCode?: string;
  readonly userIdentity: {
    readonly type?: string;
    readonly accessKeyId?: string;
    readonly invokedBy?: string;
    readonly userName?: string;
    readonly arn?: string;
  };
  readonly requestParameters: { readonly [name: string]: unknown } | null;
  readonly responseElements: {
    readonly credentials?: { readonly accessKeyId: string };
    readonly accessKey?: { readonly accessKeyId: string };
  } | null;
}

const now = new Date("2026-03-01T12:00:00Z");
const stories = [
  "incident",
  "root-by-alias",
  "root-change-a-month-ago",
  "services-as-root",
  "user-called-root",
  "own-audits",
  "session-of-a-stranger",
  "session-that-joins-nothing",
  "contact-changed-centrally",
  "locked-down",
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ stories, now: () => now, pageSize: 50 });
});
afterAll(() => sandbox.close());

async function look(
  { cloudtrail }: Clients,
  key?: LookupAttributeKey,
  value?: string,
): Promise<TrailRecord[]> {
  const LookupAttributes = key && [{ AttributeKey: key, AttributeValue: value }];
  const { Events, NextToken } = await cloudtrail.send(
    new LookupEventsCommand({ ...(LookupAttributes && { LookupAttributes }) }),
  );
  expect(NextToken).toBeUndefined();
  return Events!.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent!) as TrailRecord).toReversed();
}

const central = () => clientsOf(sandbox);
const names = (records: readonly TrailRecord[]) => records.map(({ eventName }) => eventName);

describe("the incident", () => {
  it("runs from the first try to sign in to the last change, within three days and not just now", async () => {
    const home = await look(await inside(sandbox, "incident"));
    expect(names(home)[0]).toBe("ConsoleLogin");
    expect(names(home).at(-1)).toBe("UpdateAccountPasswordPolicy");
    expect(names(home)).toEqual(
      expect.arrayContaining([
        "PasswordRecoveryRequested",
        "PasswordUpdated",
        "DeactivateMFADevice",
        "CreateUser",
        "AttachUserPolicy",
        "CreateLoginProfile",
        "CreateRole",
        "PutAlternateContact",
        "StartPrimaryEmailUpdate",
        "AcceptPrimaryEmailUpdate",
        "StopLogging",
        "DisableRule",
        "SetAccountPreferences",
        "ListBuckets",
      ]),
    );
    const ages = home.map(({ eventTime }) => (now.getTime() - Date.parse(eventTime)) / 60_000);
    expect(Math.max(...ages)).toBeLessThan(3 * 24 * 60);
    expect(Math.min(...ages)).toBeGreaterThan(15);
    const refused = home.filter(({ errorCode }) => errorCode !== undefined);
    expect(refused).toMatchObject([{ eventName: "LeaveOrganization", errorCode: "AccessDenied" }]);
  });

  it("is written as AWS writes it, each record once and in its own region", async () => {
    const regions = ["us-east-1", "ap-southeast-1", "eu-central-1"];
    const all = await Promise.all(
      regions.map(async (region) => await look(await inside(sandbox, "incident", region))),
    );
    expect(names(all[1]!)).toEqual([
      "GetCallerIdentity",
      "DescribeVpcs",
      "CreateSecurityGroup",
      "RunInstances",
    ]);
    expect(all[2]).toHaveLength(1);
    const flat = all.flat();
    expect(new Set(flat.map(({ eventID }) => eventID)).size).toBe(flat.length);
    for (const record of flat) {
      expect(record).toMatchObject({
        eventVersion: expect.stringMatching(/^1\.\d+$/),
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        eventSource: expect.stringMatching(/^[a-z0-9]+\.amazonaws\.com$/),
        sourceIPAddress: expect.stringMatching(/^(203\.0\.113|198\.51\.100)\.\d+$/),
        userIdentity: {
          type: expect.stringMatching(/^(Root|IAMUser)$/),
          accountId: idOf(sandbox, "incident"),
        },
        recipientAccountId: idOf(sandbox, "incident"),
        managementEvent: true,
        eventCategory: "Management",
      });
    }
    const logins = all[0]!.filter(({ eventName }) => eventName === "ConsoleLogin");
    expect(logins).toMatchObject([
      ...Array.from({ length: 3 }, () => ({
        responseElements: { ConsoleLogin: "Failure" },
        errorMessage: "Failed authentication",
      })),
      ...Array.from({ length: 2 }, () => ({
        responseElements: { ConsoleLogin: "Success" },
        additionalEventData: { MFAUsed: "No" },
      })),
    ]);
  });

  it("leaves behind what it did", async () => {
    const member = await inside(sandbox, "incident");
    const id = idOf(sandbox, "incident");
    const records = await look(member);
    const { iam } = await asRoot(sandbox, id);
    const own = records.find(
      ({ eventName, requestParameters }) => eventName === "CreateAccessKey" && requestParameters === null,
    );
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata!.map(({ AccessKeyId }) => AccessKeyId)).toEqual([
      own!.responseElements!.accessKey!.accessKeyId,
    ]);
    expect(AccessKeyMetadata![0]!.CreateDate).toEqual(new Date(own!.eventTime));
    expect((await iam.send(new ListMFADevicesCommand({}))).MFADevices).toEqual([]);
    const signIns = records.filter(({ eventName }) => eventName === "ConsoleLogin");
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User!.PasswordLastUsed).toEqual(new Date(signIns.at(-1)!.eventTime));
    const stop = records.find(({ eventName }) => eventName === "StopLogging")!;
    const status = await member.cloudtrail.send(
      new GetTrailStatusCommand({ Name: stop.requestParameters!.name as string }),
    );
    expect([status.IsLogging, status.StopLoggingTime]).toEqual([false, new Date(stop.eventTime)]);
    const email = records.find(({ eventName }) => eventName === "AcceptPrimaryEmailUpdate")!;
    const { PrimaryEmail } = await central().account.send(new GetPrimaryEmailCommand({ AccountId: id }));
    expect(PrimaryEmail).toBe(email.requestParameters!.primaryEmail);
    const put = records.find(({ eventName }) => eventName === "PutAlternateContact")!;
    const command = new GetAlternateContactCommand({ AccountId: id, AlternateContactType: "SECURITY" });
    const { AlternateContact } = await central().account.send(command);
    expect(AlternateContact!.EmailAddress).toBe(put.requestParameters!.emailAddress);
  });
});

describe("root in other accounts", () => {
  it("is found by the alias only, where there is one", async () => {
    const member = await inside(sandbox, "root-by-alias");
    expect(await look(member, "Username", "root")).toEqual([]);
    const records = await look(member, "Username", "example-web-shop");
    expect(names(records)).toEqual(["ConsoleLogin", "GetCostAndUsage", "PutAccountName"]);
    expect(records[0]!.userIdentity).toMatchObject({ type: "Root", userName: "example-web-shop" });
  });

  it("was at work a month ago", async () => {
    const records = await look(await inside(sandbox, "root-change-a-month-ago"), "Username", "root");
    expect(names(records)).toEqual(["ConsoleLogin", "CreateUser"]);
    expect(now.getTime() - Date.parse(records[1]!.eventTime)).toBeGreaterThan(29 * 86_400_000);
  });

  it("is not who a service or a user of that name is", async () => {
    const acted = await look(await inside(sandbox, "services-as-root"));
    expect(
      acted.map(({ userIdentity, eventType }) => [
        userIdentity.type,
        Boolean(userIdentity.invokedBy),
        eventType,
      ]),
    ).toEqual([
      ["Root", true, "AwsApiCall"],
      [undefined, true, "AwsServiceEvent"],
      ["Root", true, "AwsServiceEvent"],
    ]);
    const user = await look(await inside(sandbox, "user-called-root"), "Username", "root");
    expect(user.map(({ userIdentity }) => userIdentity.type)).toEqual(["IAMUser", "IAMUser"]);
  });

  it("did nothing in a locked-down one", async () => {
    expect(await look(await inside(sandbox, "locked-down"))).toEqual([]);
  });
});

describe("sessions and changes from the management account", () => {
  it("join by the key: our own audits, in two regions", async () => {
    const keysIn = async (region: string) => {
      const records = await look(clientsOf(sandbox, { region }), "EventName", "AssumeRoot");
      return records
        .filter(({ requestParameters }) => requestParameters!.targetPrincipal === idOf(sandbox, "own-audits"))
        .map(({ responseElements }) => responseElements!.credentials!.accessKeyId);
    };
    const keys = [...(await keysIn("eu-central-1")), ...(await keysIn("us-east-1"))];
    const reads = await look(await inside(sandbox, "own-audits"), "Username", "root");
    expect([...new Set(reads.map(({ userIdentity }) => userIdentity.accessKeyId))]).toEqual(keys);
    expect(reads).toHaveLength(10);
  });

  it("join by the key: the errand of a role; one session joins nothing", async () => {
    const opened = await look(clientsOf(sandbox, { region: "eu-west-1" }), "EventName", "AssumeRoot");
    expect(opened).toMatchObject([
      {
        userIdentity: { arn: expect.stringContaining("assumed-role/bucket-rescue/") },
        requestParameters: { taskPolicyArn: { arn: expect.stringMatching(/S3UnlockBucketPolicy$/) } },
      },
    ]);
    const [errand] = await look(
      await inside(sandbox, "session-of-a-stranger", "eu-west-1"),
      "Username",
      "root",
    );
    expect(errand!.userIdentity.accessKeyId).toBe(opened[0]!.responseElements!.credentials!.accessKeyId);
    const [lone] = await look(await inside(sandbox, "session-that-joins-nothing"), "Username", "root");
    expect(lone!.userIdentity.accessKeyId).toMatch(/^ASIA/);
    const everywhere = await Promise.all(
      ["us-east-1", "eu-central-1", "eu-west-1"].map((region) =>
        look(clientsOf(sandbox, { region }), "EventName", "AssumeRoot"),
      ),
    );
    expect(JSON.stringify(everywhere)).not.toContain(lone!.userIdentity.accessKeyId!);
  });

  it("stand where they were made: a member's contact in the management account", async () => {
    const records = await look(central(), "EventSource", "account.amazonaws.com");
    expect(records).toMatchObject([
      {
        eventName: "PutAlternateContact",
        requestParameters: { accountId: idOf(sandbox, "contact-changed-centrally") },
      },
    ]);
    expect(await look(await inside(sandbox, "contact-changed-centrally"))).toEqual([]);
  });
});

it("stands in the demo's organization, beside a clean account, and moves with the clock only", async () => {
  const records = (at: Date) =>
    withSandbox({ now: () => at, pageSize: 50 }, async (demo) => {
      expect(demo.accounts.map(({ story }) => story)).toEqual(
        expect.arrayContaining(["incident", "locked-down"]),
      );
      return await look(await inside(demo, "incident"), "Username", "root");
    });
  const first = await records(now);
  expect(await records(now)).toEqual(first);
  const later = await records(new Date(now.getTime() + 3_600_000));
  expect(names(later)).toEqual(names(first));
  expect(Date.parse(later[0]!.eventTime) - Date.parse(first[0]!.eventTime)).toBe(3_600_000);
});
