/** A collector of traces by OTLP over HTTP. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Attributes = Readonly<Record<string, string | number>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2 is a server span, 3 a client span. */
  readonly kind: number;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 is unset, 2 an error. */
  readonly status: { readonly code: number };
  readonly resource: Attributes;
}

export interface Received {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

export interface Collector {
  /** Environment that makes a service send its traces here at once. */
  readonly env: Readonly<Record<string, string>>;
  /** All requests, in any encoding. */
  readonly received: readonly Received[];
  /** The spans that came in as JSON. */
  readonly spans: readonly ReceivedSpan[];
  close(): Promise<void>;
}

/** @param answer takes everything by default */
export async function startCollector(
  answer: (outgoing: ServerResponse, contentType?: string) => void = takeAll,
): Promise<Collector> {
  const received: Received[] = [];
  const spans: ReceivedSpan[] = [];
  async function take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const contentType = incoming.headers["content-type"];
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    received.push({ path: incoming.url ?? "", contentType, body });
    if (contentType === "application/json") spans.push(...spansOf(JSON.parse(body.toString()) as OtlpJson));
    answer(outgoing, contentType);
  }
  const server = createServer((incoming, outgoing) => void take(incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_BSP_SCHEDULE_DELAY: "10",
    },
    received,
    spans,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** An empty message in the encoding of the request. */
function takeAll(outgoing: ServerResponse, contentType = ""): void {
  outgoing
    .writeHead(200, { "content-type": contentType })
    .end(contentType === "application/json" ? "{}" : undefined);
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
interface OtlpEvent {
  readonly name: string;
  readonly attributes: readonly OtlpAttribute[];
}
interface OtlpSpan extends Omit<ReceivedSpan, "attributes" | "events" | "resource"> {
  readonly attributes: readonly OtlpAttribute[];
  readonly events: readonly OtlpEvent[];
}
interface OtlpJson {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

function spansOf({ resourceSpans }: OtlpJson): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: attributesOf(span.attributes),
        events: span.events.map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
        resource: attributesOf(resource.attributes),
      })),
    ),
  );
}

function attributesOf(attributes: readonly OtlpAttribute[]): Attributes {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? ""]),
  );
}
