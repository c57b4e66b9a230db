// Stories of what root can sign in with: devices, keys, certificates, passwords.
import type { AccountState, Identity, VirtualDevice } from "../world/account.ts";
import { inSafe, noCredentials } from "../world/ordinary.ts";
import { alertRule, alertTopic, toTopic } from "../world/resources.ts";
import { lockedDown, withHardwareMfa, type Story } from "./story.ts";

function deviceOfRoot(account: Identity, name: string): VirtualDevice {
  const user = { id: account.id, arn: `arn:aws:iam::${account.id}:root` };
  return {
    serial: `arn:aws:iam::${account.id}:mfa/${name}`,
    user,
    enabledAt: new Date("2023-04-05T06:07:08Z"),
  };
}

function deviceOfUser(account: Identity, name: string, user: string): VirtualDevice {
  const owner = {
    id: `AIDAEXAMPLE${user.toUpperCase()}`,
    arn: `arn:aws:iam::${account.id}:user/${user}`,
    name: user,
  };
  return {
    serial: `arn:aws:iam::${account.id}:mfa/${name}`,
    user: owner,
    enabledAt: new Date("2024-01-02T03:04:05Z"),
  };
}

/** Root's device bears a free name; what bears root's usual name belongs to a user, and a user is called groot. */
function confusingDevices({ identity }: AccountState): readonly VirtualDevice[] {
  return [
    deviceOfUser(identity, "groot", "groot"),
    deviceOfUser(identity, "root-account-mfa-device", "alice"),
    { serial: `arn:aws:iam::${identity.id}:mfa/left-over` },
    deviceOfRoot(identity, "phone-of-the-founder"),
  ];
}

/** They fail, so that their names get into reports. */
function hostileResources(account: Identity): Partial<AccountState> {
  const name = '"><img src=x onerror=alert(1)>|`b`::error::';
  const topic = alertTopic(account, { name: "root|<b>alerts</b>", subscriptions: [] });
  const rule = alertRule(account, { name: `${name}\u001b[2J\n::warning::`, targets: [toTopic(topic.arn)] });
  const root = { ...inSafe, hardwareMfa: [] };
  return { root, devices: [deviceOfRoot(account, name)], rules: [rule], topics: [topic] };
}

export const credentialStories: readonly Story[] = [
  {
    id: "hardware-mfa",
    title: "an ordinary member whose root keeps a password and a hardware token",
    differs: ({ identity }) => ({
      root: inSafe,
      devices: [deviceOfUser(identity, "root-account-mfa-device", "alice")],
    }),
    expects: withHardwareMfa,
  },
  {
    id: "forgotten-totp",
    title: "root has a virtual device under a name that says nothing",
    identity: { name: "founders-first-account", joinedMethod: "INVITED" },
    differs: (account) => ({ root: { ...inSafe, hardwareMfa: [] }, devices: confusingDevices(account) }),
    expects: { ...lockedDown, "root-mfa-not-virtual": "fail" },
  },
  {
    id: "old-keys",
    title: "root still has an active access key",
    identity: { name: "old-website" },
    differs: () => ({ root: { ...inSafe, accessKeys: ["active"] } }),
    expects: { ...withHardwareMfa, "root-access-keys-absent": "fail" },
  },
  {
    id: "inactive-key",
    title: "root has a key that is switched off: the report says false and N/A, the summary counts it",
    identity: { name: "retired-batch" },
    differs: () => ({ root: { ...inSafe, accessKeys: ["inactive"] } }),
    expects: { ...withHardwareMfa, "root-access-keys-absent": "fail" },
  },
  {
    id: "signing-certificate",
    title: "root has an X.509 signing certificate from another age",
    identity: { name: "soap-gateway", joinedMethod: "INVITED" },
    differs: () => ({ root: { ...inSafe, certificates: 1 } }),
    expects: { ...withHardwareMfa, "root-signing-certificates-absent": "fail" },
  },
  {
    id: "credentials-removed",
    title: "credentials were removed centrally from an invited account; a device without owner is left over",
    identity: { name: "acquired-shop", joinedMethod: "INVITED" },
    differs: ({ identity }) => ({
      root: noCredentials,
      devices: [{ serial: `arn:aws:iam::${identity.id}:mfa/root-account-mfa-device` }],
    }),
    expects: lockedDown,
  },
  {
    id: "no-mfa",
    title: "root has a password and no MFA",
    identity: { name: "hackathon" },
    differs: () => ({ root: { ...inSafe, hardwareMfa: [], passwordLastUsed: "no_information" } }),
    expects: { ...lockedDown, "root-mfa-enabled": "fail", "root-mfa-not-virtual": "fail" },
  },
  {
    id: "created-before-2017",
    title: "so old that SCPs may not bind root's own credentials; the report is of the old kind too",
    identity: {
      name: "the-first-account",
      createdAt: new Date("2012-03-04T05:06:07Z"),
      joinedMethod: "INVITED",
    },
    differs: () => ({ root: { ...inSafe, oldReport: true } }),
    expects: { ...withHardwareMfa, "root-denied-by-scp": "unknown" },
  },
  {
    id: "hostile-names",
    title: "names made to break HTML, Markdown, terminals and workflow commands",
    identity: {
      name: '<script>alert("x")</script>|`a`\n::error::pwned\u001b[31mred\u001b[0m]]>',
      email: '"<b>"+hostile@example.org',
    },
    differs: ({ identity }) => hostileResources(identity),
    expects: { ...lockedDown, "root-mfa-not-virtual": "fail", "root-alert-delivered": "fail" },
  },
];
