// The requests that a scan makes, as they go over the wire: kept by a proxy on loopback, so that others can make the same ones.
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One request, with the credentials it was signed with. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly target?: string;
  readonly contentType?: string;
  readonly body: string;
}

export interface Recorder {
  readonly url: string;
  readonly requests: readonly Recorded[];
  readonly close: () => Promise<void>;
}

/** Passes everything on to `target`. */
export async function startRecorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      requests.push(recorded(incoming, body));
      const { method, headers, url = "/" } = incoming;
      request(target + url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, close };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function recorded({ method = "POST", url: path = "/", headers }: IncomingMessage, body: Buffer): Recorded {
  const [, accessKeyId = "", region = "", service = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  return {
    method,
    path,
    service,
    region,
    accessKeyId,
    ...textOf(headers, "x-amz-security-token", "sessionToken"),
    ...textOf(headers, "x-amz-target", "target"),
    ...textOf(headers, "content-type", "contentType"),
    body: body.toString("latin1"),
  };
}

function textOf(headers: IncomingHttpHeaders, header: string, name: string): Record<string, string> {
  const value = headers[header];
  return typeof value === "string" ? { [name]: value } : {};
}
