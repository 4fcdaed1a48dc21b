import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the proxy does with a request: pass it on, lose the answer after the service acted, or answer itself. */
export type Fault = "pass" | "lose-answer" | { status: number; body: string };

/** Stands between the client and the emulator and breaks what a test wants broken. */
export class FaultyProxy {
  fault: (method: string, path: string) => Fault = () => "pass";
  /** Called when the service has acted and its answer is being lost. */
  onLost: () => void = () => undefined;
  readonly seen: string[] = [];
  private readonly server = createServer((incoming, outgoing) => this.serve(incoming, outgoing));

  private constructor(private readonly target: URL) {}

  static async start(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(target));
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = "", url: path = "" } = incoming;
    this.seen.push(method);
    const fault = this.fault(method, path);
    if (typeof fault === "object") {
      outgoing.writeHead(fault.status, { "content-type": "application/json" }).end(fault.body);
      return;
    }
    const { hostname, port } = this.target;
    const forwarded = httpRequest({ hostname, port, method, path, headers: incoming.headers }, (answer) => {
      if (fault === "lose-answer") {
        answer.resume().on("end", () => {
          this.onLost();
          incoming.socket.destroy();
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  }
}
