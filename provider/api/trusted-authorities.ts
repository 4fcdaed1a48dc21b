import { readFileSync } from "node:fs";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Environment } from "./proxies";

/** Older versions are deprecated, and Node takes them where a flag says so (Node tls, `--tls-min-v1.0`). */
export const minVersion = "TLSv1.2" as const;

/** What TLS trusts: Node's own list, NODE_EXTRA_CA_CERTS, and a further authority. Node drops the first two once `ca` is given (Node tls). */
export function trusting(authority: string, environment: Environment): SecureContext {
  return createSecureContext({ minVersion, ca: [...rootCertificates, ...extraAuthorities(environment), authority] });
}

function extraAuthorities({ NODE_EXTRA_CA_CERTS: file }: Environment): string[] {
  if (file === undefined || file === "") return [];
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    // Node has warned of the file and goes on without it (Node cli, NODE_EXTRA_CA_CERTS); so do we.
    return [];
  }
}
