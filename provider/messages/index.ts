export { engineText } from "./engine-text";
export { ForeseenError } from "./foreseen-error";
export { lookalikes, withoutLogCommands } from "./log-commands";
export { shownText } from "./untrusted-text";
export { visible, visibleJson } from "./visible";
export { counted, pathText, quoted, shown, typeName, withoutLinks, withoutUrlPasswords } from "./wording";
