// What a protocol has to do: read an operation and its input from a request, write an output or an error.
import type { IncomingHttpHeaders } from "node:http";

import type { AwsError, Family } from "../aws-error.ts";
import type { Input, Output } from "./value.ts";

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Asked {
  readonly operation: string;
  readonly input: Input;
  /** The service that the target header or the path names, where the protocol has one: it must be the signed one. */
  readonly target?: string;
}

/** Who asked for what, as far as the form of the answer depends on it. */
export interface Exchange {
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
}

export interface Protocol {
  readonly family: Family;
  /** Throws when the body is not of this protocol. */
  readonly read: (request: HttpRequest) => Asked;
  readonly answer: (output: Output, exchange: Exchange) => HttpAnswer;
  readonly refuse: (error: AwsError, exchange: Exchange) => HttpAnswer;
}
