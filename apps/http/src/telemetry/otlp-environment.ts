/** The variables of OpenTelemetry that its packages do not read by themselves. */
import { diag, type TextMapPropagator } from "@opentelemetry/api";
import {
  CompositePropagator,
  getStringFromEnv,
  getStringListFromEnv,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from "@opentelemetry/resources";
import type { SpanExporter } from "@opentelemetry/sdk-trace-base";

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`. */
export function resourceFromEnv(): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ "service.name": "dlg" }))
    .merge(detectResources({ detectors: [envDetector] }));
}

/** `OTEL_EXPORTER_OTLP_PROTOCOL`; the exporters read the other variables of OTLP. */
export function exporterFromEnv(): SpanExporter {
  const variable = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"].find(
    (name) => getStringFromEnv(name) !== undefined,
  );
  const protocol = variable === undefined ? "http/protobuf" : getStringFromEnv(variable);
  if (protocol === "http/json") return new JsonExporter();
  if (protocol !== "http/protobuf") {
    diag.warn(`${variable}: expected http/protobuf or http/json, got ${protocol}; http/protobuf is used`);
  }
  return new ProtobufExporter();
}

/** `OTEL_PROPAGATORS`. */
export function propagatorFromEnv(): TextMapPropagator {
  const names = getStringListFromEnv("OTEL_PROPAGATORS") ?? ["tracecontext", "baggage"];
  const propagators = new Set(names).has("none") ? [] : [...new Set(names)].flatMap(propagatorOf);
  return new CompositePropagator({ propagators });
}

function propagatorOf(name: string): TextMapPropagator[] {
  switch (name) {
    case "tracecontext":
      return [new W3CTraceContextPropagator()];
    case "baggage":
      return [new W3CBaggagePropagator()];
    default:
      diag.warn(`OTEL_PROPAGATORS: expected tracecontext, baggage or none, got ${name}`);
      return [];
  }
}
