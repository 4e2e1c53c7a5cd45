import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

/** Addresses that nobody outside can reach: RFC 1918, 6598, 3927, 4193, 4291, loopback. */
const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inside.addSubnet(network, prefix, "ipv4");
}
inside.addAddress("::1", "ipv6");
inside.addAddress("::", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** Whether an address means nothing outside of its own network. */
export function isPrivate(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The addresses of this machine's interfaces, loopback and link-local left out. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => !one.internal && !/^fe80:/i.test(one.address))
    .map((one) => one.address);
}

/** The same address in one spelling: `2001:DB8::0` and `2001:db8::` are one. */
export function canonical(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
}
