export { CallsUnderWay } from "./calls-under-way";
export { engineAddress } from "./dynamic/engine-address";
export { ownState } from "./dynamic/own-stack";
export { ResourceProvider } from "./dynamic/resource-provider";
export { wireSafe, wireSafeProperties } from "./values/wire-safe";
