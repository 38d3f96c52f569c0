/** An example of a body comes with its query, so that "Execute" gives the answer that is shown for it. */
import type { ChosenExample, ChosenType, PathMethod, System } from "./swagger-ui.js";

/** The part of an OpenAPI document that says how an answer comes about. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

interface DescribedOperation {
  readonly requestBody?: { readonly content: Readonly<Record<string, DescribedContent>> };
  readonly parameters?: readonly { readonly name: string; readonly schema: { readonly type: string } }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, DescribedContent>> }>
  >;
}

interface DescribedContent {
  readonly examples?: Readonly<Record<string, { readonly "x-how-to-get"?: { readonly query?: string } }>>;
}

export interface ExampleRequest {
  /** Every parameter of the operation; `undefined` where the query has none. */
  readonly parameters: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The media type of the answer. */
  readonly accept: string | undefined;
}

/** The request of an example: its answer has the same name. */
export function exampleRequest(
  { paths }: Described,
  [path, method]: PathMethod,
  name: string | undefined,
): ExampleRequest {
  const { parameters = [], responses } = paths[path]![method]!;
  const answers = Object.entries(responses["200"]?.content ?? {});
  const [accept, content] =
    answers.find(([, { examples }]) => examples?.[name ?? ""] !== undefined) ?? answers[0] ?? [];
  const query = new URLSearchParams(content?.examples?.[name ?? ""]?.["x-how-to-get"]?.query);
  const valueOf = (parameter: string, isList: boolean) => {
    const values = query.getAll(parameter);
    return isList && values.length > 0 ? values : values[0];
  };
  return {
    parameters: Object.fromEntries(
      parameters.map(({ name: parameter, schema }) => [
        parameter,
        valueOf(parameter, schema.type === "array"),
      ]),
    ),
    accept,
  };
}

/** The names of the examples of a body of this media type. */
export function exampleNames(
  { paths }: Described,
  [path, method]: PathMethod,
  type: string,
): readonly string[] {
  return Object.keys(paths[path]![method]!.requestBody?.content[type]?.examples ?? {});
}

function description({ specSelectors }: System): Described {
  return specSelectors.specJson().toJS() as Described;
}

function fillIn(system: System, at: PathMethod, name: string | undefined): void {
  const { specSelectors, specActions, oas3Actions } = system;
  const { parameters, accept } = exampleRequest(description(system), at, name);
  const [path, method] = at;
  const known = specSelectors.specJsonWithResolvedSubtrees().getIn(["paths", path, method, "parameters"]);
  known?.forEach((parameter) => {
    specActions.changeParamByIdentity(at, parameter, parameters[parameter.get("name")] ?? null, false);
  });
  if (accept !== undefined) oas3Actions.setResponseContentType({ value: accept, path, method });
}

type Action<Chosen> = (chosen: Chosen) => unknown;

export const examplePlugin = {
  /** To Swagger UI, NDJSON is JSON, and an example of it, which is a text, a JSON string. */
  afterLoad(this: System): void {
    const { getSampleSchema } = this.fn;
    this.fn.getSampleSchema = (schema, type, settings, example) =>
      type?.endsWith("ndjson") === true && typeof example === "string"
        ? example
        : getSampleSchema(schema, type, settings, example);
  },
  statePlugins: {
    oas3: {
      wrapActions: {
        /** Swagger UI chooses the same example again whenever something changes: filled in each time, it would never come to rest. */
        setActiveExamplesMember(original: Action<ChosenExample>, system: System): Action<ChosenExample> {
          return (chosen) => {
            const { name, pathMethod, contextType, contextName } = chosen;
            const before = system.oas3Selectors.activeExamplesMember(...pathMethod, contextType, contextName);
            const action = original(chosen);
            if (contextType === "requestBody" && name !== before) fillIn(system, pathMethod, name);
            return action;
          };
        },
        /** Chooses the first example of the type. Swagger UI would look for the one chosen before, and make up a body. */
        setRequestContentType(original: Action<ChosenType>, system: System): Action<ChosenType> {
          return (chosen) => {
            const { pathMethod, value } = chosen;
            const [name] = exampleNames(description(system), pathMethod, value);
            const context = { contextType: "requestBody", contextName: "requestBody" } as const;
            system.oas3Actions.setActiveExamplesMember({ name, pathMethod, ...context });
            return original(chosen);
          };
        },
      },
    },
  },
};
