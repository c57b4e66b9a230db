// Alternate contacts, each a call of its own, and the account's own contact. Of the former only the e-mail address is kept, of
// the latter company and country: no name, title, street or phone.
import type { AlternateContact, AlternateContacts, ContactInformation, Observed } from "../../model/index.ts";
import { ask } from "../aws/ask.ts";
import { isCode, type Trouble } from "../aws/trouble.ts";
import { type AccountContext, when } from "./context.ts";

type ContactType = "BILLING" | "OPERATIONS" | "SECURITY";

export async function collectContacts(context: AccountContext): Promise<AlternateContacts> {
  const contact = (type: ContactType): Promise<Observed<AlternateContact>> =>
    when(context, `account.alternateContacts.${type.toLowerCase()}`, () => collectContact(context, type));
  const [billing, operations, security] = await Promise.all([
    contact("BILLING"),
    contact("OPERATIONS"),
    contact("SECURITY"),
  ]);
  return { billing, operations, security };
}

function collectContact(
  { accountApi: { session, target } }: AccountContext,
  type: ContactType,
): Promise<Observed<AlternateContact>> {
  return ask(session, {
    operation: "account:GetAlternateContact",
    input: { AlternateContactType: type, ...target },
    read: (answer) => ({ email: answer.part("AlternateContact").string("EmailAddress") }),
    isAbsent: isContactAbsent,
  });
}

/** The same code with another text is inconclusive (AWS-FACTS 7). */
const isContactAbsent = (trouble: Trouble): boolean =>
  trouble.status === 404 &&
  isCode(trouble, "ResourceNotFoundException") &&
  /no contact of the inputted alternate contact type found/i.test(trouble.said);

/** GetContactInformation (AWS-FACTS 7). */
export function collectContactInformation({
  accountApi: { session, target },
}: AccountContext): Promise<Observed<ContactInformation>> {
  return ask(session, {
    operation: "account:GetContactInformation",
    input: target,
    read: (answer) => {
      const contact = answer.part("ContactInformation");
      const company = contact.optionalString("CompanyName");
      return { country: contact.string("CountryCode"), ...(company !== undefined && { company }) };
    },
  });
}
