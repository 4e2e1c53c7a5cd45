import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = process.getuid?.() === 0;

/** Servers that refuse to run as root run as `nobody`; without root everything runs as ourselves. */
export const unprivileged: { uid: number; gid: number } | null = root ? { uid: idOf("-u"), gid: idOf("-g") } : null;

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
}

/** A directory of its own under the system's temporary one, owned by who runs the servers. Remove it with `discard`. */
export function scratch(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `mastosetup-${name}-`));
  if (unprivileged) chownSync(directory, unprivileged.uid, unprivileged.gid);
  return directory;
}

export function discard(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A TCP port on loopback that was free a moment ago. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
