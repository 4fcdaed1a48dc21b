import { startEmulator, type EmulatorProcess } from "../../tools/pulumi/emulator-process";
import { newStack, type NewStack, type Stack, type StateResource } from "../../tools/pulumi/stack";

export const mainlandProject = "0123456789abcdef0123456789abcdef";
const europeanProject = "fedcba9876543210fedcba9876543210";

/** An application as the emulator holds it. */
export interface AliveApplication {
  id: string;
  name: string;
  projectId: string;
  uplinkDestination: string;
  appKey: string;
  appSecret: string;
}

/** The real `pulumi` on one side, the emulator as a process of its own on the other. */
export class SmsStack {
  private constructor(
    readonly stack: Stack,
    readonly emulator: EmulatorProcess,
  ) {}

  static async start(program: NewStack["program"], options: Partial<NewStack> = {}): Promise<SmsStack> {
    const emulator = await startEmulator();
    try {
      const europe = { cloudRegion: "eu-west-101", projectId: europeanProject, endpoint: emulator.url };
      const config = {
        "msgsms:cloudRegion": "cn-north-4",
        "msgsms:projectId": mainlandProject,
        "msgsms:endpoint": emulator.url,
        "msgsms:profiles": { europe },
        ...options.config,
      };
      const env = { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key", ...options.env };
      return new SmsStack(await newStack({ ...options, program, config, env }), emulator);
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.stack.dispose();
    await this.emulator.stop();
  }

  async applicationsInState(): Promise<StateResource[]> {
    const { deployment } = await this.stack.exportState();
    const applications = (deployment.resources ?? []).filter(({ type }) => type === "pulumi-nodejs:dynamic/msgsms:SmsApplication");
    return applications.sort((left, right) => (left.urn < right.urn ? -1 : 1));
  }

  async alive(): Promise<AliveApplication[]> {
    const { applications } = (await this.control("GET", "applications?secrets=true")) as { applications: AliveApplication[] };
    return applications.sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** The requests since the last call, as `METHOD Operation`. */
  async requests(): Promise<string[]> {
    const { requests } = (await this.control("GET", "requests")) as { requests: { method: string; operation: string | null }[] };
    await this.control("DELETE", "requests");
    return requests.map(({ method, operation }) => `${method} ${String(operation)}`);
  }

  async control(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.emulator.url}/_emulator/${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
