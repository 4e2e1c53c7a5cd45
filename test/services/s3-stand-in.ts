import { readFileSync } from "node:fs";
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificates } from "./certificates.ts";

/** One answer that a real service gave, with where it was seen; `fixtures/recorded/s3/`. */
export interface Recording {
  readonly of: string;
  readonly source: readonly string[];
  /** Which requests it answers: all that agree with every part. */
  readonly when: { readonly method?: string; readonly header?: string; readonly signedFor?: string };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(new URL(`../../fixtures/recorded/s3/${name}.json`, import.meta.url), "utf8"));
}

export interface StandInOptions {
  readonly tls?: Certificates;
  /** Played instead of the store's own answer. */
  readonly plays?: readonly Recording[];
  /** Takes over a request entirely; true: it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly ignoresRange?: boolean;
}

export interface StandIn {
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  /** Method, path and header names of each request. */
  readonly requests: readonly { readonly line: string; readonly headers: IncomingMessage["headers"] }[];
  /** Paths of what is stored. */
  stored(): readonly string[];
  stop(): Promise<void>;
}

/** A store in memory that believes every signature: only for what no real S3 server here can be brought to say. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const objects = new Map<string, Buffer>();
  const requests: { line: string; headers: IncomingMessage["headers"] }[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    if (options.instead?.(request, response)) return;
    const played = options.plays?.find((one) => applies(one, request));
    if (played) {
      request.resume();
      response.writeHead(played.status, { ...played.headers }).end(played.body);
    } else serve(request, response, objects, options.ignoresRange === true);
  };
  const { tls } = options;
  const server = tls
    ? createTls({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }, listener)
    : createPlain(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `${tls ? "https" : "http"}://localhost:${port}`,
    host: `localhost:${port}`,
    port,
    requests,
    stored: () => [...objects.keys()],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function applies({ when }: Recording, request: IncomingMessage): boolean {
  const signed = request.headers.authorization ?? "";
  return (
    (when.method === undefined || when.method === request.method) &&
    (when.header === undefined || request.headers[when.header] !== undefined) &&
    (when.signedFor === undefined || signed.includes(`/${when.signedFor}/s3/`))
  );
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  ignoresRange: boolean,
): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://stand.in");
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.once("end", () => {
    const object = objects.get(pathname);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "PUT") {
      if (search !== "?acl") objects.set(pathname, Buffer.concat(chunks));
      response.end();
    } else if (request.method === "DELETE") {
      objects.delete(pathname);
      response.writeHead(204).end();
    } else if (object === undefined) {
      const code = pathname.split("/").length > 3 ? "NoSuchKey" : "AccessDenied";
      response.writeHead(code === "NoSuchKey" ? 404 : 403, { "content-type": "application/xml" });
      response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);
    } else if (range && !ignoresRange) {
      response.writeHead(206).end(object.subarray(Number(range[1]), Number(range[2]) + 1));
    } else response.end(object);
  });
}
