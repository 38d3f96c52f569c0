/** Reads an API Blueprint as drafter does. */
import drafter from "drafter.js";

/** An element of API Elements, drafter's result. */
interface Element {
  readonly element: string;
  readonly meta?: { readonly title?: { readonly content: string } };
  readonly attributes?: {
    readonly href?: { readonly content: string };
    readonly method?: { readonly content: string };
    readonly statusCode?: { readonly content: string };
    readonly headers?: {
      readonly content: readonly {
        readonly content: { readonly key: { content: string }; readonly value: { content: string } };
      }[];
    };
  };
  readonly content: readonly Element[] | string;
}

export interface Transaction {
  readonly name: string;
  readonly path: string;
  /** From its `?` on; empty where there is none. */
  readonly query: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly answer: {
    readonly status: number;
    readonly type: string;
    readonly body: string | undefined;
  };
}

export interface ParsedBlueprint {
  /** drafter's complaints. */
  readonly complaints: readonly string[];
  readonly transactions: readonly Transaction[];
}

/** drafter's own types are for an ES module, but it is CommonJS. */
const { parseSync } = drafter as unknown as {
  parseSync(code: string, options: object): { readonly content: readonly Element[] };
};

export function parsedBlueprint(text: string): ParsedBlueprint {
  const { content } = parseSync(text, {});
  const complaints = content
    .filter(({ element }) => element === "annotation")
    .map((one) => String(one.content));
  const actions = content.flatMap((category) => all(category, "transition"));
  const transactions = actions.flatMap((action) => {
    const [, path = "", query = ""] = /^([^?]*)(\?.*)?$/.exec(hrefOf(action)) ?? [];
    return all(action, "httpTransaction").map((transaction) => transactionOf({ path, query }, transaction));
  });
  return { complaints, transactions };
}

/** The address of an action, without the parameters that may be given. */
function hrefOf({ attributes }: Element): string {
  return (attributes?.href?.content ?? "").replace(/\{\?.*$/, "");
}

function transactionOf(address: Pick<Transaction, "path" | "query">, transaction: Element): Transaction {
  const [request] = all(transaction, "httpRequest");
  const [response] = all(transaction, "httpResponse");
  if (request === undefined || response === undefined) throw new Error("expected a request and a response");
  return {
    name: request.meta?.title?.content ?? "",
    ...address,
    method: request.attributes?.method?.content ?? "",
    headers: headersOf(request),
    body: textOf(request, "asset"),
    answer: {
      status: Number(response.attributes?.statusCode?.content),
      type: headersOf(response)["Content-Type"] ?? "",
      body: textOf(response, "asset"),
    },
  };
}

function headersOf({ attributes }: Element): Record<string, string> {
  const members = attributes?.headers?.content ?? [];
  return Object.fromEntries(members.map(({ content: { key, value } }) => [key.content, value.content]));
}

function textOf(element: Element, name: string): string | undefined {
  const found = all(element, name)[0]?.content;
  return typeof found === "string" ? found : undefined;
}

function all(element: Element, name: string): Element[] {
  if (element.element === name) return [element];
  return Array.isArray(element.content)
    ? (element.content as readonly Element[]).flatMap((one) => all(one, name))
    : [];
}
