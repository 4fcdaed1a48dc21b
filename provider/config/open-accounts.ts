import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { ManagementApi } from "../service";
import { AccessKeys, createManagementApi, type RequestDeps } from "../api";
import type { AccountSources } from "./account-sources";
import { requireMarketInRegion, requireSettingsAtSite } from "./requirements";
import { resolveAccount, type ResolvedAccount } from "./resolve-account";

/** An account with its management API. */
export interface OpenedAccount {
  account: ResolvedAccount;
  /** With the origin under which the same service was reached before, where there is one. */
  api: ManagementApi & { readonly formerEndpoint?: string };
}

/** The accounts of a run: each is resolved and opened once. Nothing is sent before an operation of its API is called. */
export class Accounts {
  private readonly opened = new Map<string | undefined, OpenedAccount>();
  private readonly keys: AccessKeys;

  constructor(
    private readonly sources: AccountSources,
    private readonly deps: Omit<RequestDeps, "environment">,
  ) {
    this.keys = deps.keys ?? new AccessKeys();
  }

  /**
   * The account of a profile, or of the top level without one.
   *
   * @throws the foreseen errors of resolveAccount, and UnsendableError (SMS3012) for a proxy's address that is none
   */
  of(profile: string | undefined): OpenedAccount {
    const known = this.opened.get(profile);
    if (known !== undefined) return known;
    const account = resolveAccount(profile, this.sources);
    const { formerEndpoint } = account;
    const api = createManagementApi(account, { ...this.deps, keys: this.keys, environment: this.sources.environment });
    const opened = { account, api: { ...api, ...(formerEndpoint === undefined ? {} : { formerEndpoint }) } };
    this.opened.set(profile, opened);
    return opened;
  }

  /**
   * The account for what is declared of an application.
   *
   * @throws ForeseenError also SMS4005 when the account's cloud region does not have the market, SMS4006 when its site does not have a setting
   */
  for(inputs: Partial<ApplicationInputs>): OpenedAccount {
    const opened = this.of(inputs.profile);
    if (inputs.market !== undefined) requireMarketInRegion(inputs.market, opened.account);
    requireSettingsAtSite(inputs, opened.account);
    return opened;
  }
}
