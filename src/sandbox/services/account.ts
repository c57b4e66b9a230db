// Account Management: contacts, the primary e-mail, regions. With AccountId the call speaks of a member and needs the
// management account or the delegate, all features and trusted access; without, of the caller's own account.
import { AwsError } from "../aws-error.ts";
import { listOf, textOf, type Output } from "../wire/value.ts";
import type { AccountState, Contact, ContactType } from "../world/account.ts";
import { regionStates } from "../world/regions.ts";
import { listed, required, type Call, type Operation } from "./service.ts";

function denied(call: Call): AwsError {
  return new AwsError(
    "AccessDeniedException",
    `User: ${call.caller.arn} is not authorized to perform this action.`,
    403,
  );
}

function mayAskOthers({ world, account }: Call): boolean {
  const { organization, population } = world;
  if (!organization?.settings.allFeatures) return false;
  if (!organization.settings.trustedAccess.includes("account.amazonaws.com")) return false;
  return account.id === population.management.id || account.id === population.delegate?.id;
}

/** The management account must not name itself. */
function subject(call: Call): AccountState {
  const id = textOf(call.input, "AccountId");
  if (id === undefined) return call.state;
  const { population } = call.world;
  const target = population.find(id);
  if (target === undefined || !mayAskOthers(call) || id === population.management.id) throw denied(call);
  return population.state(target);
}

function describeContact(type: string, { name, title, email, phone }: Contact): Output {
  return { AlternateContactType: type, Name: name, Title: title, EmailAddress: email, PhoneNumber: phone };
}

const contactTypes: readonly string[] = ["SECURITY", "BILLING", "OPERATIONS"] satisfies ContactType[];

function isContactType(type: string): type is ContactType {
  return contactTypes.includes(type);
}

const getAlternateContact: Operation = (call) => {
  const type = required(call.input, "AlternateContactType");
  if (!isContactType(type))
    throw new AwsError("ValidationException", "AlternateContactType is not one of the three.");
  const contact = subject(call).contacts[type];
  if (contact) return { AlternateContact: describeContact(type, contact) };
  throw new AwsError(
    "ResourceNotFoundException",
    "No contact of the inputted alternate contact type found.",
    404,
  );
};

const getContactInformation: Operation = (call) => {
  const { identity } = subject(call);
  const address = {
    AddressLine1: "1 Example Street",
    City: "Anytown",
    StateOrRegion: "WA",
    PostalCode: "98101",
  };
  const company = { CompanyName: "Example Corp", CountryCode: "US", WebsiteUrl: "https://www.example.com" };
  return {
    ContactInformation: {
      FullName: `Owner of ${identity.id}`,
      PhoneNumber: "+15550100000",
      ...address,
      ...company,
    },
    VerificationStatus: "VERIFIED",
  };
};

const getPrimaryEmail: Operation = (call) => {
  required(call.input, "AccountId");
  return { PrimaryEmail: subject(call).identity.email };
};

const getAccountInformation: Operation = (call) => {
  const { id, name, createdAt, state } = subject(call).identity;
  const created = createdAt.toISOString();
  return { AccountId: id, AccountName: name, AccountCreatedDate: created, AccountState: state };
};

const listRegions: Operation = (call) => {
  subject(call);
  const wanted = listOf(call.input, "RegionOptStatusContains");
  const all = [...regionStates].filter(([, status]) => wanted.length === 0 || wanted.includes(status));
  const describe = ([name, status]: readonly [string, string]): Output => ({
    RegionName: name,
    RegionOptStatus: status,
  });
  // One page, whatever the sandbox's page size: AWS answers up to 50 at once, and this is asked in every account.
  const paging = { limit: "MaxResults", token: "NextToken", nextToken: "NextToken", maximum: 50 };
  const wide = { ...call, world: { ...call.world, pageSize: 50 } };
  return listed(wide, { name: "Regions", all, describe }, { ...paging, badToken: "ValidationException" });
};

export const operations = {
  GetAlternateContact: getAlternateContact,
  GetContactInformation: getContactInformation,
  GetPrimaryEmail: getPrimaryEmail,
  GetAccountInformation: getAccountInformation,
  ListRegions: listRegions,
};
