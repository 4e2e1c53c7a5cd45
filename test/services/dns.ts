import type DNS from "dns2";
import { createServer, Packet } from "dns2";

/** The records of one name. A name that is not in the zone does not exist. */
export interface Records {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: string;
  readonly MX?: readonly string[];
  readonly TXT?: readonly string[];
}

/** Or how a name server fails at it: says SERVFAIL, REFUSED, or nothing at all. */
export type Zone = Readonly<Record<string, Records | "servfail" | "refused" | "silent">>;

export interface DnsStandIn {
  /** For `Resolver.setServers` and the probe's `dnsServers`. */
  readonly address: string;
  stop(): Promise<void>;
}

const codes = { servfail: 2, nxdomain: 3, refused: 5 } as const;

/** A name server on loopback that knows these names only. */
export async function startDns(zone: Zone): Promise<DnsStandIn> {
  const server = createServer({
    udp: true,
    handle: (request, send) => {
      const response = Packet.createResponseFromRequest(request);
      const [question] = request.questions;
      if (question === undefined) return;
      const entry = zone[question.name.toLowerCase()];
      if (entry === "silent") return;
      response.header.ra = 1;
      if (entry === undefined) response.header.rcode = codes.nxdomain;
      else if (typeof entry === "string") response.header.rcode = codes[entry];
      else response.answers.push(...answers(question.name, question.type, entry, zone));
      void send(response);
    },
  });
  const { udp } = await server.listen({ udp: { port: 0, address: "127.0.0.1" } });
  if (udp === undefined) throw new Error("the name server has no address");
  return { address: `127.0.0.1:${udp.port}`, stop: () => server.close() };
}

function answers(name: string, type: number, records: Records, zone: Zone): DNS.Packet.Resource[] {
  const base = { name, class: Packet.CLASS.IN, ttl: 60 };
  const make = (fields: object) => new Packet.Resource({ ...base, ...fields });
  if (records.CNAME !== undefined) {
    const target = zone[records.CNAME];
    const behind = typeof target === "object" ? answers(records.CNAME, type, target, zone) : [];
    return [make({ type: Packet.TYPE.CNAME, domain: records.CNAME }), ...behind];
  }
  if (type === Packet.TYPE.A) return (records.A ?? []).map((address) => make({ type, address }));
  if (type === Packet.TYPE.AAAA) return (records.AAAA ?? []).map((address) => make({ type, address }));
  if (type === Packet.TYPE.MX) return (records.MX ?? []).map((exchange) => make({ type, exchange, priority: 10 }));
  if (type === Packet.TYPE.TXT) return (records.TXT ?? []).map((data) => make({ type, data }));
  return [];
}
