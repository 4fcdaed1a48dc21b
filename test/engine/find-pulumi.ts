import { findPulumi } from "../../tools/pulumi/command-line";

/** The build itself ends after 45 minutes for each of its two parts. */
const findLimitMs = 100 * 60_000;

// On a machine without pulumi the first use waits for a download or a build; that must not count against the first test.
// A failure is not lost: every test that needs pulumi gets the same error again.
before("find pulumi", function () {
  this.timeout(findLimitMs);
  return findPulumi().then(
    () => undefined,
    () => undefined,
  );
});
