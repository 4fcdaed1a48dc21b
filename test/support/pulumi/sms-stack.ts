import { resourceType } from "../../../provider/application";
import { EmulatorControl, type AliveApplication } from "./emulator-control";
import { startEmulator, type EmulatorProcess } from "./emulator-process";
import { newStack, type NewStack, type Stack, type StateResource } from "./stack";
import { chinaProject, europeanProject } from "../service/projects";

/** The real `pulumi` on one side, the emulator as a process of its own on the other. */
export class SmsStack {
  private constructor(
    readonly stack: Stack,
    readonly emulator: EmulatorProcess,
    private readonly emulatorControl = new EmulatorControl(emulator.url),
  ) {}

  static async start(program: NewStack["program"], options: Partial<NewStack> = {}): Promise<SmsStack> {
    const emulator = await startEmulator();
    try {
      const europe = { cloudRegion: "eu-west-101", projectId: europeanProject, endpoint: emulator.url };
      const config = {
        "msgsms:cloudRegion": "cn-north-4",
        "msgsms:projectId": chinaProject,
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
    const applications = (deployment.resources ?? []).filter(({ type }) => type === resourceType);
    return applications.sort((left, right) => (left.urn < right.urn ? -1 : 1));
  }

  alive(): Promise<AliveApplication[]> {
    return this.emulatorControl.alive();
  }

  requests(): Promise<string[]> {
    return this.emulatorControl.requests();
  }

  control(...asked: Parameters<EmulatorControl["ask"]>): Promise<unknown> {
    return this.emulatorControl.ask(...asked);
  }
}
