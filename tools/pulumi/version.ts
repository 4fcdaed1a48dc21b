import coerce from "semver/functions/coerce";
import gte from "semver/functions/gte";

/** The release that the download fetches, the build makes and the cache keeps. `cli/go.mod` requires the same one; a test compares them. */
export const pinnedVersion = "3.259.0";

/** The oldest `pulumi` that works: since 3.216 a dynamic provider's `read` may return inputs (pulumi/pulumi#21315), and drift is seen only with them. */
export const minimumVersion = "3.216.0";

/** The last Node language host inside the module `sdk/v3`; later ones are modules of their own, without tags, and cannot be fetched. */
export const languageHostVersion = "3.68.0";

const pattern = /(?:^|[\sv])\d+\.\d+(?:\.\d+)?/m;

/** The first version number in a text such as `v3.259.0` or `go1.26.8`, as three numbers with dots; undefined if there is none. */
export const versionIn = (text: string): string | undefined => coerce(pattern.exec(text.replace(/^go/, ""))?.[0])?.version;

/** True if the version in `text` is `least` or newer. Marks such as `-alpha.1` do not count. */
export function isAtLeast(text: string, least: string): boolean {
  const [actual, wanted] = [versionIn(text), versionIn(least)];
  return actual !== undefined && wanted !== undefined && gte(actual, wanted);
}
