// rootproof init: a commented rootproof.yaml; what an evidence file holds becomes suggestions, which allow nothing.
import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { readAccounts, verifyEvidence } from "../load/index.ts";
import { type AccountLine, formatProblem, UsageError } from "../model/index.ts";
import { CONFIGURATION_SCHEMA } from "./assets.ts";
import { configurationText, suggestionsText } from "./configuration-template.ts";
import { prepare } from "./prepare.ts";
import { writeWhole } from "./write-file.ts";

/** Where to, and what from. */
export interface InitOptions {
  readonly cwd: string;
  /** An evidence file whose facts are suggested. */
  readonly evidence?: string;
}

/** Writes rootproof.yaml and gives its path. Throws UsageError where one is there, or the evidence cannot be believed. */
export async function init({ cwd, evidence }: InitOptions): Promise<string> {
  const path = resolve(cwd, "rootproof.yaml");
  if (existsSync(path)) throw new UsageError(`${path}: is there already; change it, or move it away`);
  const { rules } = prepare({ cwd, config: null });
  const observed = evidence === undefined ? "" : suggestionsText(await observedIn(resolve(cwd, evidence)));
  writeWhole(path, [schemaLine(cwd), configurationText(rules.map(({ definition }) => definition)), observed]);
  return path;
}

/** For editors, where the schema lies below the file: any other path is one of this machine alone. */
function schemaLine(cwd: string): string {
  const schema = relative(cwd, CONFIGURATION_SCHEMA).replaceAll("\\", "/");
  return schema.startsWith("..") || isAbsolute(schema) ? "" : `# yaml-language-server: $schema=${schema}\n`;
}

/** What was observed, by what it could be compared with, each once and sorted. */
async function observedIn(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const verified = await verifyEvidence(file);
  if (!verified.ok) throw new UsageError(verified.problems.map(formatProblem));
  const { organization, scan } = verified.value;
  const seen = new Map<string, Set<string>>();
  const add = (name: string, values: readonly (string | undefined)[]): void => {
    const known = seen.get(name) ?? new Set();
    seen.set(name, known);
    for (const value of values) if (value !== undefined) known.add(value);
  };
  add("account numbers", [scan.caller.account]);
  add("expectedOrganization.id", [organization.id.value]);
  add("expectedOrganization.managementAccount", [organization.managementAccountId.value]);
  for await (const line of readAccounts(verified.value)) addAccount(line, add);
  return new Map([...seen].map(([name, values]) => [name, [...values].sort()]));
}

type Add = (name: string, values: readonly (string | undefined)[]) => void;

function addAccount(line: AccountLine, add: Add): void {
  const { security, billing, operations } = line.alternateContacts;
  add("account numbers", [line.id]);
  add("allowedContacts.security", [domainOf(security.value?.email)]);
  add("allowedContacts.billing", [domainOf(billing.value?.email)]);
  add("allowedContacts.operations", [domainOf(operations.value?.email)]);
  add("allowedRootEmails", [domainOf(line.primaryEmail.value ?? line.listing.value?.email)]);
  const targets = (line.eventRules.value ?? []).flatMap((rule) => rule.targets.value ?? []);
  add(
    "allowedAlertTargets",
    targets.map(({ arn }) => arn),
  );
  add("trustedNetworks", signInNetworks(line));
}

/** Every address of its domain: who exactly should be reached, people decide. */
const domainOf = (email: string | undefined): string | undefined =>
  email?.includes("@") === true ? `*@${email.slice(email.lastIndexOf("@") + 1)}` : undefined;

/** Where root signed in from; an attacker's address would be among them. */
function signInNetworks({ events }: AccountLine): string[] {
  const signIns = (events.value?.records ?? []).filter(
    ({ name, identity, signInResult }) =>
      name === "ConsoleLogin" && identity.type === "Root" && signInResult === "Success",
  );
  return signIns
    .flatMap(({ address }) => (address === undefined || !/^[0-9a-f.:]+$/i.test(address) ? [] : [address]))
    .map((address) => `${address}/${address.includes(":") ? 128 : 32}`);
}
