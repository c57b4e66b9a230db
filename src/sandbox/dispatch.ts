// From one HTTP request to one answer: who asks, for what, and what the faults in force make of it.
import { AwsError, commonError } from "./aws-error.ts";
import type { Struck } from "./faults/behaviours.ts";
import type { Faults, Strike } from "./faults/faults.ts";
import type { RequestSeen } from "./options.ts";
import { checkAllowed } from "./services/authority.ts";
import { services } from "./services/index.ts";
import { recordRoot } from "./services/root-session.ts";
import type { Call, Service } from "./services/service.ts";
import type { Asked, HttpAnswer, HttpRequest, Protocol } from "./wire/protocol.ts";
import { protocolOf, readScope, readSigningTime, type Scope } from "./wire/scope.ts";
import type { Output } from "./wire/value.ts";
import type { Caller, KeyHolder } from "./world/credentials.ts";
import { homeRegion } from "./world/account.ts";
import { isEnabled } from "./world/regions.ts";
import type { World } from "./world/world.ts";

export interface Dispatched {
  readonly answer: HttpAnswer;
  readonly strike?: Strike;
}

/** One request on its way, as far as it was understood. */
interface Journey {
  readonly world: World;
  readonly scope: Scope | undefined;
  readonly holder: KeyHolder;
  readonly asked: Asked;
  readonly at: Struck;
}

function authenticate({ scope, holder, at }: Journey): Caller {
  if (scope === undefined) throw commonError("unsigned", at, "Missing Authentication Token");
  if (holder === "expired") {
    throw commonError("expired", at, "The security token included in the request is expired");
  }
  const reachable = services.get(at.service)?.global === true || isEnabled(at.region);
  if (holder !== "unknown" && reachable) return holder.caller;
  throw commonError("unknownKey", at, "The security token included in the request is invalid.");
}

function findOperation(service: Service | undefined, { asked, at }: Journey): (call: Call) => Output {
  const operation = Object.entries(service?.operations ?? {}).find(([name]) => name === asked.operation)?.[1];
  const addressed = asked.target === undefined || service?.target?.test(asked.target) === true;
  if (operation && addressed) return operation;
  throw commonError("unknownOperation", at, `Could not find operation ${asked.operation} for this service`);
}

/** No token, under any of its names. */
const firstPage = { Marker: undefined, NextToken: undefined, nextToken: undefined };

/** A suspended account's own credentials do nothing. */
function run(journey: Journey, strike: Strike | undefined): Output {
  const refusal = strike?.refuse?.(strike.fault, journey.at);
  if (refusal) throw refusal;
  const caller = authenticate(journey);
  const { world, asked, at } = journey;
  if (!world.rate.take(`${at.service}:${asked.operation}`, caller.account.id, at.region))
    throw commonError("throttled", at, "Rate exceeded");
  if (caller.account.state !== "ACTIVE") throw commonError("accessDenied", at, "The account is suspended.");
  const input = strike?.paged === true ? { ...asked.input, ...firstPage } : asked.input;
  const state = world.population.state(caller.account);
  const call = { world, caller, account: caller.account, state, region: at.region, input };
  const service = services.get(at.service);
  const perform = (): Output => {
    checkAllowed(call, at);
    return findOperation(service, journey)(call);
  };
  return caller.task === undefined ? perform() : recordRoot(call, { ...at, ...service }, perform);
}

function answerOf(protocol: Protocol, journey: Journey, strike: Strike | undefined): HttpAnswer {
  try {
    const output = run(journey, strike);
    return protocol.answer(strike?.alter?.(output, journey.at) ?? output, journey.at);
  } catch (error) {
    if (error instanceof AwsError) return protocol.refuse(error, journey.at);
    throw error;
  }
}

function understand(protocol: Protocol, request: HttpRequest): Asked {
  try {
    return protocol.read(request);
  } catch {
    return { operation: "", input: {} };
  }
}

function startJourney(world: World, protocol: Protocol, request: HttpRequest, requestId: string): Journey {
  const scope = readScope(request.headers);
  const asked = understand(protocol, request);
  const holder = scope ? world.credentials.holderOf(scope.accessKeyId, scope.token) : "unknown";
  const at: Struck = {
    service: scope?.service ?? "",
    operation: asked.operation,
    account: typeof holder === "string" ? "" : holder.caller.account.id,
    region: scope?.region ?? homeRegion,
    hasToken: Object.keys(firstPage).some((name) => asked.input[name] !== undefined),
    family: protocol.family,
    requestId,
    signedAt: readSigningTime(request.headers),
    now: world.now(),
  };
  return { world, scope, holder, asked, at };
}

export interface Dispatcher {
  readonly world: World;
  readonly faults: Faults;
  readonly onRequest?: (request: RequestSeen) => void;
}

export function dispatch(
  { world, faults, onRequest }: Dispatcher,
  request: HttpRequest,
  requestId: string,
): Dispatched {
  const protocol = protocolOf(request, readScope(request.headers)?.service);
  const journey = startJourney(world, protocol, request, requestId);
  const { service, operation, account, region } = journey.at;
  onRequest?.({ service, operation, account, region });
  const strike = faults.strike(journey.at);
  const answer = answerOf(protocol, journey, strike);
  if (!strike) return { answer };
  const headers = { ...answer.headers, ...strike.headers?.(strike.fault, journey.at) };
  return { answer: { ...answer, headers }, strike };
}
