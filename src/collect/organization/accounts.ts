// An account as Organizations lists it, and the list of all.
import type { ListedAccount, Observed, Reason } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
import { collectedAsFarAs } from "../aws/observe.ts";
import { byNextToken, list } from "../aws/pages.ts";
import type { Session } from "../aws/session.ts";
import { accountId } from "./membership.ts";

/** An account without its place in the tree. */
export type AccountFacts = Omit<ListedAccount, "parentId">;

export async function listAccounts(session: Session): Promise<Observed<readonly AccountFacts[]>> {
  const accounts = await list(session, {
    operation: "organizations:ListAccounts",
    input: (token) => ({ ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Accounts").map(readAccount),
    next: byNextToken,
  });
  const { value, ...rest } = accounts;
  return value === undefined ? rest : distinct(value, rest);
}

type Account = NonNullable<Output<"organizations:ListAccounts">["Accounts"]>[number];

/** `State` takes the place of `Status`, which is being retired. */
export function readAccount(account: Answer<Account>): AccountFacts {
  const state = account.optionalString("State") ?? account.optionalString("Status");
  if (state === undefined) throw new Malformed("State and Status are missing");
  const email = account.optionalString("Email");
  const joinedMethod = account.optionalString("JoinedMethod");
  const joinedAt = account.optionalTime("JoinedTimestamp");
  return {
    id: accountId(account.string("Id"), "Id"),
    arn: account.arn("Arn"),
    name: account.text("Name"),
    state,
    ...(email !== undefined && { email }),
    ...(joinedMethod !== undefined && { joinedMethod }),
    ...(joinedAt !== undefined && { joinedAt }),
  };
}

/** One account on two pages is one account; where the pages disagree on it, no list can be called whole. */
function distinct(
  accounts: readonly AccountFacts[],
  { observedAt: at, calls, reason }: Observed<never>,
): Observed<readonly AccountFacts[]> {
  const kept = new Map<string, AccountFacts>();
  const disputed = new Set<string>();
  for (const account of accounts) {
    const before = kept.get(account.id) ?? account;
    if (contents(before) !== contents(account)) disputed.add(account.id);
    kept.set(account.id, riskier(before, account));
  }
  return collectedAsFarAs({ at, calls }, [...kept.values()], reason ?? doubtIn(disputed));
}

function doubtIn(disputed: ReadonlySet<string>): Reason | undefined {
  if (disputed.size === 0) return undefined;
  const ids = [...disputed].sort().join(", ");
  const message = `organizations:ListAccounts lists ${ids} more than once and differently: changed during the scan`;
  return { cause: "reach", message };
}

/** An account taken for closed would not be judged, so an active one goes first; the order of the pages decides nothing. */
function riskier(one: AccountFacts, other: AccountFacts): AccountFacts {
  const rank = (account: AccountFacts): string =>
    `${account.state === "ACTIVE" ? 0 : 1} ${contents(account)}`;
  return rank(other) < rank(one) ? other : one;
}

/** Every member, in the order in which `readAccount` writes them. */
const contents = (account: AccountFacts): string => JSON.stringify(account);
