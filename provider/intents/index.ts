export { IntentFolder } from "./intent-folder";
export { stateFolder } from "./state-folder";
