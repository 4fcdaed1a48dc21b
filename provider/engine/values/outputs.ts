import { withNulls } from "./nulls";
import { withSecretsWrapped } from "./secrets";
import { wireSafeProperties } from "./wire-safe";

/** Outputs as the engine is to keep them: whole, with secrets wrapped, and nothing that its wire cannot carry. */
export const engineOutputs = (outputs: object): Record<string, unknown> => withSecretsWrapped(withNulls(wireSafeProperties(outputs)));
