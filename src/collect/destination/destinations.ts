// Alert targets outside the accounts that use them: each is read once per run, by whoever names it first, however many
// accounts point to it.
import type {
  AccountLine,
  DestinationLine,
  Observed,
  OrganizationLine,
  Partition,
} from "../../model/index.ts";
import type { Entered, Lease } from "../access.ts";
import { type Arn, parseArn } from "../account/arn.ts";
import { skipped } from "../aws/observe.ts";
import type { AccountSession } from "../aws/session.ts";
import { type DestinationHead, destinationFacts, unreadFacts } from "./line.ts";
import { namedByAccount, namedByDestination } from "./named.ts";

/** What a run lends to the reading of destinations. */
export interface DestinationReach {
  readonly account: string;
  readonly partition: Partition;
  readonly now: () => Date;
  readonly enter: (id: string) => Promise<Entered>;
  /** Why an account is not to be entered; undefined where it may be. */
  readonly leftOut: (id: string, organization: OrganizationLine) => Entered["access"] | undefined;
  /** Without credentials: those the run began with. */
  readonly sessionIn: (region: string, lease?: Lease) => AccountSession;
  /** Read before the run was cut. */
  readonly knownDestinations?: readonly string[];
  readonly wants: (fact: string) => boolean;
  readonly mayMatchRoot: (pattern: string) => boolean;
}

/** Lines of the destinations an account leads to that no earlier account of the run did. */
export type ReadDestinations = (
  account: AccountLine,
  organization: OrganizationLine,
) => Promise<readonly DestinationLine[]>;

export function createDestinations(reach: DestinationReach): ReadDestinations {
  const claimed = new Set(reach.knownDestinations);
  const readAll = async (
    arns: readonly string[],
    organization: OrganizationLine,
  ): Promise<readonly DestinationLine[]> => {
    const fresh = arns.filter((arn) => isReadable(parseArn(arn), reach) && !claimed.has(arn));
    for (const arn of fresh) claimed.add(arn);
    const lines = await Promise.all(fresh.map((arn) => readOne(reach, arn, organization)));
    const further = await Promise.all(lines.map((line) => readAll(namedByDestination(line), organization)));
    // The last first: what was written leads nowhere that was not written before it, wherever a kill cuts it.
    return [...further.flat(), ...lines];
  };
  return (account, organization) =>
    reach.wants("destination.access") ? readAll(namedByAccount(account), organization) : Promise.resolve([]);
}

/** A name that says whose it is and where; any other leads nowhere that could be asked. */
const isReadable = (arn: Arn | undefined, { partition }: DestinationReach): arn is Arn =>
  arn !== undefined &&
  arn.partition === partition &&
  /^\d{12}$/.test(arn.account) &&
  /^[a-z]{2}(-[a-z]+)+-\d$/.test(arn.region);

async function readOne(
  reach: DestinationReach,
  arn: string,
  organization: OrganizationLine,
): Promise<DestinationLine> {
  const { account = "", region = "", service = "" } = parseArn(arn) ?? {};
  const at = reach.now().toISOString();
  const { access, lease } = await enter(reach, account, organization);
  const { partition, mayMatchRoot, wants } = reach;
  const head: DestinationHead = { kind: "destination", arn, account, partition, region, access };
  if (access.state !== "collected") return { ...head, ...unreadFacts(notEntered(at, access, account)) };
  const session = reach.sessionIn(region, lease);
  const context = { arn, id: account, homeRegion: region, session, mayMatchRoot, wants };
  return { ...head, ...(await destinationFacts(context, service)) };
}

async function enter(
  reach: DestinationReach,
  account: string,
  organization: OrganizationLine,
): Promise<Entered> {
  if (isStranger(reach, account, organization)) {
    const message = `account ${account} is not in the organization`;
    return { access: skipped(reach.now().toISOString(), "reach", message) };
  }
  const left = reach.leftOut(account, organization);
  return left === undefined ? reach.enter(account) : { access: left };
}

/** An account outside the organization is not ours to enter: nobody there is to learn that we are looking. */
function isStranger(
  { account: own }: DestinationReach,
  account: string,
  { accounts }: OrganizationLine,
): boolean {
  return account !== own && accounts.value !== undefined && !accounts.value.some(({ id }) => id === account);
}

const notEntered = (at: string, { reason, state }: Observed<unknown>, account: string): Observed<never> =>
  skipped(at, reason?.cause ?? "reach", `account ${account} was not entered: ${reason?.message ?? state}`);
