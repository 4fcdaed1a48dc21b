/** An application as the emulator holds it, in the words of declarations. The last two are there only with `secrets`. */
export interface AliveApplication {
  id: string;
  projectId: string;
  name: string;
  market: string;
  status: string;
  uplinkDestination: string;
  ipWhitelist: string[];
  appKey: string;
  appSecret: string;
}

/** The control API of an emulator: what tests and the demo do and see from outside the service. */
export class EmulatorControl {
  constructor(private readonly url: string) {}

  /** @throws Error with the emulator's own words when it refuses */
  async ask(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/_emulator/${path}`, { method, body: body === undefined ? null : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** All applications by name, with their secrets. */
  async alive(): Promise<AliveApplication[]> {
    const { applications } = (await this.ask("GET", "applications?secrets=true")) as { applications: AliveApplication[] };
    return applications.sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** The requests to the management API since the last call, as `METHOD Operation`. */
  async requests(): Promise<string[]> {
    const { requests } = (await this.ask("GET", "requests")) as { requests: { method: string; operation: string | null }[] };
    await this.ask("DELETE", "requests");
    return requests.map(({ method, operation }) => `${method} ${String(operation)}`);
  }
}
