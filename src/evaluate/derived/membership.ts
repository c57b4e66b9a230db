// account.membershipDifferences: where the account's place in its organization is not the expected one; account.rootEmail.
import { ABSENT, glob, Unknown, type Value } from "../../condition/index.ts";
import { configurationLine } from "../selection.ts";
import { isUnknown, type View } from "./kleene.ts";
import { fieldOf, listOf, nearest } from "./sources.ts";

/** Rule parameters by dotted name. */
type Parameters = Readonly<Record<string, Value>>;

/** One thing that is compared: what was found, and what is expected of it (nothing where it is not configured). */
interface Comparison {
  readonly what: string;
  readonly found: Value;
  readonly expected: readonly string[] | Unknown;
  /** Nothing is expected of it where the list is empty. */
  readonly optional?: boolean;
}

/** What differs; partial where something was not seen or is not configured. */
export function membershipDifferencesOf(account: View, organization: View, parameters: Parameters): Value {
  const compared = comparisons(account, organization, parameters).flatMap(differenceOf);
  const open = compared.filter((one) => one instanceof Unknown);
  const items = compared.filter((one) => !(one instanceof Unknown));
  return listOf(items, open.length === 0 ? undefined : nearest(open));
}

function comparisons(account: View, organization: View, parameters: Parameters): readonly Comparison[] {
  const { listing, information } = account;
  const id = organization["id"] ?? ABSENT;
  const belonging: Comparison = {
    what: "organization",
    found: id,
    expected: textsOf(parameters, "expectedOrganization.id"),
  };
  const own: readonly Comparison[] = [
    {
      what: "state",
      found: firstSeen(listing, information, "state"),
      expected: textsOf(parameters, "expectedStates"),
    },
    {
      what: "account name",
      found: firstSeen(listing, information, "name"),
      expected: textsOf(parameters, "expectedOrganization.names"),
      optional: true,
    },
  ];
  if (id === ABSENT) return [belonging, ...own];
  return [
    belonging,
    {
      what: "management account",
      found: organization["managementAccountId"] ?? ABSENT,
      expected: textsOf(parameters, "expectedOrganization.managementAccount"),
    },
    ...own,
    {
      what: "way it joined",
      found: fieldOf(listing, "joinedMethod"),
      expected: textsOf(parameters, "expectedOrganization.joinedMethods"),
      optional: true,
    },
  ];
}

/** As the organization lists it, else as the account says itself. */
function firstSeen(listing: Value | undefined, information: Value | undefined, name: string): Value {
  const listed = fieldOf(listing, name);
  if (!isUnknown(listed)) return listed;
  const own = fieldOf(information, name);
  return isUnknown(own) || own === ABSENT ? listed : own;
}

/** A text or a list of texts; unknown where it is required and not configured: only texts are required. */
function textsOf(parameters: Parameters, name: string): readonly string[] | Unknown {
  const value = parameters[name];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  // Those that have no default are texts.
  const reason = `write ${configurationLine(name, "string")} in rootproof.yaml`;
  return new Unknown([{ fact: `params.${name}`, cause: "configuration", reason }]);
}

/** The difference, or the unknown that hides it; nothing where there is none. */
function differenceOf({ what, found, expected, optional }: Comparison): readonly (View | Unknown)[] {
  if (expected instanceof Unknown) return [expected];
  if (optional === true && expected.length === 0) return [];
  if (found instanceof Unknown) return [found];
  if (typeof found === "string" && fits(found, expected, optional)) return [];
  return [{ what, found: typeof found === "string" ? found : "none", expected: expected.join(", ") }];
}

/** Names may be globs; what the account is bound by is compared letter by letter. */
const fits = (found: string, expected: readonly string[], optional = false): boolean =>
  expected.some((pattern) => (optional ? glob(found, pattern) : found === pattern));

/** Root's address: as the Account API gives it, else as the organization lists it. */
export function rootEmailOf(account: View): Value {
  const own = account["primaryEmail"] ?? ABSENT;
  if (!isUnknown(own)) return own;
  const listed = fieldOf(account["listing"], "email");
  return isUnknown(listed) || listed === ABSENT ? own : listed;
}
