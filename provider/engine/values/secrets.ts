import { secretOutputs } from "../../application";

// The wire form of a secret (sdk/nodejs/runtime/rpc.ts). Repeated here because the SDK's runtime takes half a second to load.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Outputs with the secret ones in the form that keeps them encrypted in the state. A secret is wrapped here, where a run gives it to the
 * engine, and in `program/sms-application.ts`: a declared `appSecret` on its way to the engine, and the names of secret outputs. Nowhere else.
 */
export function withSecretsWrapped(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const present = secretOutputs.filter((name) => name in outputs);
  return { ...outputs, ...Object.fromEntries(present.map((name) => [name, { [signatureKey]: secretSignature, value: outputs[name] }])) };
}
