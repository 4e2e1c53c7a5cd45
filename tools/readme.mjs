// npm run readme: the tables of the READMEs, made from the code.
import { checkNode, installPackages } from "./bootstrap.mjs";

checkNode();
installPackages();
const { runTypeScript } = await import("./typescript.mjs");
process.exitCode = await runTypeScript("tools/readme.ts", []);
