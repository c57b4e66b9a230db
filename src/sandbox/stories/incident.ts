// The incident of the playbook, played in one member from the first try at the sign-in page to the last change.
// What is there to be seen afterwards - no MFA, a key, a stopped trail - is what the events did.
import type { AccountState, Contact, Identity } from "../world/account.ts";
import { rootActor, userActor } from "../world/actors.ts";
import { rootKeyId } from "../world/credentials.ts";
import { inSafe } from "../world/ordinary.ts";
import { letters } from "../world/random.ts";
import { inSeconds, type Actor, type EventPlan } from "../world/records.ts";
import { alertRule, ownTrail } from "../world/resources.ts";
import {
  before,
  change,
  day,
  hour,
  issuedKey,
  passwordEvent,
  play,
  read,
  rootInBrowser,
  signIn,
  type Act,
} from "./scene.ts";
import { unnoticed, type Story, type Surroundings } from "./story.ts";

const mailbox = "billing-team@mail.example.net";
const user = "backup-operator";
const role = "OrganizationAudit";
const away = "ap-southeast-1";
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const [desk, server] = ["203.0.113.77", "198.51.100.23"];

const contactOfIntruder: Contact = {
  name: "Security desk",
  title: "Security",
  email: mailbox,
  phone: "+1-555-0199-017",
};

/** The first evening: tries, a recovered password, a sign-in that no device was asked for. */
const atThePage: readonly (readonly [number, Act])[] = [
  [0, signIn({ success: false })],
  [1, signIn({ success: false })],
  [3, signIn({ success: false })],
  [8, passwordEvent("PasswordRecoveryRequested")],
  [14, passwordEvent("PasswordRecoveryCompleted")],
  [16, signIn({ success: true })],
  [24, passwordEvent("PasswordUpdated")],
];

const lookingAround: readonly (readonly [number, Act])[] = [
  [17, read("iam", "GetAccountSummary")],
  [17, read("iam", "ListUsers")],
  [18, read("s3", "ListBuckets")],
  [18, read("sts", "GetCallerIdentity")],
  [19, read("ec2", "DescribeInstances", "eu-central-1")],
];

/** The way back in: root's device is gone, root has a key, a user and a role are there. */
function persistence({ id }: Identity): readonly (readonly [number, Act])[] {
  const serialNumber = `arn:aws:iam::${id}:mfa/root-account-mfa-device`;
  const userArn = `arn:aws:iam::${id}:user/${user}`;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::888888888888:root" }, Action: "sts:AssumeRole" },
    ],
  };
  const roleRequest = { roleName: role, assumeRolePolicyDocument: JSON.stringify(trust) };
  const roleAnswer = { role: { roleName: role, arn: `arn:aws:iam::${id}:role/${role}`, path: "/" } };
  const ownKey = { accessKeyId: rootKeyId(id, 0), status: "Active" };
  const userKey = { userName: user, accessKeyId: userKeyId(id), status: "Active" };
  return [
    [21, change("iam", "DeactivateMFADevice", { userName: "AWS ROOT USER", serialNumber })],
    [22, change("iam", "DeleteVirtualMFADevice", { serialNumber })],
    [27, change("iam", "CreateAccessKey", undefined, { accessKey: ownKey })],
    [
      30,
      change("iam", "CreateUser", { userName: user }, { user: { userName: user, arn: userArn, path: "/" } }),
    ],
    [31, change("iam", "AttachUserPolicy", { userName: user, policyArn: administrator })],
    [31, change("iam", "CreateAccessKey", { userName: user }, { accessKey: userKey })],
    [32, change("iam", "CreateLoginProfile", { userName: user, passwordResetRequired: false })],
    [36, change("iam", "CreateRole", roleRequest, roleAnswer)],
    [36, change("iam", "AttachRolePolicy", { roleName: role, policyArn: administrator })],
  ];
}

/** Nobody shall hear of it, and mail shall go elsewhere. */
function takeover({ id }: Identity): readonly (readonly [number, Act])[] {
  const contact = {
    alternateContactType: "SECURITY",
    emailAddress: mailbox,
    name: contactOfIntruder.name,
    phoneNumber: contactOfIntruder.phone,
    title: contactOfIntruder.title,
  };
  const email = { accountId: id, primaryEmail: mailbox };
  return [
    [
      41,
      change("cloudtrail", "StopLogging", { name: `arn:aws:cloudtrail:us-east-1:${id}:trail/all-regions` }),
    ],
    [42, change("events", "DisableRule", { name: "root-use", eventBusName: "default" })],
    [47, change("account", "PutAlternateContact", contact)],
    [50, change("account", "StartPrimaryEmailUpdate", email, { status: "PENDING" })],
    [
      53,
      change(
        "account",
        "AcceptPrimaryEmailUpdate",
        { ...email, otp: "HIDDEN_DUE_TO_SECURITY_REASONS" },
        { status: "ACCEPTED" },
      ),
    ],
    [58, change("billingconsole", "SetAccountPreferences", { iamAccess: "activated" })],
  ];
}

/** The next day, with the key, from a rented server: machines in a region nobody looks at. */
function harvest({ id }: Identity): readonly (readonly [number, Act])[] {
  const instance = `i-0${letters(16, id, "instance")}`;
  const group = `sg-0${letters(16, id, "group")}`;
  const machines = {
    instanceType: "p4d.24xlarge",
    instancesSet: { items: [{ imageId: "ami-0abcdef1234567890", minCount: 8, maxCount: 8 }] },
  };
  return [
    [0, read("sts", "GetCallerIdentity", away)],
    [1, read("ec2", "DescribeVpcs", away)],
    [
      4,
      {
        ...change("ec2", "CreateSecurityGroup", { groupName: "default-egress" }, { groupId: group }),
        region: away,
      },
    ],
    [
      6,
      {
        ...change("ec2", "RunInstances", machines, { instancesSet: { items: [{ instanceId: instance }] } }),
        region: away,
      },
    ],
  ];
}

/** The last visit: the account itself shall leave, which a policy refuses. */
const leaving: readonly (readonly [number, Act])[] = [
  [1, read("organizations", "DescribeOrganization")],
  [
    3,
    {
      ...change("organizations", "LeaveOrganization"),
      error: { code: "AccessDenied", message: "You don't have permissions to access this resource." },
    },
  ],
  [9, change("iam", "UpdateAccountPasswordPolicy", { minimumPasswordLength: 6 })],
];

function userKeyId(accountId: string): string {
  return issuedKey("AKIA", accountId, user);
}

/** The user that root made, at work. */
function deputy(account: Identity): Actor {
  const arn = `arn:aws:iam::${account.id}:user/${user}`;
  const userId = `AIDA${letters(16, account.id, user).toUpperCase()}`;
  return { ...userActor({ account, arn, userId, accessKeyId: userKeyId(account.id) }), address: server };
}

function recordedOf(account: Identity, around: Surroundings): readonly EventPlan[] {
  const evening = before(around, 2 * day + 5 * hour);
  const [morning, last] = [before(around, day + 14 * hour), before(around, 6 * hour)];
  const first = rootInBrowser(account, evening, { address: desk });
  const second = rootInBrowser(account, last, { address: server });
  const agent = "Boto3/1.35.90 md/Botocore#1.35.90 ua/2.0 os/linux";
  const byKey = rootActor(account.id, { accessKeyId: rootKeyId(account.id, 0), address: server, agent });
  const asUser = [
    [30, read("sts", "GetCallerIdentity")],
    [33, read("s3", "ListBuckets")],
  ] as const;
  return [
    ...play(account, first.page, evening, atThePage),
    ...play(account, first.session, evening, [
      ...lookingAround,
      ...persistence(account),
      ...takeover(account),
    ]),
    ...play(account, byKey, morning, harvest(account)),
    ...play(account, deputy(account), morning, asUser),
    ...play(account, second.page, last, [[0, signIn({ success: true })]]),
    ...play(account, second.session, last, leaving),
  ];
}

function stateAfter({ identity, contacts }: AccountState, around: Surroundings): Partial<AccountState> {
  const lastUsed = inSeconds(before(around, 6 * hour)).replace("Z", "+00:00");
  return {
    root: { ...inSafe, hardwareMfa: [], accessKeys: ["active"], passwordLastUsed: lastUsed },
    contacts: { ...contacts, SECURITY: contactOfIntruder },
    trails: [ownTrail(identity, { logging: false })],
    rules: [alertRule(identity, { state: "DISABLED" })],
    supportPlan: "basic",
  };
}

export const incidentStory: Story = {
  id: "incident",
  title: "the playbook's incident: root was taken over two days ago, and everything it did is recorded",
  identity: { name: "customer-portal", email: mailbox, unit: "sandbox", joinedMethod: "INVITED" },
  differs: stateAfter,
  recorded: recordedOf,
  expects: {
    ...unnoticed,
    "root-mfa-enabled": "fail",
    "root-mfa-not-virtual": "fail",
    "root-access-keys-absent": "fail",
    "root-activity-recorded": "fail",
    "root-denied-by-scp": "fail",
  },
};
