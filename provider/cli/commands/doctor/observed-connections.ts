import type { Dispatcher } from "undici";
import { undiciConnections, type Connections, type Environment } from "../../../api";

/** Milliseconds for a connection. */
const connectLimit = 10_000;

/**
 * undici's connections, which tell the `Date` of each answer: the operations give only what the service says of applications.
 *
 * @param onDate gets the header as it came
 */
export async function observedConnections(environment: Environment, onDate: (date: string) => void): Promise<Connections> {
  const connections = await undiciConnections({ connectLimit, environment });
  return {
    ...connections,
    shared(origin) {
      const dispatcher = connections.shared(origin);
      const request: Dispatcher["request"] = async (options: Dispatcher.RequestOptions) => {
        const response = await dispatcher.request(options);
        const { date } = response.headers;
        if (typeof date === "string") onDate(date);
        return response as never;
      };
      return Object.create(dispatcher, { request: { value: request } }) as Dispatcher;
    },
  };
}
