// Whose a virtual device is: told by its user's ARN, or not at all.
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Observed, VirtualMfaDevice } from "../../src/model/index.ts";
import { Bench } from "./collecting.ts";
import type { Structure } from "./scripted-aws.ts";
import { MEMBER } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const ROOT = `arn:aws:iam::${MEMBER}:root`;
const serial = (name: string): string => `arn:aws:iam::${MEMBER}:mfa/${name}`;
const OLD_NAME = serial("root-account-mfa-device");
const ENABLED = new Date("2026-01-02T03:04:05.000Z");

async function see(
  devices: readonly Structure[],
  rest: Structure = { IsTruncated: false },
): Promise<Observed<readonly VirtualMfaDevice[]>> {
  const { account } = await bench.collect({
    script: {
      "iam:ListVirtualMFADevices": ({ input }) =>
        input["Marker"] === undefined
          ? { ok: { VirtualMFADevices: devices, ...rest } }
          : { error: "AccessDenied", status: 403 },
    },
    options: { facts: new Set(["account.virtualMfaDevices"]) },
  });
  return account.virtualMfaDevices;
}

const of = (Arn: string): Structure => ({ User: { UserId: "1", Arn } });

it("devices of nobody are asked for, and left-overs not kept", async () => {
  const seen = await see([{ SerialNumber: serial("left-over") }, { SerialNumber: serial("a"), ...of(ROOT) }]);
  expect(bench.aws.asked.map(({ input }) => input["AssignmentStatus"])).toContain("Any");
  expect(seen).toMatchObject({ state: "collected", value: [{ serialNumber: serial("a"), ownerArn: ROOT }] });
  expect(seen.value).toHaveLength(1);
  expect(seen.incomplete).toBeUndefined();
});

it.each([
  ["with root's old name", { SerialNumber: OLD_NAME }],
  ["in use", { SerialNumber: serial("any"), EnableDate: ENABLED }],
])("a device of nobody %s may be root's: the list is not whole, others are kept", async (_, device) => {
  const seen = await see([device, { SerialNumber: serial("phone"), ...of(ROOT) }]);
  expect(seen).toMatchObject({
    state: "collected",
    incomplete: true,
    reason: {
      cause: "not-observable",
      message: `the device ${device.SerialNumber} names no user; it may be root's`,
    },
  });
  expect(seen.value?.map(({ serialNumber }) => serialNumber)).toEqual([device.SerialNumber, serial("phone")]);
  expect(seen.value?.[0]).not.toHaveProperty("ownerArn");
});

it("a user's device with root's old name is the user's", async () => {
  const seen = await see([{ SerialNumber: OLD_NAME, ...of(`arn:aws:iam::${MEMBER}:user/groot`) }]);
  expect(seen.incomplete).toBeUndefined();
  expect(seen.value).toHaveLength(1);
});

it("a page that is missing is said before a device without a user", async () => {
  const seen = await see([{ SerialNumber: OLD_NAME }], { IsTruncated: true, Marker: "a" });
  expect(seen).toMatchObject({ incomplete: true, reason: { cause: "permission" } });
});

it("a page of left-overs is no empty page", async () => {
  const { account } = await bench.collect({
    script: {
      "iam:ListVirtualMFADevices": ({ times }) => ({
        ok: {
          VirtualMFADevices: [{ SerialNumber: serial(`left-over-${times}`) }],
          ...(times < 4 ? { IsTruncated: true, Marker: `t${times}` } : { IsTruncated: false }),
        },
      }),
    },
    options: { facts: new Set(["account.virtualMfaDevices"]), maxEmptyPages: 2 },
  });
  expect(account.virtualMfaDevices).toMatchObject({ state: "collected", value: [] });
  expect(account.virtualMfaDevices.incomplete).toBeUndefined();
});

it.each([
  ["a user without an ARN", { User: { UserId: "1" } }],
  ["an empty user", { User: {} }],
  ["a blank ARN", of(" ")],
  ["a blank before the ARN", of(` ${ROOT}`)],
  ["a line break after the ARN", of(`${ROOT}\n`)],
  ["no ARN", of("root")],
])("%s is no owner", async (_, user) => {
  expect(await see([{ SerialNumber: OLD_NAME, ...user }])).toMatchObject({
    state: "failed",
    reason: { cause: "malformed" },
  });
});

it("a blank after the serial number does not hide root's old name", async () => {
  expect(await see([{ SerialNumber: `${OLD_NAME} ` }])).toMatchObject({
    state: "failed",
    reason: { cause: "malformed" },
  });
});
