import type { Variables } from "../../findings/variables.ts";

/** Who reads the file. `ruby` is dotenv 3 (4.3 and newer), `ruby-2` is dotenv 2.8 (4.2); `node` is what streaming uses. */
export type ReaderId = "ruby" | "ruby-2" | "node" | "compose" | "systemd" | "sh";

/** A model of one parser: the text of a file to what that parser makes of it. `environment` is what `$NAME` expands from. */
export type Reader = (text: string, environment?: Variables) => Variables;
