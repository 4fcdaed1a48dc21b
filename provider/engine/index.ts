export { CallsUnderWay } from "./calls-under-way";
export { engineAddress } from "./dynamic/engine-address";
export { ResourceProvider } from "./resource-provider";
export { wireSafe, wireSafeProperties } from "./wire-safe";
