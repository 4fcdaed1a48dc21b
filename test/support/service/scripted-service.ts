import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";

/** A request as the service saw it. */
interface Seen {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: string;
  /** Number of the connection, from 1. */
  connection: number;
}

/** What the service does with a request. */
export type Script = (seen: Seen, response: ServerResponse, socket: Socket) => void;

export interface ScriptedService extends AsyncDisposable {
  endpoint: string;
  seen: Seen[];
  /** Connections made so far. */
  connections(): number;
}

/** An HTTP server on loopback that does what the script says, and remembers what it saw. */
export async function scriptedService(script: Script): Promise<ScriptedService> {
  const seen: Seen[] = [];
  const numbers = new Map<Socket, number>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one: Seen = {
        method: request.method ?? "",
        url: new URL(request.url ?? "", "http://service"),
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
        connection: numbers.get(request.socket) ?? 0,
      };
      seen.push(one);
      script(one, response, request.socket);
    });
  });
  server.on("connection", (socket) => numbers.set(socket, numbers.size + 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: () => numbers.size,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a status and JSON, or with a text as it is. */
export function answering(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  return (_seen, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** A TCP server that does what it is told with each connection. */
export async function tcpService<Result>(
  onConnection: (socket: Socket) => void,
  use: (port: number, sockets: Socket[]) => Promise<Result>,
): Promise<Result> {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket.on("error", () => socket.destroy()));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use((server.address() as AddressInfo).port, sockets);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/**
 * A port of loopback on which nobody listens. It is below those that systems hand out for port 0 (from 32768 on), so that no
 * test that runs beside this one gets it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: "127.0.0.1", port }, () => {
        socket.destroy();
        resolve(false);
      });
      socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "ECONNREFUSED"));
    });
    if (refused) return port;
  }
}
