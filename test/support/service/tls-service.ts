import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import type { TlsOptions } from "node:tls";

export const fixture = (name: string) => join(__dirname, "fixtures", name);

/** PEM text of the authority that signs the certificate of {@link tlsService}. */
export const authority = readFileSync(fixture("authority.pem"), "utf8");

export interface TlsService extends AsyncDisposable {
  port: number;
  endpoint: string;
  /** Methods of the requests that came. */
  seen: string[];
  /** Resolves when no connection is open; after a second it fails. */
  noConnections(): Promise<void>;
}

/** An HTTPS server for 127.0.0.1 that answers each request with quota and id. @param options what else its TLS can or cannot do */
export async function tlsService(options: TlsOptions = {}): Promise<TlsService> {
  const seen: string[] = [];
  const files = { key: readFileSync(fixture("service-key.pem")), cert: readFileSync(fixture("service-certificate.pem")) };
  const server = createServer({ ...files, ...options }, (request, response) => {
    seen.push(request.method ?? "");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: "9e61f59c-1a6b-4ee5-9651-5bca450694b3", total: 2, used: 1 }));
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    endpoint: `https://127.0.0.1:${port}`,
    seen,
    async noConnections() {
      for (let waited = 0; sockets.size > 0; waited += 10) {
        if (waited > 1_000) throw new Error(`${sockets.size} connections are still open`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
