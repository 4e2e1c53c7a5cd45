import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificates {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly ca: string;
}

/** A small CA and a certificate of its for `names` (DNS: and IP: entries), by openssl, in `directory`. */
export function makeCertificates(directory: string, names = "DNS:localhost,IP:127.0.0.1,IP:::1"): Certificates {
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  run(
    "req",
    "-x509",
    ...key,
    "-keyout",
    "ca.key",
    "-out",
    "ca.crt",
    "-days",
    "3650",
    "-subj",
    "/CN=mastosetup test CA",
  );
  run("req", ...key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost");
  writeFileSync(join(directory, "san.ext"), `subjectAltName=${names}`);
  run(
    "x509",
    "-req",
    "-in",
    "server.csr",
    "-CA",
    "ca.crt",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-days",
    "3650",
    "-extfile",
    "san.ext",
    "-out",
    "server.crt",
  );
  chmodSync(join(directory, "server.key"), 0o644);
  const caFile = join(directory, "ca.crt");
  return {
    caFile,
    certFile: join(directory, "server.crt"),
    keyFile: join(directory, "server.key"),
    ca: readFileSync(caFile, "utf8"),
  };
}
