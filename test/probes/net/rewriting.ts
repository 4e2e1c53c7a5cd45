import { connect } from "node:net";
import { type Listener, listener } from "./listener.ts";

/** A way to `port` on which the server's answers say `to` in place of `from`; both have the same length. */
export function rewriting(port: number, from: string, to: string): Promise<Listener> {
  if (from.length !== to.length) throw new Error("lengths in the protocol would be wrong");
  return listener((client) => {
    const server = connect(port, "127.0.0.1");
    server.on("data", (data) => client.write(Buffer.from(data.toString("latin1").replaceAll(from, to), "latin1")));
    client.on("data", (data) => server.write(data));
    server.on("error", () => client.destroy());
    server.on("close", () => client.destroy());
    client.on("close", () => server.destroy());
  });
}
