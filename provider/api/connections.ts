import type { buildConnector, Dispatcher, Pool, ProxyAgent } from "undici";
import { isCertificateChecked } from "./certificate-check";
import { proxyFor, type Environment, type Proxy } from "./proxies";
import { minVersion, trusting } from "./trusted-authorities";

/** Where requests get their connections from; passed in at the edge so that nothing else knows sockets. */
export interface Connections {
  /** Connections that are kept and shared; for requests that may be repeated. */
  shared(origin: string): Dispatcher;
  /** A dispatcher that opens a new connection and is destroyed by its user. */
  fresh(origin: string): Dispatcher;
  /** Whether an error of one of these dispatchers came before a connection stood, so that nothing was sent. */
  isConnectFailure(error: unknown): boolean;
  /** The proxy on the way to an origin, as messages name it: without user name and password. */
  proxyOf?(origin: string): string | undefined;
}

type Undici = typeof import("undici");

export interface ConnectionOptions {
  /** Milliseconds for name look-up, TCP, the way through a proxy, and TLS together. */
  connectLimit: number;
  /** Where the variables of proxies are looked for; no proxies when absent. */
  environment?: Environment;
  /** PEM text of authorities that are trusted besides Node's own and those of NODE_EXTRA_CA_CERTS. */
  certificateAuthority?: string;
}

/**
 * undici's connections, through the proxies that the environment names. undici is loaded here, and not with the provider: an
 * engine process that makes no call does not pay for it.
 *
 * `shared`, `fresh` and `proxyOf` throw ProxyAddressError for an address of a proxy that is none.
 */
export async function undiciConnections({ connectLimit, environment = {}, certificateAuthority }: ConnectionOptions): Promise<Connections> {
  const undici = await import("undici");
  const { Agent, Client, ProxyAgent, buildConnector } = undici;
  const trust = certificateAuthority === undefined ? {} : { secureContext: trusting(certificateAuthority, environment) };
  // Said for each connection, so that neither NODE_TLS_REJECT_UNAUTHORIZED nor a flag of Node decides it behind our back.
  const tlsTo = (origin: string) => ({
    timeout: connectLimit,
    minVersion,
    rejectUnauthorized: isCertificateChecked(origin, environment),
    ...trust,
  });
  const failures = new WeakSet();
  const connectTo = (origin: string) => remembering(buildConnector(tlsTo(origin)), failures);
  const through = (origin: string, proxy: Proxy) =>
    new ProxyAgent(proxyOptions(proxy, undici, { proxyTls: tlsTo(proxy.address), requestTls: tlsTo(origin) }, failures));
  const agents = new Map<string, Dispatcher>();
  return {
    shared(origin) {
      const proxy = proxyFor(origin, environment);
      const agent = agents.get(origin) ?? (proxy === undefined ? new Agent({ connect: connectTo(origin) }) : through(origin, proxy));
      agents.set(origin, agent);
      return agent;
    },
    fresh(origin) {
      const proxy = proxyFor(origin, environment);
      return proxy === undefined ? new Client(origin, { connect: connectTo(origin), pipelining: 1 }) : through(origin, proxy);
    },
    isConnectFailure: (error) => typeof error === "object" && error !== null && failures.has(error),
    proxyOf(origin) {
      const proxy = proxyFor(origin, environment);
      return proxy === undefined ? undefined : `${proxy.address} (${proxy.variable})`;
    },
  };
}

/**
 * Through CONNECT for https; plain http goes to the proxy with the whole address, as curl does it.
 *
 * EnvHttpProxyAgent is not used: it reads the environment of the process, sends https through HTTP_PROXY, and does not tell which
 * proxy it took. Its ProxyAgent takes no connector; the way in is the factories, which get the one that it made.
 */
function proxyOptions(
  { address, token }: Proxy,
  { Pool, errors }: Undici,
  { proxyTls, requestTls }: Record<"proxyTls" | "requestTls", buildConnector.BuildOptions & { timeout: number }>,
  failures: WeakSet<object>,
): ProxyAgent.Options {
  const { timeout } = requestTls;
  const late = () => new errors.ConnectTimeoutError(`no connection within ${timeout} ms`);
  const pool = (origin: string | URL, options: { connect?: buildConnector.connector }, rest: Pool.Options = {}) => {
    if (options.connect === undefined) throw new TypeError("undici's ProxyAgent gave no connector to its factory");
    return new Pool(origin, {
      ...options,
      ...rest,
      pipelining: 1,
      connect: remembering(within(timeout, late, options.connect), failures),
    });
  };
  return {
    uri: address,
    ...(token === undefined ? {} : { token }),
    proxyTunnel: false,
    proxyTls,
    requestTls,
    factory: (origin, options) => pool(origin, options),
    // A CONNECT that is never answered would otherwise hold its connection for minutes.
    clientFactory: (origin, options) => pool(origin, options, { headersTimeout: timeout }),
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

// The connector of a proxy's tunnel has no limit for the proxy's answer to CONNECT.
const within =
  (limit: number, late: () => Error, connector: buildConnector.connector): buildConnector.connector =>
  (options, callback) => {
    let waiting = true;
    const timer = setTimeout(() => end(late(), null), limit);
    const end: buildConnector.Callback = (...[error, socket]) => {
      if (!waiting) {
        socket?.destroy();
        return;
      }
      waiting = false;
      clearTimeout(timer);
      if (error === null) callback(null, socket);
      else callback(ended(error), null);
    };
    connector(options, end);
  };

// undici connects again and again, without end, after a connector's error with one of its own two codes for a socket that closed
// (dispatcher/client, onError); a proxy that closes before it answers CONNECT gives such a one.
function ended(error: Error & { code?: string }): Error {
  if (error.code !== "UND_ERR_SOCKET" && error.code !== "UND_ERR_INFO") return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: "ECONNRESET" });
}
