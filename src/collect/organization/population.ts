// The population. ListAccounts is the list; the walk over the tree gives each account its parent, and the two must agree:
// an account that only the walk saw shows that the list has a hole (AWS-FACTS 5).
import type { ListedAccount, Observed } from "../../model/index.ts";
import { failed, incomplete } from "../aws/observe.ts";
import type { AccountFacts } from "./accounts.ts";
import type { Tree } from "./tree.ts";

/** The list with parents from the walk. */
export function placeAccounts(
  accounts: Observed<readonly AccountFacts[]>,
  tree: Tree,
): Observed<readonly ListedAccount[]> {
  const { value: listed, ...rest } = accounts;
  if (listed === undefined) return rest;
  const known = new Set(listed.map(({ id }) => id));
  const unlisted = [...tree.children.values()]
    .map(({ account }) => account)
    .filter(({ id }) => !known.has(id));
  const value = [...listed, ...unlisted]
    .map((account): ListedAccount => ({ ...account, parentId: parentOf(account.id, tree) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  if (unlisted.length === 0) return { ...rest, value };
  const look = { at: rest.observedAt, calls: rest.calls };
  const message = `organizations:ListAccounts leaves out ${unlisted.length} accounts that the tree holds`;
  return incomplete(look, value, { cause: "malformed", message });
}

function parentOf(id: string, { children, trouble, look }: Tree): Observed<string> {
  const child = children.get(id);
  if (child !== undefined) return child.parentId;
  if (trouble !== undefined) return trouble;
  return failed(
    look,
    "reach",
    "the account is under no root or unit: it was moved or joined during the scan",
  );
}
