// An account as Organizations lists it, and the list of all.
import type { ListedAccount, Observed } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
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
  return value === undefined ? rest : { ...rest, value: distinct(value) };
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
    arn: account.string("Arn"),
    name: account.text("Name"),
    state,
    ...(email !== undefined && { email }),
    ...(joinedMethod !== undefined && { joinedMethod }),
    ...(joinedAt !== undefined && { joinedAt }),
  };
}

/** One account on two pages is one account. */
const distinct = (accounts: readonly AccountFacts[]): AccountFacts[] => [
  ...new Map(accounts.map((account) => [account.id, account])).values(),
];
