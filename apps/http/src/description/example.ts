/** Says how an answer comes about, so that it can be asked for again: the tests send every example. */
export interface HowToGet {
  /** What the service is started with. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What happens meanwhile: the service is told to end, or a body is being posted. */
  readonly meanwhile?: "SIGTERM" | "a body is posted";
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The bytes of the request, where no well-behaved client would send it. */
  readonly wire?: string;
}

/** An answer that the documents show. */
export interface Example {
  readonly name: string;
  readonly summary: string;
  /** Absent where nothing brings it about but a fault of the service. */
  readonly how?: HowToGet;
  readonly status: number;
  /** Empty, as the body is, where there is no content. */
  readonly type: string;
  readonly body: unknown;
}

/** Digits that a JavaScript number would not keep, to be written as a JSON number. */
export function digits(text: string): string {
  return `digits:${text}`;
}

/** As JSON, with {@link digits} as numbers. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/"digits:(-?[\d.]+)"/g, "$1");
}

/** The body of an answer in problem+json, which has the same members in each. */
export function problemExample(
  status: number,
  title: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Pick<Example, "status" | "type" | "body"> {
  return {
    status,
    type: "application/problem+json",
    body: { type: "about:blank", title, status, detail, ...more },
  };
}
