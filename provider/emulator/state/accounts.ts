import type { AccountChange } from "../../../schemas/generated/emulator-control-types";
import type { OperationId } from "../contract/operation-id";
import { accountFrozen, accountRestricted, type Refusal } from "../contract/refusals";

/**
 * How an account stands. In arrears nothing can be created (SEED-CN: no application with too low a balance; OAS: create is refused when the
 * tenant is restricted). Frozen, the project answers nothing at all: harsher than OAS, which names create and update.
 */
export type AccountState = NonNullable<AccountChange["state"]>;

/** State and quota of each project. */
export class Accounts {
  #usualQuota: number;
  readonly #quotas = new Map<string, number>();
  readonly #states = new Map<string, AccountState>();

  constructor(private readonly firstQuota: number) {
    this.#usualQuota = firstQuota;
  }

  stateOf(projectId: string): AccountState {
    return this.#states.get(projectId) ?? "normal";
  }

  /** Applications that each market of the project may hold. */
  quotaOf(projectId: string): number {
    return this.#quotas.get(projectId) ?? this.#usualQuota;
  }

  setState(projectId: string, state: AccountState): void {
    if (state === "normal") this.#states.delete(projectId);
    else this.#states.set(projectId, state);
  }

  setQuota(projectId: string, quota: number): void {
    this.#quotas.set(projectId, quota);
  }

  /** The quota of every project. */
  setQuotaOfAll(quota: number): void {
    this.#usualQuota = quota;
    this.#quotas.clear();
  }

  /** Why the account's state forbids an operation; undefined when it does not. */
  refusal(projectId: string, operation: OperationId): Refusal | undefined {
    const state = this.#states.get(projectId);
    if (state === "frozen") return accountFrozen();
    return state === "arrears" && operation === "CreateApp" ? accountRestricted() : undefined;
  }

  reset(): void {
    this.#states.clear();
    this.setQuotaOfAll(this.firstQuota);
  }
}
