import {
  type Account,
  type Control,
  type FaultPlan,
  type PlannedFault,
  type SeenRequest,
  type ShownApplication,
} from "../../../provider/emulator";

/** An application as the emulator holds it, in the words of declarations. The last two are there only with `secrets`. */
export interface AliveApplication {
  id: string;
  projectId: string;
  name: string;
  market: string;
  status: string;
  uplinkDestination: string;
  uplinkSendTime: boolean;
  statusReportDestination: string;
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

  /** The requests to the management API that are still in the emulator's list, with the faults that struck them. */
  async seen(): Promise<SeenRequest[]> {
    const { requests } = (await this.ask("GET", "requests")) as { requests: SeenRequest[] };
    return requests;
  }

  /** Adds to the planned faults, and gives all of them. */
  async planFaults(...plans: FaultPlan[]): Promise<PlannedFault[]> {
    return faultsIn(await this.ask("POST", "faults", plans));
  }

  /** The planned faults, and how often each has struck. */
  async faults(): Promise<PlannedFault[]> {
    return faultsIn(await this.ask("GET", "faults"));
  }

  async clearFaults(): Promise<void> {
    await this.ask("DELETE", "faults");
  }

  /** Moves the service's clock, and gives its time. */
  async moveClock(move: Parameters<Control["moveClock"]>[0]): Promise<Date> {
    const { now } = (await this.ask("POST", "clock", move)) as { now: string };
    return new Date(now);
  }

  /** State and quota of a project's account. */
  async setAccount(change: Parameters<Control["setAccount"]>[0]): Promise<Account> {
    return (await this.ask("POST", "accounts", change)) as Account;
  }

  /** Changes an application as a person does on the console. A rotated secret is in this answer only. */
  async changeInConsole(change: Parameters<Control["changeInConsole"]>[0]): Promise<{ application: ShownApplication; appSecret?: string }> {
    return (await this.ask("POST", "console", change)) as { application: ShownApplication; appSecret?: string };
  }

  /** Lets the emulator refuse connections for so many milliseconds. */
  async stopListening(forMs: number): Promise<void> {
    await this.ask("POST", "listening", { listening: false, forMs });
  }
}

const faultsIn = (answer: unknown) => (answer as { faults: PlannedFault[] }).faults;
