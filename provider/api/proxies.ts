import { BlockList, isIP, isIPv4 } from "node:net";
import { ForeseenError, message, plain } from "../messages";
import { nothing } from "./exchange";

/** Variables of a process, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names for an origin. */
export interface Proxy {
  /** Scheme, host and port; never the user name and password. */
  address: string;
  /** The variable that names it. */
  variable: string;
  /** Value of Proxy-Authorization; secret. */
  token?: string;
}

/** An address in a proxy variable that cannot be used (SMS3012). The message does not repeat it: it may hold a password. */
export class ProxyAddressError extends ForeseenError {
  override readonly name = "ProxyAddressError";

  constructor(variable: string) {
    super(
      message("SMS3012", {
        what: "proxy",
        values: { variable: plain(variable) },
        facts: { sent: nothing },
        do: ["proxy", "proxyPassword"],
      }),
    );
  }
}

/**
 * The proxy for an origin, by curl's rules (curl manual, ENVIRONMENT): HTTPS_PROXY for https and HTTP_PROXY for http, NO_PROXY with
 * the hosts that are reached directly; the name in lower case goes first. Loopback is not an exception unless NO_PROXY says so. curl does
 * not read HTTP_PROXY in capitals, because of CGI servers; no such server runs a provider.
 *
 * @throws ProxyAddressError for an address that is not an http or https one, or has more than user, host and port
 */
export function proxyFor(origin: string, environment: Environment): Proxy | undefined {
  const { protocol, hostname, port } = new URL(origin);
  const scheme = protocol === "https:" ? "https" : "http";
  const [variable, text] = firstSet([`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`], environment);
  const [, exceptions] = firstSet(["no_proxy", "NO_PROXY"], environment);
  if (text === "" || isExcepted(hostname, port || (scheme === "https" ? "443" : "80"), exceptions)) return undefined;
  return parsed(variable, text);
}

function firstSet(names: readonly string[], environment: Environment): [name: string, text: string] {
  for (const name of names) {
    const text = environment[name]?.trim() ?? "";
    if (text !== "") return [name, text];
  }
  return ["", ""];
}

function parsed(variable: string, text: string): Proxy {
  // curl takes a proxy without a scheme for an http one.
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  // A password with one of these signs as it stands ends the host there: the rest would be a path, and the user name the host.
  if (!/^[^/]+:\/\/[^/\\?#\s]*\/?$/.test(whole) || !URL.canParse(whole)) throw new ProxyAddressError(variable);
  const { protocol, hostname, origin, username, password } = new URL(whole);
  if ((protocol !== "http:" && protocol !== "https:") || hostname === "") throw new ProxyAddressError(variable);
  if (username === "" && password === "") return { address: origin, variable };
  const user = `${decoded(username)}:${decoded(password)}`;
  return { address: origin, variable, token: `Basic ${Buffer.from(user).toString("base64")}` };
}

// A lone % in a password is meant as it stands.
const decoded = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll("%", ""), "hex").toString());

function isExcepted(hostname: string, port: string, exceptions: string): boolean {
  const host = withoutBrackets(hostname.toLowerCase());
  return exceptions
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== "")
    .some((entry) => entry === "*" || covers(entry, host, port));
}

/** An entry is a domain with all below it, an address, or a subnet (curl 7.86); each may have a port. */
function covers(entry: string, host: string, port: string): boolean {
  const [, subnet = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(subnet) !== 0) return isIP(host) === isIP(subnet) && subnetOf(subnet, Number(bits))?.check(host, family(host)) === true;
  const [, name = entry, only] = isIP(entry) === 6 ? [] : (/^(.*):(\d+)$/.exec(entry) ?? []);
  if (only !== undefined && only !== port) return false;
  const domain = withoutBrackets(name).replace(/^\*?\./, "");
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

const withoutBrackets = (host: string) => host.replace(/^\[(.*)\]$/, "$1");

const family = (address: string) => (isIPv4(address) ? "ipv4" : "ipv6");

function subnetOf(address: string, bits: number): BlockList | undefined {
  if (bits > (isIPv4(address) ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, family(address));
  return list;
}
