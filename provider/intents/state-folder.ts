import { isAbsolute, join } from "node:path";

/**
 * The folder for what a user's runs leave on this machine: `$XDG_STATE_HOME/pulumi-msgsms`, by default under `~/.local/state`
 * (XDG base directory specification 0.8; a relative path there is to be ignored), on Windows under `%LOCALAPPDATA%`.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>, home: string, platform: NodeJS.Platform): string {
  const given = environment["XDG_STATE_HOME"];
  if (given !== undefined && isAbsolute(given)) return join(given, "pulumi-msgsms");
  const local = environment["LOCALAPPDATA"];
  if (platform === "win32" && local !== undefined) return join(local, "pulumi-msgsms");
  return join(home, ".local", "state", "pulumi-msgsms");
}
