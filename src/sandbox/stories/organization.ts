// Stories of the account's place: the management account, the tree, service control policies, reach, contacts.
import type { Contact } from "../world/account.ts";
import { inSafe } from "../world/ordinary.ts";
import { withCentralBuses, withTrailLogs } from "./chains.ts";
import { always, lockedDown, unnoticed, withHardwareMfa, type Story } from "./story.ts";

const stranger: Contact = {
  name: "A. Stranger",
  title: "Consultant",
  email: "contact@consultants.example.org",
  phone: "+1-555-0199-000",
};

export const managementStory: Story = {
  id: "management",
  title:
    "the management account: a security key, its own alert, an organization trail into logs; no SCP binds it",
  identity: { name: "management", email: "aws-root@example.com", unit: "root", joinedMethod: "INVITED" },
  differs: (account) => ({ alias: "example-corp", ...withTrailLogs(account) }),
  expects: { ...withHardwareMfa, "root-denied-by-scp": "not-applicable" },
};

export const lockedDownStory: Story = {
  id: "locked-down",
  title: "an ordinary member: nothing to sign in with, recorded, noticed",
  expects: lockedDown,
};

export const securityToolingStory: Story = {
  id: "delegated-administrator",
  title: "the delegated administrator, locked down; others forward their root events to its bus",
  identity: { name: "security-tooling", unit: "security", joinedMethod: "CREATED" },
  differs: withCentralBuses,
  expects: lockedDown,
};

/** What somebody has who opened an account once and looked no further. Told outside an organization only. */
export const quietStory: Story = {
  id: "quiet-standalone",
  title: "an account of its own: a phone as second factor, no contacts, no alert",
  identity: { name: "quiet" },
  differs: ({ identity }) => ({
    root: { ...inSafe, hardwareMfa: [] },
    devices: [
      {
        serial: `arn:aws:iam::${identity.id}:mfa/my-phone`,
        user: { id: identity.id, arn: `arn:aws:iam::${identity.id}:root` },
        enabledAt: new Date("2024-03-01T09:00:00Z"),
      },
    ],
    contacts: {},
    rules: [],
    topics: [],
    supportPlan: "basic",
  }),
  expects: {
    ...unnoticed,
    "root-mfa-not-virtual": "fail",
    "security-contact-set": "fail",
    "root-denied-by-scp": "not-applicable",
  },
};

export const supportStory: Story = {
  id: "support-basic",
  title: "the account has no support plan that the Support API answers to",
  identity: { name: "side-project" },
  differs: () => ({ supportPlan: "basic" }),
  expects: lockedDown,
};

export const contactStories: readonly Story[] = [
  {
    id: "no-contacts",
    title: "no alternate contact is set",
    identity: { name: "marketing-site" },
    differs: () => ({ contacts: {} }),
    expects: { ...lockedDown, "security-contact-set": "fail" },
  },
  {
    id: "contacts-of-a-stranger",
    title: "the contacts are set, at somebody else's domain: set is all that the default rule asks",
    identity: { name: "agency-project" },
    differs: () => ({ contacts: { SECURITY: stranger, BILLING: stranger, OPERATIONS: stranger } }),
    expects: lockedDown,
  },
];

export const reachStories: readonly Story[] = [
  {
    id: "suspended",
    title: "a suspended account: still in the list, and no call into it works",
    identity: { name: "closed-experiment", unit: "closed", state: "SUSPENDED" },
    expects: always("not-applicable"),
  },
  {
    id: "no-role",
    title: "the audit role was never made here, so nothing can be seen",
    identity: { name: "new-joiner", joinedMethod: "INVITED", role: false },
    expects: always("unknown"),
  },
];

export const policyStories: readonly Story[] = [
  {
    id: "scp-on-another-unit",
    title: "the policy that denies root is attached to another unit",
    identity: { name: "playground", unit: "sandbox" },
    expects: { ...lockedDown, "root-denied-by-scp": "fail" },
  },
  {
    id: "scp-null-false",
    title: 'the policy asks for Null: {"aws:AssumedRoot": "false"} and lets the real root through',
    identity: { name: "mainframe-bridge", unit: "legacy" },
    expects: { ...lockedDown, "root-denied-by-scp": "fail" },
  },
  {
    id: "scp-string-equals",
    title: "the policy compares with StringEquals and a wildcard, and matches nobody",
    identity: { name: "acquired-crm", unit: "acquired" },
    expects: { ...lockedDown, "root-denied-by-scp": "fail" },
  },
  {
    id: "scp-binds-sessions",
    title: "the policy denies root well, and audit sessions with it",
    identity: { name: "card-vault", unit: "strict" },
    expects: lockedDown,
  },
];
