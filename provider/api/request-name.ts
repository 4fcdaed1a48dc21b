import type { ApiRequest } from "./signing";

/** Method and address of a request, as shown in messages. */
export interface RequestName {
  method: ApiRequest["method"];
  /** Scheme, host and path, without query. */
  url: string;
}

/** A request as messages name it. */
export const asked = ({ method, url }: RequestName) => `${method} ${url}`;

/** What is not known after a lost or unusable answer, with what to do; ends in a space, and is empty for a GET. */
export const effectOf = ({ method }: RequestName) =>
  method === "GET" ? "" : "Whether it took effect is not known: look at the application list before it is sent again. ";
