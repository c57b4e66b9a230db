// A proxy on loopback between a scan and the sandbox: whoever starts it sees every request, and may alter every answer's body.
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Watch {
  readonly seen?: (request: IncomingMessage, body: Buffer) => void;
  readonly altered?: (body: Buffer) => Buffer;
}

/** Passes everything on to `target`. */
export async function startProxy(target: string, { seen, altered }: Watch): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      seen?.(incoming, body);
      const { method, headers, url = "/" } = incoming;
      const answered = async (answer: IncomingMessage): Promise<void> => {
        const whole = await bodyOf(answer);
        const sent = altered?.(whole) ?? whole;
        outgoing
          .writeHead(answer.statusCode ?? 500, { ...answer.headers, "content-length": sent.length })
          .end(sent);
      };
      request(target + url, { method, headers }, (answer) => void answered(answer)).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
