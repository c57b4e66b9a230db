// account.rootDevices, account.rootVirtualDevices: root's MFA devices, their kind by the form of the serial number (AWS-FACTS 3).
// Every principal of the account sees the virtual ones; the others only an audit session does.
import { ABSENT, type Unknown, type Value } from "../../condition/index.ts";
import {
  type Elements,
  elementsOf,
  elementsWith,
  isUnknown,
  same,
  textOf,
  truthOf,
  unknownFact,
  unknownsIn,
  type View,
} from "./kleene.ts";
import { accountOf } from "./sites.ts";
import { fieldOf, listOf, nearest } from "./sources.ts";

/** Every device that was seen; partial where devices of some kind could not be, none only where the summary says so too. */
export function devicesOf(account: View): Value {
  const { audited, assigned, items } = seenDevices(account);
  const enabled = truthOf(fieldOf(account["summary"], "mfaEnabled"));
  if (items.length > 0 && audited.rest === undefined) return items;
  if (items.length === 0 && enabled === false) return [];
  if (audited.rest === undefined) return isUnknown(enabled) ? enabled : contradiction();
  return listOf(items, nearest([audited.rest, ...(assigned.rest === undefined ? [] : [assigned.rest])]));
}

/** The virtual ones; whole where either list was seen whole. */
export function virtualDevicesOf(account: View): Value {
  const { audited, assigned, items } = seenDevices(account);
  const virtual = items.filter((device) => device["kind"] === "virtual");
  // What the whole list of virtual devices does not hold is none, of whatever kind it is.
  if (assigned.rest === undefined) return listOf(virtual, kindless(assigned.items));
  if (audited.rest === undefined) return listOf(virtual, kindless(audited.items));
  return listOf(virtual, nearest([audited.rest, assigned.rest]));
}

/** Devices whose serial number does not tell their kind, if there are any. */
const kindless = (devices: readonly View[]): Unknown | undefined =>
  elementsWith(
    devices.map(({ serialNumber = ABSENT }) => ({ kind: kindOf(serialNumber) })),
    "kind",
  ).rest;

interface SeenDevices {
  readonly audited: Elements;
  readonly assigned: Elements;
  /** Of both lists, each serial number once. */
  readonly items: readonly View[];
}

function seenDevices(account: View): SeenDevices {
  const audited = elementsOf(fieldOf(account["rootAudit"], "mfaDevices"));
  const assigned = ownedByRoot(account);
  const listed = audited.items.map((device) => describe(device, account, "audit session"));
  const serials = new Set(listed.map(({ serialNumber }) => serialNumber));
  const others = assigned.items
    .filter(({ serialNumber }) => serialNumber !== undefined && !serials.has(serialNumber))
    .map((device) => describe(device, account, "list of virtual devices"));
  return { audited, assigned, items: [...listed, ...others] };
}

/** By the owner's ARN, never by name: an IAM user's device may carry root's old name. */
function ownedByRoot(account: View): Elements {
  const { items, rest } = elementsOf(account["virtualMfaDevices"] ?? []);
  const owned = items.map((device) => same(device["ownerArn"], account["rootArn"] ?? ABSENT));
  const open = unknownsIn([...owned, rest]);
  const mine = items.filter((_device, index) => owned[index] === true);
  return open.length === 0 ? { items: mine } : { items: mine, rest: nearest(open) };
}

function describe(device: View, account: View, seenIn: string): View {
  const { enabledAt = ABSENT } = device;
  const serialNumber = serialOf(device, account);
  return { serialNumber, kind: kindOf(serialNumber), enabledAt, seenIn };
}

/** Root's devices are its account's: one of another account is no device that we know anything of, and no second one. */
function serialOf({ serialNumber = ABSENT }: View, account: View): Value {
  const text = textOf(serialNumber);
  if (!text.startsWith("arn:") || accountOf(text) === account["id"]) return serialNumber;
  const reason = `the device ${text} is one of another account`;
  return unknownFact({ fact: "account.rootDevices", cause: "malformed", reason });
}

/** `arn:…:mfa/NAME` is virtual, `arn:…:u2f/…` a passkey or security key, a serial that is no ARN a hardware token. */
function kindOf(serial: Value): Value {
  if (isUnknown(serial)) return serial;
  const text = textOf(serial);
  if (!text.startsWith("arn:")) return "hardware-token";
  const resource = text.split(":").slice(5).join(":");
  if (resource.startsWith("mfa/")) return "virtual";
  if (resource.startsWith("u2f/")) return "passkey-or-security-key";
  const reason = `of which kind the device ${text} is cannot be told by its serial number`;
  return unknownFact({ fact: "account.rootDevices", cause: "not-observable", reason });
}

const contradiction = (): Unknown =>
  unknownFact({
    fact: "account.rootAudit.mfaDevices",
    cause: "malformed",
    reason: "lists no device, but the account summary says that root has one",
  });
