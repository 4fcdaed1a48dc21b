import { findPulumi } from "./command-line";
import { ForeseenError } from "../../provider/messages";

// A first use may download or build for minutes. Done before the tests, it counts against no test, and happens once.
findPulumi().catch((error: unknown) => {
  if (!(error instanceof ForeseenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
