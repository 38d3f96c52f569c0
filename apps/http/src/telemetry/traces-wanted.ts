import { textFromEnv, type Environment } from "@dlg/total-core/internal";

/**
 * Whether OpenTelemetry's variables ask for traces by OTLP: by an exporter or, without one, by an endpoint. OpenTelemetry's own default, to send
 * traces to localhost unasked, is not followed.
 */
export function tracesWanted(env: Environment): boolean {
  if (textFromEnv(env, "OTEL_SDK_DISABLED")?.toLowerCase() === "true") return false;
  const exporters = textFromEnv(env, "OTEL_TRACES_EXPORTER");
  if (exporters !== undefined) return exporters.split(",").some((name) => name.trim() === "otlp");
  return ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"].some(
    (name) => textFromEnv(env, name) !== undefined,
  );
}
