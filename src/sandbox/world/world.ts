// Everything behind the services: the organization, its accounts, and the little that calls can change
// (issued sessions, credential reports asked for, events recorded).
import type { OrganizationSettings, SandboxOptions, SandboxPolicy } from "../options.ts";
import type { Identity } from "./account.ts";
import { managementId } from "./identities.ts";
import { openCredentials, type CredentialStore } from "./credentials.ts";
import { openJournal, type Journal } from "./journal.ts";
import { writePolicies, type Scp } from "./policies.ts";
import { populate, type Population } from "./population.ts";
import { limitRate, type Rate } from "./rate.ts";
import { plantTree, type Tree } from "./tree.ts";

export interface Organization {
  readonly settings: Required<OrganizationSettings>;
  readonly tree: Tree;
  readonly policies: readonly Scp[];
  /** What the one delegated administrator is registered for. */
  readonly delegatedServices: readonly string[];
}

export interface World {
  readonly population: Population;
  /** Absent: a standalone account. */
  readonly organization?: Organization;
  readonly credentials: CredentialStore;
  /** How far the credential report of an account is: asked for, or ready. */
  readonly reports: Map<string, "started" | "ready">;
  /** What was recorded, before and since the start. */
  readonly journal: Journal;
  /** Of operations that are limited. */
  readonly rate: Rate;
  readonly pageSize: number;
  readonly emptyPages: number;
  readonly externalId?: string;
  /** The only IAM actions that identities may do; everything when absent. */
  readonly policy?: SandboxPolicy;
  readonly now: () => Date;
}

const ordinarySettings: Required<OrganizationSettings> = {
  allFeatures: true,
  serviceControlPolicies: true,
  rootCredentialsManagement: true,
  rootSessions: true,
  trustedAccess: [
    "account.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "iam.amazonaws.com",
    "sso.amazonaws.com",
  ],
};

/** Whether a policy attached above the account binds AssumeRoot sessions in it. */
export function deniesRootSessions({ organization }: World, { unit }: Identity): boolean {
  if (organization?.settings.serviceControlPolicies !== true) return false;
  const above = organization.tree.policiesAbove(unit);
  return organization.policies.some(({ name, deniesSessions }) => deniesSessions && above.includes(name));
}

function countAccounts(options: SandboxOptions): number {
  if (options.organization === false) return 1;
  return options.accounts ?? (options.stories ? options.stories.length + 2 : 14);
}

function buildOrganization(options: SandboxOptions, tree: Tree, seed: number): Organization | undefined {
  if (options.organization === false) return undefined;
  const settings = { ...ordinarySettings, ...options.organization };
  return {
    // Without all features there are no service control policies.
    settings: {
      ...settings,
      serviceControlPolicies: settings.allFeatures && settings.serviceControlPolicies,
    },
    tree,
    policies: writePolicies(seed, managementId, tree.organizationId),
    delegatedServices: ["account.amazonaws.com", "iam.amazonaws.com"],
  };
}

export function buildWorld(options: SandboxOptions): World {
  const { seed = 1, now = () => new Date(), pageSize = 3, emptyPages = 2 } = options;
  const tree = plantTree(seed, managementId);
  const organization = buildOrganization(options, tree, seed);
  const population = populate({
    seed,
    accounts: countAccounts(options),
    organizationId: tree.organizationId,
    startedAt: now(),
    ...(options.stories && { stories: options.stories }),
    ...(options.organization === false && { standalone: options.standalone ?? "quiet-standalone" }),
  });
  return {
    population,
    ...(organization && { organization }),
    credentials: openCredentials(population.find, now),
    reports: new Map(),
    journal: openJournal(population),
    rate: limitRate(options.limits ?? [], now),
    pageSize,
    emptyPages,
    ...(options.externalId !== undefined && { externalId: options.externalId }),
    ...(options.policy && { policy: options.policy }),
    now,
  };
}
