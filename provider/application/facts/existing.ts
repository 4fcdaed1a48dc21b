import { asShown, shownText, type Shown } from "../../messages";
import type { LiveApplication } from "../../service";

/** What is known of an application that exists, as evidence in a message: `alerts (id 258c…, LAUNCHED, created 2026-11-25 10:36:42)`. */
export function evidenceOf({ id, name, status, createTime }: LiveApplication): Shown {
  const known = [`id ${id}`, ...(status === undefined ? [] : [status]), ...(createTime === undefined ? [] : [`created ${createTime}`])];
  return asShown(shownText(`${name} (${known.join(", ")})`, []));
}

/** The applications that `adopt` may mean: one is right, none or several are not. */
export function adoptionCandidates(adopt: string, name: string, applications: readonly LiveApplication[]): LiveApplication[] {
  return adopt === "by-name" ? namedExactly(applications, name) : applications.filter(({ id }) => id === adopt);
}

/** Applications with exactly this name. The service's own filter may match more (GAP-FILTER). */
export function namedExactly(applications: readonly LiveApplication[], name: string): LiveApplication[] {
  return applications.filter((application) => application.name === name);
}
