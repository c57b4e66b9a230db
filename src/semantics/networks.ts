// Is an address in a network? Only plain addresses are: CloudTrail also writes service names and "AWS Internal" there.
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** True for CIDR notation of IPv4 or IPv6 whose host bits are zero (203.0.113.7/3 is a slip that would trust an eighth of the internet). */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

/** True when the address is in one of the networks; what is no address, and a network that is none, never match. */
export function inNetwork(address: string, networks: readonly string[]): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && networks.some((text) => contains(parseNetwork(text), parsed));
}

/** A plain address; IPv4 written as IPv6 (`::ffff:192.0.2.1`) is unwrapped. Octal, hexadecimal, short and zoned forms are refused. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const tail = text.slice(text.lastIndexOf(":") + 1);
  if (tail.includes(".") && !ipaddr.IPv4.isValidFourPartDecimal(tail)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** A network with zero host bits, or undefined. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const digits = text.slice(slash + 1);
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  if (address === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  const wrapped = address.kind() === "ipv4" && text.includes(":");
  const bits = Number(digits) - (wrapped ? 96 : 0);
  const width = address.kind() === "ipv4" ? 32 : 128;
  return bits >= 0 && bits <= width && hostBitsAreZero(address, bits) ? [address, bits] : undefined;
}

/** True when the network holds the address; families never mix (the library throws on that). */
export function contains(network: Network | undefined, address: Address): boolean {
  if (network === undefined || network[0].kind() !== address.kind()) return false;
  return sharedBits(network[0].toByteArray(), address.toByteArray()) >= network[1];
}

function sharedBits(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((byte, at) => byte !== right[at]);
  if (index < 0) return left.length * 8;
  return index * 8 + Math.clz32((left[index] ?? 0) ^ (right[index] ?? 0)) - 24;
}

function hostBitsAreZero(address: Address, bits: number): boolean {
  return address.toByteArray().every((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8));
    return (byte & (0xff >> kept)) === 0;
  });
}
