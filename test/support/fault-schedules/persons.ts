import type { Stack } from "../pulumi/stack";

/** What a person is told to adopt: ids by name, of applications that the run found and could not prove to be its own (SMS2001). */
export function adviceIn(output: string): Map<string, string> {
  const refusals = output.matchAll(/SMS2001: [^\n]*\n\s+exists +(\S+) \(id ([0-9a-f-]{36}),/g);
  return new Map([...refusals].map(([, name = "", id = ""]) => [name, id]));
}

interface Pending {
  type: string;
  resource: { inputs?: { name?: string; __creation?: unknown } };
}

/** Names whose creation the state shows as begun and not ended, with the mark that says when. */
export function pendingNames({ deployment }: Awaited<ReturnType<Stack["exportState"]>>): string[] {
  const operations = (deployment.pending_operations ?? []) as Pending[];
  return operations
    .filter(({ type, resource }) => type === "creating" && typeof resource.inputs?.__creation === "string")
    .flatMap(({ resource }) => resource.inputs?.name ?? []);
}
