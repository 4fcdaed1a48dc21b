import { readFileSync } from "node:fs";

/** The version of this package. */
export function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(require.resolve("pulumi-msgsms/package.json"), "utf8")) as { version: string };
  return manifest.version;
}
