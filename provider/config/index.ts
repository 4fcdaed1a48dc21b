export { preflightRequired } from "./preflight";
export { profileNames } from "./profiles";
export { requireMarketInRegion, requireSettingsAtSite } from "./requirements";
export { resolveAccount, type ResolvedAccount } from "./resolve-account";
export { placeText } from "./setting-place";
