/** The attributes of spans, by OpenTelemetry's semantic conventions for HTTP (stable since version 1.23). */
import type { IncomingMessage } from "node:http";
import type { Attributes } from "@opentelemetry/api";
import { NO_ANSWER } from "../connection/wire-status.js";
import { knownMethod, OTHER_METHOD } from "./known-method.js";
import { pathOf } from "./request-path.js";
import type { AnsweredRequest } from "./request-trace.js";

/** In characters. Some clients send long ones, and up to 2,048 spans wait for the collector. */
const MAX_USER_AGENT = 256;

/** The attributes that a request's head gives, on which a sampler can decide. */
export function requestAttributes({ method, url = "", headers }: IncomingMessage): Attributes {
  const known = knownMethod(method);
  const { host, "user-agent": userAgent } = headers;
  return {
    "http.request.method": known,
    ...(known === OTHER_METHOD && { "http.request.method_original": method }),
    "url.path": pathOf(url),
    "url.scheme": "http",
    ...(host !== undefined && hostAttributes(host)),
    ...(userAgent !== undefined && { "user_agent.original": userAgent.slice(0, MAX_USER_AGENT) }),
  };
}

/** A name or address, and a port. `URL` would take as long as all other attributes together. */
const HOST = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d+))?$/i;

function hostAttributes(host: string): Attributes {
  const [, address, port = "80"] = HOST.exec(host) ?? [];
  return address === undefined ? {} : { "server.address": address, "server.port": Number(port) };
}

/** The attributes that are known at the answer's end. A client that left before the answer began has seen no status. */
export function answerAttributes({ route, status }: AnsweredRequest): Attributes {
  return {
    ...(route !== undefined && { "http.route": route }),
    ...(status !== NO_ANSWER && { "http.response.status_code": status }),
  };
}

/** A span's name, which has few values: `GET /total`. */
export function spanName(method: string | undefined, route?: string): string {
  const known = knownMethod(method);
  const name = known === OTHER_METHOD ? "HTTP" : known;
  return route === undefined ? name : `${name} ${route}`;
}

/** @param address of the numbers API, without secrets */
export function fetchAttributes(address: string): Attributes {
  const { protocol, hostname, port } = new URL(address);
  const byDefault = protocol === "https:" ? 443 : 80;
  return {
    "http.request.method": "GET",
    "url.full": address,
    "server.address": hostname,
    "server.port": port === "" ? byDefault : Number(port),
  };
}

/** The code of an error of this service or of Node; without a code, the name of its class. */
export function errorType(fault: unknown): string {
  if (!(fault instanceof Error)) return "_OTHER";
  return "code" in fault && typeof fault.code === "string" ? fault.code : fault.name;
}
