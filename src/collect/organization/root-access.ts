// Who manages root centrally: delegated administrators with their services, and the features of centralized root access.
import type { DelegatedAdministrator, Observed } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { collected, mapObserved, unseen } from "../aws/observe.ts";
import { byNextToken, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";
import { AT_ONCE } from "./context.ts";
import { accountId } from "./membership.ts";

export async function collectDelegatedAdministrators(
  session: Session,
): Promise<Observed<readonly DelegatedAdministrator[]>> {
  const { value, ...rest } = await list(session, {
    operation: "organizations:ListDelegatedAdministrators",
    input: (token) => ({ ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("DelegatedAdministrators").map((one) => accountId(one.string("Id"), "Id")),
    next: byNextToken,
  });
  if (value === undefined) return rest;
  const withServices = async (id: string): Promise<DelegatedAdministrator> => ({
    id,
    services: await collectServices(session, id),
  });
  return { ...rest, value: await mapParallel([...new Set(value)], AT_ONCE, withServices) };
}

function collectServices(session: Session, id: string): Promise<Observed<readonly string[]>> {
  return list(session, {
    operation: "organizations:ListDelegatedServicesForAccount",
    input: (token) => ({ AccountId: id, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("DelegatedServices").map((one) => one.string("ServicePrincipal")),
    next: byNextToken,
  });
}

/** ListOrganizationsFeatures; its refusals each mean something of their own (AWS-FACTS 4). */
export async function collectRootFeatures(session: Session): Promise<Observed<readonly string[]>> {
  const seen: { trouble?: Trouble } = {};
  const look = await ask(session, {
    operation: "iam:ListOrganizationsFeatures",
    input: {},
    read: (answer): readonly string[] => answer.strings("EnabledFeatures"),
    isAbsent: (trouble) => {
      seen.trouble = trouble;
      return [NO_ORGANIZATION, ...SURELY_OFF].some((code) => isCode(trouble, code));
    },
  });
  return interpret(look, seen.trouble);
}

const NO_ORGANIZATION = "OrganizationNotFoundException";
/** Without trusted access, or with billing features only, no feature of root access can be on. */
const SURELY_OFF = ["ServiceAccessNotEnabledException", "OrganizationNotInAllFeaturesModeException"];
const WRONG_ACCOUNT = "AccountNotManagementOrDelegatedAdministratorException";

function interpret(
  look: Observed<readonly string[]>,
  trouble: Trouble | undefined,
): Observed<readonly string[]> {
  if (trouble === undefined) return mapObserved(look, (features) => features);
  const { observedAt: at, calls } = look;
  if (SURELY_OFF.some((code) => isCode(trouble, code))) return collected({ at, calls }, []);
  if (!isCode(trouble, WRONG_ACCOUNT)) return look;
  const refused = calls.map((call) => ({ ...call, outcome: "denied" as const }));
  const what = "only the management account and IAM's delegated administrator are told";
  return unseen(
    { at, calls: refused },
    { ...trouble, cause: "permission", what },
    "iam:ListOrganizationsFeatures",
  );
}
