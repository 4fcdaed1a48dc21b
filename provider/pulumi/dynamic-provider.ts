import { MarketLock, MarketView, type Surroundings } from "../application";
import type { ManagementApi } from "../api/management-api";
import { createManagementApi } from "../api/operations";
import type { Retries } from "../api/retry";
import { requireMarketInRegion, requireSettingsAtSite, resolveAccount, type ResolvedAccount } from "../config";
import { engineText } from "./engine-text";
import { ResourceProvider, type EngineConfiguration } from "./resource-provider";

/**
 * The entry point that the state of every SMS application requires. It runs in the engine's dynamic provider process,
 * so it must load fast: the index of `@pulumi/pulumi` is never loaded, and undici only with the first request.
 */
export const provider = new ResourceProvider(surroundingsOf);

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Five tries within half a minute: the engine waits, and so does the person before it. */
const retries: Retries = { attempts: 5, budget: 30_000, pause, random: Math.random };

function surroundingsOf(configuration: EngineConfiguration): Surroundings {
  const settings = { get: (key: string) => configuration.get(`msgsms:${key}`) };
  const now = () => new Date();
  const accounts = new Map<string | undefined, { account: ResolvedAccount; api: ManagementApi }>();
  const accountOf = (profile: string | undefined) => {
    const known = accounts.get(profile);
    if (known !== undefined) return known;
    const account = resolveAccount(profile, settings, process.env);
    const opened = { account, api: createManagementApi(account, { clock: now, retries }) };
    accounts.set(profile, opened);
    return opened;
  };
  return {
    openAccount: (inputs) => {
      const { account, api } = accountOf(inputs.profile);
      if (inputs.market !== undefined) requireMarketInRegion(inputs.market, account);
      requireSettingsAtSite(inputs, account);
      return api;
    },
    markets: new MarketView(now),
    lock: new MarketLock(),
    now,
    pause,
    // The engine shows what the provider writes to standard error under the stack.
    warn: (text) => process.stderr.write(`warning: ${engineText(text)}\n`),
  };
}
