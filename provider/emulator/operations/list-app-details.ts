import { appAnswer, wireTime, type AppAnswer } from "../state/app-answer";
import type { Application } from "../state/application";
import type { OperationCall } from "./operation-call";

/**
 * ListAppDetails: one page, newest first unless `sort_dir=asc`. `offset` counts records (inferred, GAP-OFFSET).
 * Whether `app_name` matches exactly or in part is not documented; the emulator takes the harsher way and matches in part,
 * so a client must compare names itself.
 */
export function listAppDetails({ project, applications, list, query }: OperationCall): { results: Readonly<AppAnswer>[]; total: number } {
  const matching = list(project.id).filter((application) => matches(application, applications.statusOf(application), query));
  const inOrder = sortedByCreation(matching, query["sort_dir"] === "asc");
  const offset = Number(query["offset"] ?? 0);
  const page = inOrder.slice(offset, offset + Number(query["limit"] ?? 10));
  return {
    results: page.map((application) => appAnswer(application, project, applications.statusOf(application))),
    total: matching.length,
  };
}

function matches(application: Application, status: string, query: OperationCall["query"]): boolean {
  return (
    application.name.includes(query["app_name"] ?? "") &&
    application.region === (query["region"] ?? application.region) &&
    status === (query["status"] ?? status) &&
    createdWithin(application, query["start_time"], query["end_time"])
  );
}

// Times of this form compare as texts. Most lists ask for no time at all, and need none written.
function createdWithin(application: Application, start: string | undefined, end: string | undefined): boolean {
  if (start === undefined && end === undefined) return true;
  const created = wireTime(application.createdAt);
  return created >= (start ?? created) && created <= (end ?? created);
}

// Applications come in the order of creation, and sorting is stable: those of one millisecond keep their order.
function sortedByCreation(applications: readonly Application[], ascending: boolean): Application[] {
  const sorted = applications.toSorted((a, b) => a.createdAt - b.createdAt);
  return ascending ? sorted : sorted.reverse();
}
