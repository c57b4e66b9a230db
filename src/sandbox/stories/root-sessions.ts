// Stories of root sessions with temporary keys: our own audits, a stranger's errand, and one that nobody opened.
import type { Identity } from "../world/account.ts";
import { roleActor, rootActor, userActor } from "../world/actors.ts";
import { auditName, longTermKey } from "../world/credentials.ts";
import { inSafe } from "../world/ordinary.ts";
import { letters } from "../world/random.ts";
import { inSeconds, type Actor, type EventPlan, type JsonRecord } from "../world/records.ts";
import { before, change, day, hour, issuedKey, office, play, read } from "./scene.ts";
import { lockedDown, unbound, type Story, type Surroundings } from "./story.ts";

interface SessionPlan {
  readonly since: Date;
  readonly accessKeyId: string;
  readonly task: string;
  readonly by: Actor;
  readonly region?: string;
}

/** The record of AssumeRoot, in the account of whoever called it. */
function opened(
  caller: Identity,
  member: Identity,
  { since, accessKeyId, task, by, region }: SessionPlan,
): EventPlan {
  const expiration = inSeconds(new Date(since.getTime() + 900_000));
  const request: JsonRecord = {
    targetPrincipal: member.id,
    taskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
    durationSeconds: 900,
  };
  const response: JsonRecord = {
    credentials: { accessKeyId, sessionToken: `sandbox-session-${letters(16, accessKeyId)}`, expiration },
  };
  const act = { ...change("sts", "AssumeRoot", request, response), readOnly: true };
  return { at: since, account: caller.id, by, ...act, ...(region !== undefined && { region }) };
}

const auditReads = [
  [0, read("iam", "GetAccountSummary")],
  [0, read("iam", "ListAccessKeys")],
  [1, read("iam", "ListMFADevices")],
  [1, read("iam", "GetUser")],
  [
    1,
    {
      ...read("iam", "GetLoginProfile"),
      error: { code: "NoSuchEntityException", message: "Login Profile for User null cannot be found." },
    },
  ],
] as const;

/** The audit user of the management account, with whose keys scans of the sandbox start. */
function auditor(management: Identity): Actor {
  const arn = `arn:aws:iam::${management.id}:user/${auditName}`;
  const userId = `AIDA${letters(16, management.id, "user").toUpperCase()}`;
  return userActor({ account: management, arn, userId, accessKeyId: longTermKey(management.id) });
}

function ownAudits(account: Identity, around: Surroundings): readonly EventPlan[] {
  const nights = [
    { since: before(around, day + hour), region: "us-east-1" },
    { since: before(around, 2 * day + hour), region: "eu-central-1" },
  ];
  return nights.flatMap(({ since, region }) => {
    const accessKeyId = issuedKey("ASIA", account.id, "audit", region);
    const by = auditor(around.management);
    const plan = { since, accessKeyId, task: "IAMAuditRootUserCredentials", by, region };
    const root = rootActor(account.id, { accessKeyId, since });
    return [opened(around.management, account, plan), ...play(account, root, since, auditReads)];
  });
}

/** A role of the management account that nobody has told rootproof of. */
function strangeSession(account: Identity, around: Surroundings): readonly EventPlan[] {
  const since = before(around, 30 * hour);
  const accessKeyId = issuedKey("ASIA", account.id, "unlock");
  const { management } = around;
  const by = roleActor(
    {
      account: management,
      arn: `arn:aws:sts::${management.id}:assumed-role/bucket-rescue/console`,
      userId: `AROA${letters(16, management.id, "bucket-rescue").toUpperCase()}:console`,
      accessKeyId: issuedKey("ASIA", management.id, "bucket-rescue"),
      since: before(around, 31 * hour),
    },
    { assumedRoot: true },
  );
  const plan = { since, accessKeyId, task: "S3UnlockBucketPolicy", by, region: "eu-west-1" };
  const root = rootActor(account.id, { accessKeyId, since });
  const unlock = { ...change("s3", "DeleteBucketPolicy", { bucketName: "locked-out" }), region: "eu-west-1" };
  return [opened(management, account, plan), ...play(account, root, since, [[2, unlock]])];
}

function unjoinedSession(account: Identity, around: Surroundings): readonly EventPlan[] {
  const since = before(around, 20 * hour);
  const accessKeyId = issuedKey("ASIA", account.id, "unjoined");
  const root = rootActor(account.id, { accessKeyId, since, address: office });
  const acts = [
    [0, read("iam", "ListUsers")],
    [3, change("iam", "DeleteUser", { userName: "left-over" })],
  ] as const;
  return play(account, root, since, acts);
}

export const rootSessionStories: readonly Story[] = [
  {
    id: "own-audits",
    title: "two audit sessions by the identity that scans, with the audit task policy",
    identity: { name: "nightly-audited" },
    recorded: ownAudits,
    expects: lockedDown,
  },
  {
    id: "session-of-a-stranger",
    title: "a role of the management account opened a root session and deleted a bucket's policy",
    identity: { name: "locked-bucket" },
    recorded: strangeSession,
    expects: lockedDown,
  },
  {
    id: "session-that-joins-nothing",
    title: "root acted with a temporary key that no AssumeRoot record knows: the real root",
    identity: { name: "quiet-archive", unit: "sandbox" },
    differs: () => ({ root: inSafe }),
    recorded: unjoinedSession,
    expects: unbound,
  },
];
