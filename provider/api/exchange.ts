import { asShown, plain, type Shown } from "../messages";
import type { ApiRequest } from "./signing";

/** Method and address of a request, as shown in messages. */
export interface RequestName {
  method: ApiRequest["method"];
  /** Scheme, host and path, without query. */
  url: string;
}

/** An answer as it came, with whatever status. */
export interface Answer {
  request: RequestName;
  status: number;
  /** Value of a header; the name in lower case. */
  header: (name: string) => string | undefined;
  body: string;
}

export type Send = (request: ApiRequest) => Promise<Answer>;

/** A request as messages name it. */
export const asked = ({ method, url }: RequestName): Shown => plain(`${method} ${url}`);

/** For the fact `effect`, after a lost or unusable answer; undefined for a GET, which changes nothing. */
export const effectOf = ({ method }: RequestName): Shown | undefined => (method === "GET" ? undefined : asShown("not known"));

/** For the fact `sent`, where it is certain. */
export const nothing = asShown("nothing");
