/** The part of Swagger UI that the page uses; swagger-ui-dist has no types. */

/** Path and method of an operation. */
export type PathMethod = readonly [path: string, method: string];

/** An Immutable list or map. */
interface Parameters {
  forEach(visit: (parameter: Parameter) => void): void;
}

export interface Parameter {
  get(member: "name"): string;
}

export interface System {
  readonly fn: {
    /** An example of what a schema describes, as text. */
    getSampleSchema(schema: unknown, type: string | undefined, settings: unknown, example: unknown): unknown;
  };
  readonly specSelectors: {
    /** The description. */
    specJson(): { toJS(): unknown };
    specJsonWithResolvedSubtrees(): { getIn(path: readonly string[]): Parameters | undefined };
  };
  readonly specActions: {
    changeParamByIdentity(at: PathMethod, parameter: Parameter, value: unknown, isXml: false): void;
  };
  readonly oas3Selectors: {
    activeExamplesMember(
      path: string,
      method: string,
      contextType: string,
      contextName: string,
    ): string | undefined;
  };
  readonly oas3Actions: {
    setActiveExamplesMember(chosen: ChosenExample): void;
    setResponseContentType(chosen: { value: string; path: string; method: string }): void;
  };
}

export interface ChosenExample {
  readonly name: string | undefined;
  readonly pathMethod: PathMethod;
  readonly contextType: "requestBody" | "responses";
  readonly contextName: string;
}

export interface ChosenType {
  readonly value: string;
  readonly pathMethod: PathMethod;
}

/** A React component that is a function. */
export type Component = (properties: Readonly<Record<string, unknown>>) => unknown;

export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  text: string;
}

export interface Options {
  readonly url: string;
  readonly dom_id: string;
  readonly presets: readonly unknown[];
  readonly plugins: readonly object[];
  readonly responseInterceptor: (answer: Answer) => Answer;
  readonly validatorUrl: null;
  readonly docExpansion: "list";
  readonly defaultModelsExpandDepth: number;
  readonly displayRequestDuration: boolean;
}

export interface SwaggerUi {
  (options: Options): void;
  readonly presets: { readonly apis: unknown };
}
