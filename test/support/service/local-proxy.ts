import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** What a proxy does with a request to open a way, or with one in plain HTTP. */
export type ProxyBehaviour = "pass" | "hang" | "close" | { status: number; body?: string };

export interface LocalProxy extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`. */
  address: string;
  /** What it was asked for: `CONNECT host:port`, or method and whole address. */
  asked: string[];
  /** Proxy-Authorization of each. */
  users: (string | undefined)[];
}

/** An HTTP proxy on loopback. */
export async function localProxy(behaviour: ProxyBehaviour = "pass"): Promise<LocalProxy> {
  const [asked, users]: [string[], (string | undefined)[]] = [[], []];
  const sockets = new Set<Socket>();
  const note = (request: IncomingMessage) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    users.push(request.headers["proxy-authorization"]);
  };
  const server = createServer((request, response) => {
    note(request);
    forward(behaviour, request, response);
  });
  server.on("connection", (socket) => sockets.add(socket.on("error", () => socket.destroy())));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    note(request);
    if (behaviour === "pass") tunnel(request.url ?? "", socket, sockets);
    else if (behaviour === "close") socket.destroy();
    else if (behaviour !== "hang") socket.end(`HTTP/1.1 ${behaviour.status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    users,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tunnel(target: string, socket: Socket, sockets: Set<Socket>): void {
  const { hostname, port } = new URL(`http://${target}`);
  const service = connect(Number(port), hostname, () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(service).pipe(socket);
  });
  sockets.add(service.on("error", () => socket.destroy()));
}

function forward(behaviour: ProxyBehaviour, request: IncomingMessage, response: ServerResponse): void {
  if (typeof behaviour === "object") {
    response.writeHead(behaviour.status, { "content-type": "text/html" }).end(behaviour.body ?? "<html>");
    return;
  }
  if (behaviour === "close") request.socket.destroy();
  if (behaviour !== "pass") return;
  const { method = "", url = "", headers } = request;
  const passed = httpRequest(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(passed.on("error", () => request.socket.destroy()));
}
