// npm run bench: the numbers that the README quotes, as ratios measured in one run.
import { checkNode, installPackages, installServers } from "./bootstrap.mjs";

checkNode();
installPackages();
installServers();
const { build } = await import("./build.mjs");
await build();
const { runTypeScript } = await import("./typescript.mjs");
process.exitCode = await runTypeScript("bench/bench.ts", process.argv.slice(2));
