export type { AccountSources, Found, SettingsSource } from "./account-sources";
export { MissingSettingsError } from "./missing-settings";
export { Accounts, type OpenedAccount } from "./open-accounts";
export { preflightRequired } from "./preflight-setting";
export { profileNames } from "./profiles";
export { requireMarketInRegion, requireSettingsAtSite } from "./requirements";
export { resolveAccount, type ResolvedAccount } from "./resolve-account";
export { UnsuitableAccountError } from "./unsuitable-account";
export { placeText, type ConnectionSetting } from "./setting-place";
