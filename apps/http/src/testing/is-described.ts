/** What the tests hold every answer that they see against: the documents leave out nothing that the service does. */
import { OPERATIONS } from "../description/operations.js";
import { ANY_STATUSES, statusesOf } from "../description/openapi.js";

/** A client that left gets no answer, whatever it would have been. */
const CLIENT_LEFT = 499;

/** @throws Error where no document says that such a request may be answered so */
export function checkIsDescribed(method: string, path: string, status: number): void {
  if (status === CLIENT_LEFT || allowedStatuses(method, path).includes(status)) return;
  throw new Error(`${method} ${path}: expected one of the statuses that are described, got ${status}`);
}

function allowedStatuses(method: string, path: string): readonly number[] {
  const ofPath = OPERATIONS.filter((operation) => operation.path === path);
  if (ofPath.length === 0) return [404, ...ANY_STATUSES];
  const wanted = method === "HEAD" ? "get" : method.toLowerCase();
  const operation = ofPath.find((one) => one.method === wanted);
  if (operation !== undefined) return statusesOf(operation);
  // The token is asked for whatever the method is, and where there is nothing at a path, there is for none.
  const general = ofPath.flatMap(statusesOf).filter((status) => status === 401 || status === 404);
  return [method === "OPTIONS" ? 204 : 405, ...general, ...ANY_STATUSES];
}
