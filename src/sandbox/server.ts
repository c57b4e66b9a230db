// The HTTP side: one server on loopback that reads a body, waits the latency and sends what dispatch decided.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { dispatch, type Dispatched, type Dispatcher } from "./dispatch.ts";

export interface Listening {
  readonly url: string;
  readonly requests: () => number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { answer, strike }: Dispatched): void {
  if (strike?.send) {
    strike.send(response, answer, strike.fault);
    return;
  }
  response
    .writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length })
    .end(answer.body);
}

/** Looks like AWS's, counts like ours. */
function requestIdOf(count: number): string {
  return `00000000-0000-4000-8000-${count.toString(16).padStart(12, "0")}`;
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export async function serve(port: number, latencyMs: number, dispatcher: Dispatcher): Promise<Listening> {
  let requests = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const requestId = requestIdOf(requests);
    const body = await readBody(request);
    const { method = "GET", url: path = "/", headers } = request;
    const dispatched = dispatch(dispatcher, { method, path, headers, body }, requestId);
    if (latencyMs > 0) setTimeout(() => send(response, dispatched), latencyMs);
    else send(response, dispatched);
  };
  // A client that hangs up in mid-request is no matter of ours; a mistake of ours must be seen at once: HTTP 500.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  let connections = 0;
  server.on("connection", () => (connections += 1));
  const url = await listen(server, port);
  return { url, requests: () => requests, connections: () => connections, close: () => close(server) };
}
