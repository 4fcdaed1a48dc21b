import { counted, severityOf } from "../../messages";
import type { Diagnostic } from "../diagnostic";
import type { DeclaredApplication, DeclaredName } from "../document/documents";
import { maxApplications } from "../files/limits";

/** Applications that an account may hold in each market until it asks for more (SEED-CN, SEED-EU). */
const defaultQuota = 2;

/** More applications than a run may have: told once, at the first one too many. */
export function tooManyApplications(declared: readonly DeclaredName[]): Diagnostic[] {
  const first = declared[maxApplications];
  if (first === undefined) return [];
  const { file, range, logicalName } = first;
  return [
    {
      code: "SMS1103",
      severity: severityOf("SMS1103"),
      message: `there are ${declared.length} applications, and a run has at most ${maxApplications}; this is the first one too many`,
      file,
      range,
      path: ["applications", logicalName],
      nextStep: "give fewer files at once, or use several stacks",
    },
  ];
}

/**
 * More applications in one market and profile than the default quota: told once, at the first one too many.
 * One that is adopted exists already, and counts as well.
 */
export function beyondDefaultQuota(applications: readonly DeclaredApplication[]): Diagnostic[] {
  const groups = new Map<string, DeclaredApplication[]>();
  for (const application of applications) {
    const { market, profile } = application.inputs;
    const key = JSON.stringify([market, profile]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [application]);
    else group.push(application);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[defaultQuota];
    if (first === undefined) return [];
    const { market, profile } = first.inputs;
    const where = profile === undefined ? market : `${market} with profile ${profile}`;
    return [
      {
        code: "SMS1201",
        severity: severityOf("SMS1201"),
        message: `${counted(group.length, "application")} for ${where}, and an account may have ${defaultQuota} until it asks for more; this is the first one too many`,
        file: first.file,
        range: first.range,
        path: ["applications", first.logicalName],
        nextStep: "ask Huawei Cloud for a higher quota by service ticket; msgsms doctor shows what yours is",
        source: "SEED-CN; SEED-EU",
      },
    ];
  });
}
