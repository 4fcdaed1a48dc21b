import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import {
  checkApplication,
  createApplication,
  inputsWithin,
  readApplication,
  recognizeApplication,
  requireAbandon,
  updateApplication,
  type Surroundings,
} from "../../application";
import { CallsUnderWay } from "../calls-under-way";
import type { ToldResources } from "../told-resources";
import { carried, declarationFrom, recordedInputs } from "../values/declaration";
import { engineError, errorText } from "../values/engine-error";
import { withoutNulls } from "../values/nulls";
import { engineOutputs } from "../values/outputs";
import { wireSafeProperties } from "../values/wire-safe";
import type { EngineConfiguration } from "./surroundings";

type Properties = Record<string, unknown>;

/**
 * The methods that the dynamic provider server of the SDK calls. It converts between the engine's values and `provider/application`,
 * and decides nothing itself.
 */
export class ResourceProvider {
  private surroundings: Surroundings | undefined;

  /**
   * @param surroundingsFor makes the surroundings of one run from its configuration, without I/O
   * @param counted where each call is counted until it has been answered, and each resource when it is checked
   */
  constructor(
    private readonly surroundingsFor: (configuration: EngineConfiguration) => Surroundings,
    private readonly counted: { calls: CallsUnderWay; told?: ToldResources } = { calls: new CallsUnderWay() },
  ) {}

  /** Synchronous on purpose: the server caches the provider before it awaits this, and calls others meanwhile (ENGINE-2). */
  configure({ config }: { config: EngineConfiguration }): void {
    this.surroundings = this.surroundingsFor(config);
  }

  /** The failure's property is always empty: the engine prints the value of a named one, secret or not (ENGINE-5). */
  async check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> {
    const declaration = declarationFrom(news);
    this.counted.told?.tell();
    const { refusals, mark } = await this.run(news, (surroundings) => checkApplication(inputsWithin(olds), declaration, surroundings));
    this.counted.told?.tell();
    return {
      inputs: recordedInputs(news, olds, declaration, mark),
      failures: refusals.map((told) => ({ property: "", reason: errorText(told) })),
    };
  }

  /**
   * Leaves the answer open: the engine then compares the inputs itself and shows a correct detailed diff (ENGINE-4).
   * It is the one call of every run that holds both id and outputs, so what they tell is looked at here.
   */
  async diff(id: string, olds: Properties, news: Properties): Promise<Record<string, never>> {
    const { inputs } = declarationFrom(news);
    await this.run(news, (surroundings) => {
      recognizeApplication(id, withoutNulls(olds), inputs, surroundings);
      return Promise.resolve();
    });
    return {};
  }

  async create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
    const { id, outputs } = await this.run(inputs, (surroundings) => createApplication(declared(inputs), surroundings));
    return { id: id.toWellFormed(), outs: { ...engineOutputs(outputs), ...carried(inputs) } };
  }

  async read(id: string, properties: Properties): Promise<{ id: string; props: Properties; inputs: Properties }> {
    const live = await this.run(properties, (surroundings) => readApplication(id, withoutNulls(properties), surroundings));
    return {
      id,
      props: { ...engineOutputs(live.outputs), ...carried(properties) },
      inputs: { ...wireSafeProperties(live.inputs), ...carried(properties) },
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    const outputs = await this.run(news, (surroundings) => updateApplication(id, withoutNulls(olds), declared(news), surroundings));
    return { outs: { ...engineOutputs(outputs), ...carried(olds) } };
  }

  async delete(id: string, properties: Properties): Promise<void> {
    await this.run(properties, () => {
      requireAbandon(id, withoutNulls(properties));
      return Promise.resolve();
    });
  }

  private async run<T>(properties: Properties, step: (surroundings: Surroundings) => Promise<T>): Promise<T> {
    if (this.surroundings === undefined) throw new Error("the provider was called before configure");
    try {
      const { surroundings } = this;
      return await this.counted.calls.track(() => step(surroundings));
    } catch (error) {
      throw engineError(error, { __provider: properties["__provider"], ...carried(properties) });
    }
  }
}

/** Checked inputs; the rules have been applied by then. */
const declared = (inputs: Properties) => inputsWithin(inputs) as ApplicationInputs;
