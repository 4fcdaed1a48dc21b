import type { IncomingMessage } from "node:http";

/**
 * Why a request may not use the control API, or undefined when it may: it must come from this machine, and a browser must not have
 * been talked into it by a foreign page. A foreign name that resolves to 127.0.0.1 (DNS rebinding) shows in Host, a foreign page in Origin.
 */
export function strangerReason(incoming: IncomingMessage): string | undefined {
  const peer = incoming.socket.remoteAddress ?? "";
  if (!isLoopback(peer.replace(/^::ffff:/, ""))) return `the peer ${peer} is not on this machine`;
  const host = incoming.headers.host ?? "";
  if (!isLoopback(hostNameOf(`http://${host}`))) return `the Host header "${host}" is not a loopback name`;
  const origin = incoming.headers.origin;
  if (origin !== undefined && !isLoopback(hostNameOf(origin))) return `the page at ${origin} is not on this machine`;
  return undefined;
}

const hostNameOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : "");

const isLoopback = (name: string) => name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
