import type { Command } from "../command";
import { exitCodes } from "../output/exit-codes";
import { ownVersion } from "../own-version";

/** `msgsms version`: the same as `msgsms --version`. */
export const command: Command = {
  description: "Shows the version. The same as msgsms --version.",
  examples: ["msgsms version"],
  flags: {},
  isConfigurable: false,
  run({ shell }) {
    shell.stdout.write(`${ownVersion()}\n`);
    return exitCodes.success;
  },
};
