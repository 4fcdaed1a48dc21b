import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EmulatorError } from "../emulator-error";

const addressProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EACCES: "ports below 1024 are for administrators",
  EADDRNOTAVAIL: "this machine does not have that address",
  ENOTFOUND: "the host name is not known",
};

/** Calls under way get so many milliseconds at the end. */
const patience = 1000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the emulator listens: it can be shut and opened again at the same port, and ends once. */
export class Door {
  #address: Address;
  #shut = Promise.resolve();
  #ended: Promise<void> | undefined;
  #reopening: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: Server,
    { host, port }: Address,
    /** Says that the emulator itself is at fault. */
    private readonly fault: (line: string) => void,
  ) {
    this.#address = { host, port };
  }

  /** Scheme, host and port. */
  get url(): string {
    const { address, family, port } = this.server.address() as AddressInfo;
    return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  }

  /** @throws EmulatorError for an address that cannot be used */
  async open(): Promise<void> {
    clearTimeout(this.#reopening);
    await this.#shut;
    if (this.server.listening || this.#ended !== undefined) return;
    await listening(this.server, this.#address);
    // A free port stays the same from now on.
    this.#address = { ...this.#address, port: (this.server.address() as AddressInfo).port };
  }

  /**
   * Refuses connections from now on and ends those that are there, also with a call under way.
   *
   * @param forMs milliseconds until it opens by itself; without them it stays shut
   */
  async shut(forMs?: number): Promise<void> {
    clearTimeout(this.#reopening);
    if (this.server.listening) {
      this.#shut = new Promise((resolve) => this.server.close(() => resolve()));
      this.server.closeAllConnections();
    }
    if (forMs !== undefined) this.#reopening = setTimeout(() => void this.#reopen(), forMs);
    await this.#shut;
  }

  /** Shuts for ever, after the calls under way have been answered, at the latest after a second. */
  end(): Promise<void> {
    return (this.#ended ??= this.#end());
  }

  async #end(): Promise<void> {
    clearTimeout(this.#reopening);
    await this.#shut;
    if (!this.server.listening) return;
    const timer = setTimeout(() => this.server.closeAllConnections(), patience);
    await new Promise<void>((resolve, reject) => {
      this.server.close((error) => (error === undefined ? resolve() : reject(error)));
      this.server.closeIdleConnections();
    });
    clearTimeout(timer);
  }

  async #reopen(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      this.fault(error instanceof Error ? error.message : String(error));
    }
  }
}

function listening(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const problem = addressProblems[error.code ?? ""] ?? error.message;
      reject(new EmulatorError("address-unusable", `the emulator cannot listen on ${host}:${port}: ${problem}`, { cause: error }));
    };
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}
