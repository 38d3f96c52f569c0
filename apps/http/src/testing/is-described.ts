/** Tests hold every answer that they see against the document: it leaves out nothing that the service does. */
import { ANY_STATUSES, OPENAPI, type OperationObject } from "./openapi.js";

/** A client that left gets no answer, whatever the answer would have been. */
const CLIENT_LEFT = 499;

/** @throws Error where the document does not say that the request may be answered so */
export function checkIsDescribed(method: string, path: string, status: number): void {
  if (status === CLIENT_LEFT || allowedStatuses(method, path).includes(status)) return;
  throw new Error(`${method} ${path}: expected one of the statuses that are described, got ${status}`);
}

function allowedStatuses(method: string, path: string): readonly number[] {
  const operations = operationsAt(path);
  if (operations === undefined) return [404, ...ANY_STATUSES];
  const wanted = method === "HEAD" ? "get" : method.toLowerCase();
  if (Object.hasOwn(operations, wanted)) return statusesOf(operations[wanted]!);
  // A missing token is refused whatever the method is, and a path where nothing is has nothing for any method.
  const general = Object.values(operations)
    .flatMap(statusesOf)
    .filter((status) => status === 401 || status === 404);
  return [method === "OPTIONS" ? 204 : 405, ...general, ...ANY_STATUSES];
}

/** A name in braces stands for a part of the path. */
function operationsAt(path: string): (typeof OPENAPI.paths)[string] | undefined {
  if (Object.hasOwn(OPENAPI.paths, path)) return OPENAPI.paths[path];
  const isTemplateOf = (template: string) =>
    template.includes("{") && new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return Object.entries(OPENAPI.paths).find(([template]) => isTemplateOf(template))?.[1];
}

function statusesOf({ responses }: OperationObject): number[] {
  return Object.keys(responses).map(Number);
}
