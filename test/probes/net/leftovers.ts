const kinds = ["TCPSocketWrap", "TCPServerWrap", "TLSWrap", "PipeWrap", "Timeout", "GetAddrInfoReqWrap"] as const;
export type Resources = Readonly<Record<(typeof kinds)[number], number>>;

/** What keeps this process alive now, the test runner's own included. */
export function resources(): Resources {
  const all = process.getActiveResourcesInfo();
  const count = (kind: string) => all.filter((one) => one === kind).length;
  return Object.fromEntries(kinds.map((kind) => [kind, count(kind)])) as Resources;
}

/** The kinds of which there are more than there were. */
export function leftovers(before: Resources): readonly string[] {
  const now = resources();
  return kinds.filter((kind) => now[kind] > before[kind]);
}
