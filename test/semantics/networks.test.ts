// Addresses and networks, with the forms that libraries take and that are no addresses.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { inNetwork, isNetwork } from "../../src/semantics/index.ts";

describe("inNetwork", () => {
  it.each([
    ["192.0.2.10", "192.0.2.0/24"],
    ["192.0.2.10", "192.0.2.10/32"],
    ["192.0.2.10", "0.0.0.0/0"],
    ["192.0.2.129", "192.0.2.128/25"],
    ["::ffff:192.0.2.10", "192.0.2.0/24"],
    ["::ffff:c000:20a", "192.0.2.0/24"],
    ["192.0.2.10", "::ffff:192.0.2.0/120"],
    ["2001:db8::1", "2001:db8::/32"],
    ["2001:DB8:0:0::1", "2001:db8::1/128"],
    ["2001:db8:8000::", "2001:db8:8000::/33"],
  ])("%s is in %s", (address, network) =>
    expect(inNetwork(address, ["198.51.100.0/24", network])).toBe(true),
  );

  it.each([
    ["192.0.3.10", "192.0.2.0/24"],
    ["192.0.2.127", "192.0.2.128/25"],
    ["192.0.2.10", "::/0"],
    ["2001:db8::1", "0.0.0.0/0"],
    ["2001:db8:4000::", "2001:db8:8000::/33"],
    ["AWS Internal", "0.0.0.0/0"],
    ["cloudformation.amazonaws.com", "0.0.0.0/0"],
    ["", "0.0.0.0/0"],
    ["010.0.0.1", "0.0.0.0/0"],
    ["0x7f.1", "0.0.0.0/0"],
    ["1", "0.0.0.0/0"],
    ["192.0.2", "0.0.0.0/0"],
    ["192.0.2.256", "0.0.0.0/0"],
    [" 192.0.2.1", "0.0.0.0/0"],
    ["fe80::1%eth0", "::/0"],
    ["::ffff:010.0.0.1", "0.0.0.0/0"],
    ["192.0.2.10/24", "192.0.2.0/24"],
    ["1".repeat(10_000), "0.0.0.0/0"],
  ])("%s is not in %s", (address, network) => expect(inNetwork(address, [network])).toBe(false));

  it("no network holds nothing", () => expect(inNetwork("192.0.2.1", [])).toBe(false));

  it("a network that is none never matches, and does not spoil the others", () => {
    expect(inNetwork("192.0.2.1", ["192.0.2.1"])).toBe(false);
    expect(inNetwork("192.0.2.1", ["rubbish", "192.0.2.1/24", "192.0.2.0/24"])).toBe(true);
  });

  it("never throws; agrees with arithmetic on IPv4", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (address, networks) => {
        inNetwork(address, networks);
      }),
      { seed: 51 },
    );
    const value = ([a, b, c, d]: readonly number[]): number => ((a! * 256 + b!) * 256 + c!) * 256 + d!;
    const octets = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(octets, octets, fc.integer({ min: 0, max: 32 }), (address, base, bits) => {
        const size = 2 ** (32 - bits);
        const start = Math.floor(value(base) / size) * size;
        const text = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
        const inside = Math.floor(value(address) / size) * size === start;
        expect(inNetwork(address.join("."), [`${text}/${bits}`])).toBe(inside);
      }),
      { seed: 52, numRuns: 1000 },
    );
  });
});

describe("isNetwork", () => {
  it.each([
    "10.0.0.0/8",
    "0.0.0.0/0",
    "192.0.2.1/32",
    "::/0",
    "2001:db8::/32",
    "::1/128",
    "::ffff:10.0.0.0/104",
  ])("%s", (text) => expect(isNetwork(text)).toBe(true));

  it.each([
    "10.0.0.0",
    "10.0.0.1/8",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/",
    "/8",
    "10.0.0.0/8/8",
    "10.0/8",
    "010.0.0.0/8",
    "2001:db8::1/32",
    "::/129",
    "fe80::%1/64",
    "10.0.0.0/-1",
    "::ffff:10.0.0.0/8",
    "",
  ])("not %s", (text) => expect(isNetwork(text)).toBe(false));
});
