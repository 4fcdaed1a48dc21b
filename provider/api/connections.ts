import type { buildConnector, Dispatcher } from "undici";

/** Where requests get their connections from; passed in at the edge so that nothing else knows sockets. */
export interface Connections {
  /** Connections that are kept and shared; for requests that may be repeated. */
  shared(origin: string): Dispatcher;
  /** A dispatcher that opens a new connection and is destroyed by its user. */
  fresh(origin: string): Dispatcher;
  /** Whether an error of one of these dispatchers came before a connection stood, so that nothing was sent. */
  isConnectFailure(error: unknown): boolean;
}

/**
 * Plain undici connections, without proxies. undici is loaded here, and not with the provider: an engine process that makes
 * no call does not pay for it.
 *
 * @param connectLimit milliseconds for name look-up, TCP and TLS together
 */
export async function undiciConnections(connectLimit: number): Promise<Connections> {
  const { Agent, Client, buildConnector } = await import("undici");
  const connectFailures = new WeakSet();
  const connect = remembering(buildConnector({ timeout: connectLimit }), connectFailures);
  let agent: Dispatcher | undefined;
  return {
    shared: () => (agent ??= new Agent({ connect })),
    fresh: (origin) => new Client(origin, { connect, pipelining: 1 }),
    isConnectFailure: (error) => typeof error === "object" && error !== null && connectFailures.has(error),
  };
}

// The codes of errors do not tell a reset during the TLS handshake from one after sending; the place where it occurs does.
const remembering =
  (connector: buildConnector.connector, failures: WeakSet<object>): buildConnector.connector =>
  (options, callback) => {
    connector(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else {
        failures.add(error);
        callback(error, null);
      }
    });
  };
