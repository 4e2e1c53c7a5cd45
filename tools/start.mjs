// npm start: installs what is missing, builds, and runs the wizard against real services on loopback in a scratch directory.
import { checkNode, installPackages, installServers } from "./bootstrap.mjs";

checkNode();
installPackages();
installServers();
const { build } = await import("./build.mjs");
await build();
const { runTypeScript } = await import("./typescript.mjs");
process.exitCode = await runTypeScript("tools/sandbox.ts", process.argv.slice(2));
