import type { SeenRequest } from "../../../provider/emulator";
import type { ManagementApi } from "../../../provider/service";

/** The requests in the words of a scenario: `POST /apps`, with what came of it where that is not the usual answer. */
export function requestLines(requests: readonly SeenRequest[]): string[] {
  const lines = surveysInOrder(requests.map(lineOf));
  return lines.flatMap((line, index) => {
    if (line === lines[index - 1]) return [];
    const times = lines.slice(index).findIndex((other) => other !== line);
    const count = times < 0 ? lines.length - index : times;
    return [count === 1 ? line : `${line} × ${count}`];
  });
}

/** A survey asks for list and count at the same time, so neither is the first. */
function surveysInOrder([first, second, ...rest]: string[]): string[] {
  if (first === undefined || second === undefined) return first === undefined ? [] : [first];
  if (isCall(first, "/apps-count") && isCall(second, "/apps")) return [second, first, ...surveysInOrder(rest)];
  if (isCall(first, "/apps") && isCall(second, "/apps-count")) return [first, second, ...surveysInOrder(rest)];
  return [first, ...surveysInOrder([second, ...rest])];
}

const isCall = (line: string, place: string) => line === `GET ${place}` || line.startsWith(`GET ${place} (`);

function lineOf({ method, path, query, status, errorCode, fault }: SeenRequest): string {
  const offset = /offset=([1-9]\d*)/.exec(query)?.[1];
  const ended =
    status !== null && status >= 300 ? [status, errorCode].filter(Boolean).join(" ") : (fault ?? (status === null && "no answer"));
  const place = path.replace(/^\/v2\/[^/]+\/msgsms/, "");
  return [method, place, offset && `from ${offset}`, ended && `(${ended})`].filter(Boolean).join(" ");
}

/** Calls that have begun: a step may end while the service still answers one that nobody waits for. */
export class CallsUnderWay {
  private readonly open = new Set<Promise<unknown>>();

  /** The same account, whose calls are known here. */
  tracking(api: ManagementApi): ManagementApi {
    return {
      ...api,
      listApplications: (market) => this.noted(api.listApplications(market)),
      countApplications: (market) => this.noted(api.countApplications(market)),
      showApplication: (id) => this.noted(api.showApplication(id)),
      createApplication: (application) => this.noted(api.createApplication(application)),
      updateApplication: (id, settings) => this.noted(api.updateApplication(id, settings)),
    };
  }

  private noted<T>(call: Promise<T>): Promise<T> {
    this.open.add(call);
    return call;
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.open);
    this.open.clear();
  }
}
