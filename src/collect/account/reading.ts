// How an account is read: with the caller's own credentials where it is the caller's, with the role, from the centre, or with
// the role and from the centre what that did not show (DESIGN 8).
import type { AccessMode, AccountLine, OrganizationLine, Reason } from "../../model/index.ts";
import { type Access, type Assumed, assumeRoot, type Lease } from "../access.ts";
import { collected, withoutValue } from "../aws/observe.ts";
import type { AccountSession, Session } from "../aws/session.ts";
import type { OpenedAccount } from "../organization/context.ts";
import {
  bothTroubles,
  type CentralFacts,
  collectCentralFacts,
  isSeen,
  isSeenIn,
  looksOf,
  mend,
} from "./central.ts";
import { type AccountContext, when } from "./context.ts";
import { collectFacts, type Facts, type Head, listingOf, skippedFacts } from "./line.ts";
import { collectPrimaryEmail } from "./primary-email.ts";
import { type OpenAudit, skippedAudit } from "./root-audit.ts";

/** What reading takes, the same for every account of a run. */
export interface Reader {
  readonly access: AccessMode;
  readonly scope: "account" | "organization";
  readonly caller: { readonly arn: string; readonly account: string };
  /** Every context's. */
  readonly base: Pick<AccountContext, "partition" | "homeRegion" | "search" | "wants" | "mayMatchRoot">;
  /** The caller's own credentials: STS, and everything else. */
  readonly first: Session;
  readonly own: AccountSession;
  readonly sessionOf: (lease: Lease) => AccountSession;
  /** With what the caller is, or with the role. */
  readonly open: (id: string) => Promise<OpenedAccount>;
  /** Why an account is left out; undefined where it is to be read. */
  readonly leftOut: (id: string, organization: OrganizationLine) => Access | undefined;
  /** The task policy of an audit session. */
  readonly taskPolicyArn: string;
}

/** Everything of one account that was asked for. */
export async function readAccount(
  reader: Reader,
  id: string,
  organization: OrganizationLine,
): Promise<AccountLine> {
  const [head, read] = await Promise.all([
    collectHead(reader, id, organization),
    readInside(reader, id, organization),
  ]);
  return { ...head, ...read };
}

async function collectHead(reader: Reader, id: string, organization: OrganizationLine): Promise<Head> {
  const { scope, own: session } = reader;
  const context = contextOf(reader, id, session);
  const { partition, homeRegion } = context;
  return {
    kind: "account",
    id,
    partition,
    homeRegion,
    rootArn: `arn:${partition}:iam::${id}:root`,
    listing: listingOf(context, organization),
    primaryEmail: await when(context, "account.primaryEmail", async () => {
      const left = reader.leftOut(id, organization);
      if (left !== undefined) return withoutValue(left);
      return collectPrimaryEmail({ id, scope, session }, organization);
    }),
  };
}

const contextOf = ({ base }: Reader, id: string, session: AccountSession): AccountContext => ({
  ...base,
  id,
  session,
  accountApi: { session, target: {} },
});

type Inside = Omit<AccountLine, keyof Head>;

async function readInside(reader: Reader, id: string, organization: OrganizationLine): Promise<Inside> {
  const left = reader.leftOut(id, organization);
  if (left !== undefined) return unread(contextOf(reader, id, reader.own), left);
  const whyNoAudit = whyNotFromCentre(reader, id, organization);
  if (whyNoAudit !== undefined) {
    const { access, facts } = await readWithRole(reader, id);
    return { access, ...facts, rootAudit: skippedAudit(contextOf(reader, id, reader.own), whyNoAudit) };
  }
  const alone = reader.access === "central" && id !== reader.caller.account;
  return readFromCentre(reader, id, alone ? undefined : await readWithRole(reader, id));
}

/** Undefined: what the centre sees of the account is asked for. */
function whyNotFromCentre(
  { access, scope }: Reader,
  id: string,
  { id: organizationId, managementAccountId }: OrganizationLine,
): Reason | undefined {
  const never = (message: string): Reason => ({ cause: "not-observable", message });
  if (organizationId.state === "absent") return never("no audit session reaches a standalone account");
  if (managementAccountId.value === id) return never("no audit session reaches the management account");
  if (access === "role")
    return {
      cause: "configuration",
      message: "an audit session is opened with --access central or auto",
    };
  if (scope === "organization") return undefined;
  return never(
    "an audit session is opened from the management account or the delegated administrator for iam.amazonaws.com, with --org",
  );
}

/** What the account was read by, and what that gave. */
interface Read {
  readonly access: Access;
  readonly facts: Facts;
}

async function readWithRole(reader: Reader, id: string): Promise<Read> {
  const { access, session = reader.own } = await reader.open(id);
  const context = contextOf(reader, id, session);
  if (access.state === "collected") return { access, facts: await collectFacts(context) };
  return { access, facts: skippedFacts(context, notEntered(access)) };
}

const notEntered = ({ reason, state }: Access): Reason => ({
  cause: "reach",
  message: `the account was not entered: ${reason?.message ?? state}`,
});

/** An account that is left out: no call is made in it, or about it. */
function unread(context: AccountContext, access: Access): Inside {
  const why = notEntered(access);
  return { access, ...skippedFacts(context, why), rootAudit: skippedAudit(context, why) };
}

const ONLY_WITH_ROLE: Reason = {
  cause: "not-observable",
  message: "the centre cannot see this of a member: --access role or auto reads it with the role",
};

/** `read` is what was seen already; only what is missing there is asked for. */
async function readFromCentre(reader: Reader, id: string, read: Read | undefined): Promise<Inside> {
  const { own: session, base } = reader;
  const context = { ...contextOf(reader, id, session), accountApi: { session, target: { AccountId: id } } };
  const facts = read?.facts ?? skippedFacts(context, ONLY_WITH_ROLE);
  const wants = (fact: string): boolean => base.wants(fact) && !isSeenIn(facts, fact);
  const central = await collectCentralFacts({ ...context, wants }, auditOpener(reader, id));
  return { access: accessOf(reader, read?.access, central), ...mend(facts, central) };
}

/** One session at most, however many facts are asked for. */
function auditOpener({ first, sessionOf, taskPolicyArn }: Reader, account: string): OpenAudit {
  let assumed: Promise<Assumed> | undefined;
  return async () => {
    assumed ??= assumeRoot(first, { account, taskPolicyArn });
    const { seen, lease } = await assumed;
    return { seen, ...(lease !== undefined && { session: sessionOf(lease) }) };
  };
}

/** The role where it was entered, else the centre if it was answered at all. */
function accessOf({ own, caller }: Reader, entered: Access | undefined, central: CentralFacts): Access {
  if (entered?.state === "collected") return entered;
  const looks = looksOf(central).filter(({ state }) => state !== "skipped");
  const seen = looks.find(isSeen);
  const [trouble] = looks;
  if (seen === undefined && trouble !== undefined)
    return entered === undefined ? withoutValue(trouble) : bothTroubles(entered, trouble);
  if (seen === undefined && entered !== undefined) return entered;
  const answered = [entered, seen].filter((look) => look !== undefined);
  const look = {
    at: seen === undefined ? own.run.now().toISOString() : seen.observedAt,
    calls: answered.flatMap(({ calls }) => calls),
  };
  return collected(look, { principal: caller.arn, mode: "central" });
}
