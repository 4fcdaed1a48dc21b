import type { AliveApplication } from "../pulumi/emulator-control";
import type { StateResource } from "../pulumi/stack";

/** What came of a schedule. What must be 0 is in `faultless`. */
export interface Verdict {
  /** Runs of `pulumi` until one succeeded, `pulumi cancel` not counted. */
  runs: number;
  converged: boolean;
  /** Whether a process was ended. */
  struck: boolean;
  /** Applications beyond the first of a name: quota that nobody can give back. */
  duplicates: number;
  /** Applications that exist and are not in the state. */
  losses: number;
  /** Entries in the state without their application. */
  ghosts: number;
  /** Applications whose secret the state does not hold: only a person can look it up. */
  lostSecrets: number;
  /** Those of them that no run has said. */
  silentlyLostSecrets: number;
  /** Keys and secrets that stand in plain in the state or in what a run wrote. */
  leaks: number;
  leftProcesses: number;
  /** Applications that the run took over by itself, because the state of the stack or a note told of their creation. */
  takenOver: number;
  /** Runs that waited for a creation that might still have been under way. */
  waits: number;
  /** Applications that a run could not prove to be its own, so that a person had to adopt them. */
  adopted: number;
  /** Those of them whose creation the state showed, with its mark: nobody should have been needed. */
  adoptedInVain: number;
}

interface Evidence {
  names: readonly string[];
  adopted: ReadonlyMap<string, string>;
  /** Names whose creation was cut off and stood in the state, with its mark. */
  pending: readonly string[];
  outputs: readonly string[];
  converged: boolean;
  struck: boolean;
  leftProcesses: number;
  state: { resources?: StateResource[] };
  stateWithSecrets: { resources?: StateResource[] };
  alive: readonly AliveApplication[];
}

export function judge(evidence: Evidence): Verdict {
  const { names, adopted, pending, outputs, converged, struck, leftProcesses, state, stateWithSecrets, alive } = evidence;
  const entries = (state.resources ?? []).filter(({ type }) => type.includes("SmsApplication"));
  const known = entries.map(({ id }) => id);
  const ids = alive.map(({ id }) => id);
  const text = outputs.join("\n");
  const secrets = new Map(alive.map(({ id, appSecret }) => [id, appSecret]));
  const opened = new Map((stateWithSecrets.resources ?? []).map(({ urn, outputs: kept }) => [urn, secretIn(kept?.["appSecret"])]));
  const withoutSecret = entries.filter(({ urn, id = "" }) => opened.get(urn) !== secrets.get(id));
  const shown = `${text}${JSON.stringify(state)}`;
  return {
    runs: outputs.filter((output) => /^Updating/m.test(output)).length,
    converged,
    struck,
    duplicates: names.reduce((surplus, name) => surplus + Math.max(0, alive.filter((one) => one.name === name).length - 1), 0),
    losses: ids.filter((id) => !known.includes(id)).length,
    ghosts: known.filter((id) => id === undefined || !ids.includes(id)).length,
    lostSecrets: withoutSecret.length,
    silentlyLostSecrets: withoutSecret.filter(
      ({ id }) => !new RegExp(`SMS2201: the secret of .* is not known\\s+id +${id ?? ""}\\n`).test(text),
    ).length,
    leaks: alive.flatMap(({ appKey, appSecret }) => [appKey, appSecret]).filter((secret) => shown.includes(secret)).length,
    leftProcesses,
    takenOver: new Set([...text.matchAll(/SMS2208: (\S+) was created by an earlier run/g)].map(([, name]) => name)).size,
    waits: outputs.filter((output) => output.includes("SMS2210: ")).length,
    adopted: adopted.size,
    adoptedInVain: [...adopted.keys()].filter((name) => pending.includes(name)).length,
  };
}

/** The text of a secret as `pulumi stack export --show-secrets` has it: JSON within the wrapper. */
function secretIn(value: unknown): unknown {
  const { plaintext } = (value ?? {}) as { plaintext?: string };
  return plaintext === undefined ? value : (JSON.parse(plaintext) as unknown);
}

/** What no schedule may leave. */
export const faultless = {
  converged: true,
  duplicates: 0,
  losses: 0,
  ghosts: 0,
  silentlyLostSecrets: 0,
  leaks: 0,
  leftProcesses: 0,
  adoptedInVain: 0,
} satisfies Partial<Verdict>;

/** What of a verdict no schedule may leave. */
export const faultsOf = (verdict: Verdict): Partial<Verdict> =>
  Object.fromEntries(Object.entries(verdict).filter(([what]) => Object.hasOwn(faultless, what)));
