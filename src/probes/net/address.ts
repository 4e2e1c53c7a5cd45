import { isIP, type Socket } from "node:net";

export type NetTarget =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "socket"; readonly path: string };

/** "db.example.com:5432", "[::1]:5432", "/run/redis/redis.sock". */
export function addressText(target: NetTarget): string {
  if (target.kind === "socket") return target.path;
  return `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`;
}

/** The addresses that were tried and failed, as Node's error lists them; a name may stand for several. */
export function triedAddresses(error: unknown): readonly string[] {
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return all.flatMap((one) => {
    if (typeof one !== "object" || one === null || !("address" in one) || typeof one.address !== "string") return [];
    const port = "port" in one && typeof one.port === "number" ? one.port : null;
    return [port === null ? one.address : addressText({ kind: "tcp", host: one.address, port })];
  });
}

/** Where a connected socket ended up. */
export function peerText(socket: Socket): string | null {
  const { remoteAddress: host, remotePort: port } = socket;
  return host === undefined || port === undefined ? null : addressText({ kind: "tcp", host, port });
}

/** Names and addresses that never leave the machine. */
export function isLoopback(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "::1" || host === "0::1" || /^127\./.test(host);
}
