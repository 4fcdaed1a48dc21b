export interface DatedFile {
  path: string;
  changed: number;
}
export function hashOf(lockText: string): string;
export function installDecision(
  lockText: string,
  stamp: string | undefined,
  installedText: string | undefined,
): "fresh" | "adopt" | "install";
export function buildDecision(sources: readonly DatedFile[], outputs: readonly DatedFile[]): { stale: boolean; orphans: string[] };
export function nodeRefusal(version: string, range: string): string | undefined;
