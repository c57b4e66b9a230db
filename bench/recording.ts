// The requests that a scan makes, as they go over the wire: kept by a proxy on loopback, so that others can make the same ones.
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Proxy, startProxy } from "../tools/shared/proxy.ts";

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

export interface Recorder extends Proxy {
  readonly requests: readonly Recorded[];
}

/** Passes everything on to `target`. */
export async function startRecorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = [];
  const seen = (incoming: IncomingMessage, body: Buffer): void =>
    void requests.push(recorded(incoming, body));
  return { ...(await startProxy(target, { seen })), requests };
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
