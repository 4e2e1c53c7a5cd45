declare const __MASTOSETUP_VERSION__: string;

// The guard of npx, which does not look at `engines`; nothing is imported before it, so that an old Node reads no newer syntax.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [first, ...rest] = process.argv.slice(2);

if (major < 20 || (major === 20 && minor < 17)) {
  process.stderr.write(`mastosetup needs Node 20.17 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${__MASTOSETUP_VERSION__}\n`);
} else {
  import("./main.ts").then(({ main }) => main(__MASTOSETUP_VERSION__));
}
