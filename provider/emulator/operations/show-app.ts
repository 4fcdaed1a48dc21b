import { appAnswer, type AppAnswer } from "../state/app-answer";
import { appDoesNotExist } from "../contract/refusals";
import type { OperationCall } from "./operation-call";

/**
 * ShowApp. The secret is never in the answer.
 *
 * @throws Refusal MSGSMS.0014 for an id that the project does not hold
 */
export function showApp({ project, applications, id }: OperationCall): Readonly<AppAnswer> {
  const application = applications.find(project.id, id);
  if (application === undefined) throw appDoesNotExist(id);
  return appAnswer(application, project, applications.statusOf(application));
}
