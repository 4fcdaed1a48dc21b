import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { SmsApplication, SmsApplicationArgs } from "../../../provider/program";
import type { Resources, Scenario } from "./scenario";

/** What became of the resources, by the names under which they were registered. */
type Registered = ReadonlyMap<string, { id: string; outputs: Record<string, unknown> }>;

/** A program that declares applications, with the SDK's own stand-in for the engine: what became of each is told afterwards. */
export class ScenarioProgram {
  private applications: Readonly<Record<string, SmsApplication>> = {};
  private became: (registered: Registered) => void = () => undefined;

  /** @param say gets what the program fails with */
  constructor(
    private readonly scenario: Scenario,
    private readonly say: (text: string) => void,
  ) {}

  /** Runs the program up to where it has declared everything. @returns whether it got there */
  async run(declared: Resources): Promise<boolean> {
    // Half a second, which most scenarios do without.
    const { output, ResourceError, runtime } = await import("@pulumi/pulumi");
    const registered = new Promise<Registered>((resolve) => (this.became = resolve));
    await runtime.setMocks({
      call: () => ({}),
      newResource: async ({ name }) => {
        const { id, outputs } = (await registered).get(name) ?? { id: undefined, outputs: {} };
        return { id, state: outputs };
      },
    });
    try {
      const given = Object.entries(declared).map(([name, inputs]) => [
        name,
        Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, value === "<unknown>" ? output("later") : value])),
      ]);
      this.applications = await this.declare(Object.fromEntries(given) as Record<string, SmsApplicationArgs>);
      return true;
    } catch (error) {
      if (!(error instanceof ResourceError)) throw error;
      this.say(`error: ${error.message.replaceAll(/\S*[/\\](?=sms\.yaml)/g, "")}`);
      this.became(new Map());
      return false;
    }
  }

  /** Goes on with what the engine has made of the resources, by logical name. */
  async finish(held: Registered): Promise<void> {
    const prefix = this.scenario.declaredIn === "manifest" ? "sms-" : "";
    this.became(new Map([...held].map(([name, values]) => [`${prefix}${name}`, values])));
    for (const name of this.scenario.program?.credentials ?? []) {
      const application = this.applications[name];
      if (application === undefined || !held.has(name)) continue;
      // The SDK hides the promise of an output from programs, because there the engine waits for it.
      const { promise } = application.credentials as unknown as { promise: () => Promise<object> };
      const known = promise.call(application.credentials);
      this.say(
        await known.then(
          (values) => `credentials of ${name}: ${Object.keys(values).join(", ")}`,
          (error: unknown) => `error: ${error instanceof Error ? error.message : String(error)}`,
        ),
      );
    }
  }

  private async declare(declared: Record<string, SmsApplicationArgs>): Promise<Readonly<Record<string, SmsApplication>>> {
    const { SmsApplication, SmsApplicationManifest } = await import("../../../provider/program/index.js");
    const { options = {}, overrides = {} } = this.scenario.program ?? {};
    if (this.scenario.declaredIn !== "manifest") {
      return Object.fromEntries(
        Object.entries(declared).map(([name, args]) => [name, new SmsApplication(name, args, options[name] as CustomResourceOptions)]),
      );
    }
    const folder = mkdtempSync(join(tmpdir(), "msgsms-scenario-"));
    try {
      const manifest = { apiVersion: "msgsms/v1", kind: "SmsApplications", applications: declared };
      writeFileSync(join(folder, "sms.yaml"), stringify(manifest));
      return new SmsApplicationManifest("sms", { file: join(folder, "sms.yaml"), overrides }).applications;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
