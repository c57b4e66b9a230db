// Stories of root in CloudTrail: at work itself, acted for by services, and taken for somebody else.
import type { Identity } from "../world/account.ts";
import { roleActor, rootActor, userActor } from "../world/actors.ts";
import { inSafe } from "../world/ordinary.ts";
import { letters } from "../world/random.ts";
import type { Actor, EventPlan } from "../world/records.ts";
import {
  before,
  browser,
  change,
  day,
  hour,
  issuedKey,
  office,
  play,
  read,
  rootInBrowser,
  signIn,
} from "./scene.ts";
import { lockedDown, unbound, type Story, type Surroundings } from "./story.ts";

/** A sign-in in order: from the office, with the device, to look at the bill. */
function routine(account: Identity, around: Surroundings, alias?: string): readonly EventPlan[] {
  const since = before(around, 26 * hour);
  const mfa = `arn:aws:iam::${account.id}:u2f/root/key-1`;
  const root = rootInBrowser(account, since, { address: office, ...(alias !== undefined && { alias }) });
  const acts = [
    [1, read("ce", "GetCostAndUsage")],
    [4, change("account", "PutAccountName", { accountName: "renamed" })],
  ] as const;
  return [
    ...play(account, root.page, since, [[0, signIn({ success: true, mfa })]]),
    ...play(account, root.session, since, acts),
  ];
}

function oldChange(account: Identity, around: Surroundings): readonly EventPlan[] {
  const since = before(around, 30 * day);
  const { page, session } = rootInBrowser(account, since, { address: office });
  const mfa = `arn:aws:iam::${account.id}:u2f/root/key-1`;
  const made = change("iam", "CreateUser", { userName: "migration" }, { user: { userName: "migration" } });
  return [
    ...play(account, page, since, [[0, signIn({ success: true, mfa })]]),
    ...play(account, session, since, [[5, made]]),
  ];
}

/** A service with root's name on its badge, and one without any name. */
function services(account: Identity, around: Surroundings): readonly EventPlan[] {
  const at = before(around, 10 * hour);
  const principal = "autoscaling.amazonaws.com";
  const root = rootActor(account.id, { address: principal, agent: principal });
  const acting: Actor = { ...root, identity: { ...root.identity, invokedBy: principal } };
  const internal: Actor = {
    identity: { accountId: account.id, invokedBy: "AWS Internal" },
    address: "AWS Internal",
    agent: "AWS Internal",
  };
  const rotated = {
    ...change("kms", "RotateKey"),
    type: "AwsServiceEvent",
    more: { serviceEventDetails: { rotationType: "AUTOMATIC" } },
  } as const;
  const rootEvent: Actor = {
    ...root,
    identity: { type: "Root", accountId: account.id, invokedBy: "AWS Internal" },
  };
  return [
    ...play(account, acting, at, [
      [0, change("ec2", "CreateTags")],
      [1, { ...read("ec2", "DescribeInstances"), region: "eu-west-1" }],
    ]),
    ...play(account, internal, at, [[5, rotated]]),
    ...play(account, rootEvent, at, [[9, { ...rotated, name: "DeleteKeyMaterial" }]]),
  ];
}

/** An IAM user that somebody called root: found by the same look-up, and not root. */
function namesake(account: Identity, around: Surroundings): readonly EventPlan[] {
  const arn = `arn:aws:iam::${account.id}:user/root`;
  const accessKeyId = issuedKey("AKIA", account.id, "namesake");
  const user = userActor({ account, arn, userId: "AIDAEXAMPLEROOT00000", accessKeyId });
  const at = before(around, 12 * hour);
  return play(account, { ...user, address: office, agent: browser }, at, [
    [0, signIn({ success: true })],
    [2, change("iam", "CreateUser", { userName: "second" })],
  ]);
}

/** The desk of the management account changes the contact of a member: recorded there, not in the member. */
function centralContact(account: Identity, around: Surroundings): readonly EventPlan[] {
  const { management } = around;
  const caller = {
    account: management,
    arn: `arn:aws:sts::${management.id}:assumed-role/account-desk/console`,
    userId: `AROA${letters(16, management.id, "account-desk").toUpperCase()}:console`,
    accessKeyId: issuedKey("ASIA", management.id, "account-desk"),
    since: before(around, 41 * hour),
  };
  const contact = {
    emailAddress: "cloud@agency.example.org",
    name: "Agency",
    phoneNumber: "+1-555-0199-001",
    title: "Agency",
  };
  const request = { accountId: account.id, alternateContactType: "OPERATIONS", ...contact };
  return play(management, roleActor(caller), before(around, 40 * hour), [
    [0, change("account", "PutAlternateContact", request)],
  ]);
}

export const rootUseStories: readonly Story[] = [
  {
    id: "root-routine",
    title: "root signed in yesterday, from the office and with its device, and renamed the account",
    identity: { name: "annual-report", unit: "sandbox" },
    differs: () => ({ root: inSafe }),
    recorded: (account, around) => routine(account, around),
    expects: unbound,
  },
  {
    id: "root-by-alias",
    title: "the same, in an account with an alias: the look-up knows root by that name only",
    identity: { name: "web-shop", unit: "sandbox" },
    differs: () => ({ root: inSafe, alias: "example-web-shop" }),
    recorded: (account, around) => routine(account, around, "example-web-shop"),
    expects: unbound,
  },
  {
    id: "root-change-a-month-ago",
    title: "root made a user 30 days ago and has been quiet since",
    identity: { name: "data-migration", unit: "sandbox" },
    differs: () => ({ root: inSafe }),
    recorded: oldChange,
    expects: unbound,
  },
  {
    id: "services-as-root",
    title: "services of AWS acted under root's name; root itself did nothing",
    identity: { name: "autoscaled-fleet" },
    recorded: services,
    expects: lockedDown,
  },
  {
    id: "user-called-root",
    title: "an IAM user is called root: the look-up finds its events, and none is root's",
    identity: { name: "training-lab" },
    recorded: namesake,
    expects: lockedDown,
  },
  {
    id: "contact-changed-centrally",
    title: "the operations contact was changed from the management account, which is where it is recorded",
    identity: { name: "agency-campaign" },
    differs: ({ contacts }) => {
      const agency = {
        name: "Agency",
        title: "Agency",
        email: "cloud@agency.example.org",
        phone: "+1-555-0199-001",
      };
      return { contacts: { ...contacts, OPERATIONS: agency } };
    },
    recorded: centralContact,
    expects: lockedDown,
  },
];
