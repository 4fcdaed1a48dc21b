export { CallsUnderWay } from "./calls-under-way";
export { engineAddress } from "./dynamic/engine-address";
export { ResourceProvider } from "./dynamic/resource-provider";
export { wireSafe, wireSafeProperties } from "./values/wire-safe";
