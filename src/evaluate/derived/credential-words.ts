// What findings say of one credential of root: always a text, with what was not seen said in it.
import { ABSENT, type Value } from "../../condition/index.ts";
import { isUnknown, textOf, type View } from "./kleene.ts";

/** Name and description of a credential. */
export type DescribedCredential = View & { readonly name: Value; readonly description: string };

/** A key or certificate as an audit session lists it. */
export function describeListed(listed: View, noun: string): DescribedCredential {
  const { id = ABSENT, status = ABSENT, createdAt, uploadedAt, lastUsed } = listed;
  const details = [
    textOf(status).toLowerCase(),
    `made ${timeText(createdAt ?? uploadedAt ?? ABSENT, "on a day not said")}`,
    ...(lastUsed === undefined ? [] : [`last used ${timeText(lastUsed, "never, as far as is known")}`]),
  ];
  return { name: id, description: `${noun} ${textOf(id)} (${details.join(", ")})` };
}

/** A key or certificate as a column of the credential report shows it. */
export function describeReported(reported: View, kind: string, noun: string): DescribedCredential {
  const { slot = ABSENT, active = ABSENT, lastRotatedAt = ABSENT, lastUsedAt } = reported;
  const details = [
    isUnknown(active) ? "whether it is active was not seen" : active === true ? "active" : "inactive",
    `last rotated ${timeText(lastRotatedAt, "on a day not said")}`,
    ...(kind === "access-key" ? [`last used ${usedText(lastUsedAt ?? ABSENT, reported)}`] : []),
  ];
  const number = textOf(slot);
  return {
    name: `${kind}-${number}`,
    description: `${noun} ${number} of the credential report (${details.join(", ")})`,
  };
}

/** An MFA device of root. */
export function describeDevice(device: View): DescribedCredential & { readonly kind: string } {
  const { serialNumber = ABSENT, kind = ABSENT } = device;
  const what = typeof kind === "string" ? kind.replaceAll("-", " ") : "MFA device";
  return {
    kind: "mfa-device",
    name: serialNumber,
    description: `MFA device ${textOf(serialNumber)} (${what})`,
  };
}

function usedText(at: Value, { lastUsedService, lastUsedRegion }: View): string {
  const where = [lastUsedService, lastUsedRegion].filter((one) => typeof one === "string").join(", ");
  return `${timeText(at, "never, as far as is known")}${where === "" ? "" : ` (${where})`}`;
}

function timeText(at: Value, absent: string): string {
  if (at === ABSENT) return absent;
  return typeof at === "number" ? new Date(at).toISOString() : "(not seen)";
}
