import type { ValidateFunction } from "ajv";
import type { App, AppCount, AppList, CreatedApp, UpdatedApp } from "../../schemas/generated/api-types";
import * as contract from "../../schemas/generated/api-validators";
import { cloudRegions } from "../../schemas/generated/cloud-regions";
import { AccessKeys } from "./access-keys";
import { secretsOf, type Account } from "./account";
import { checked, jsonOf, undocumented, unexpected } from "./answers";
import { UnexpectedAnswerError } from "./api-errors";
import type { HeardTime } from "./heard-time";
import { message, plain, type Message } from "../messages";
import type { CreatedApplication, ManagementApi } from "../service";
import { allPages } from "./paging";
import { refusal } from "./refusal";
import { mostUnderWay, turns } from "./requests-under-way";
import { retryingOperation, type Retries } from "./retry";
import { ServiceClock, withServiceClock } from "./service-clock";
import { encodedPath, type ApiRequest } from "./signing";
import type { Answer, Send } from "./exchange";
import { transport, type TransportDeps } from "./transport";
import * as wire from "./wire";

export interface RequestDeps extends TransportDeps {
  /** When absent, nothing is tried again, and any number of requests may be under way. */
  retries?: Retries;
  /** Milliseconds by a clock that nobody sets: the one of this process, unless told. */
  elapsed?: () => number;
  /** Gets a warning (SMS3013), once, if the machine's clock is so far off that requests are signed with the service's time. */
  onClockCorrected?: (told: Message) => void;
  /** What the other accounts of the run know of their keys; an account of its own when absent. */
  keys?: AccessKeys;
}

export type Operations = Pick<
  ManagementApi,
  "listApplications" | "createApplication" | "showApplication" | "updateApplication" | "countApplications"
>;

const validateApp = contract.validateApp as ValidateFunction<App>;
const validateAppList = contract.validateAppList as ValidateFunction<AppList>;
const validateAppCount = contract.validateAppCount as ValidateFunction<AppCount>;
const validateCreatedApp = contract.validateCreatedApp as ValidateFunction<CreatedApp>;
const validateUpdatedApp = contract.validateUpdatedApp as ValidateFunction<UpdatedApp>;

/** The five operations: what each sends, and what of the answer it believes. @throws the errors of `api-errors.ts` */
export function managementRequests(account: Account, deps: RequestDeps & { heard: HeardTime }): Operations {
  const { site } = cloudRegions[account.cloudRegion];
  const operation = operations(account, deps);
  return {
    // API: GET /v2/{project_id}/msgsms/apps
    async listApplications(market) {
      const send = operation();
      const apps = await allPages(async (limit, offset) => {
        const answer = await send("GET", "/apps", wire.listQuery(market, limit, offset));
        const { results, total } = checked(answer, jsonOf(answer), validateAppList);
        return { answer, items: results, total };
      });
      // Whether the service applies the filter exactly is not documented.
      return apps.map((app) => wire.liveApplication(app, site)).filter((application) => application.market === market);
    },

    // API: POST /v2/{project_id}/msgsms/apps
    async createApplication(application) {
      const answer = await operation()("POST", "/apps", [], wire.createBody(application, site));
      return createdBy(answer);
    },

    // API: GET /v2/{project_id}/msgsms/apps/{id}
    async showApplication(id) {
      const answer = await operation()("GET", `/apps/${id}`, []);
      const app = checked(answer, jsonOf(answer), validateApp);
      mustBeSame(answer, id, app.id);
      return wire.liveApplication(app, site);
    },

    // API: PUT /v2/{project_id}/msgsms/apps/{id}
    async updateApplication(id, settings) {
      const answer = await operation()("PUT", `/apps/${id}`, [], wire.updateBody(settings, site));
      mustBeSame(answer, id, checked(answer, jsonOf(answer), validateUpdatedApp).id);
    },

    // API: GET /v2/{project_id}/msgsms/apps-count
    async countApplications(market) {
      const answer = await operation()("GET", "/apps-count", wire.countQuery(market));
      return wire.applicationCount(checked(answer, jsonOf(answer), validateAppCount));
    },
  };
}

/** Begins an operation: what it gives sends one request after another, and gives only answers with a status of 200 to 299. */
function operations(account: Account, deps: RequestDeps & { heard: HeardTime }) {
  const begin = beginning(account, deps);
  return () => {
    const send = begin();
    return async (method: ApiRequest["method"], rest: string, query: ApiRequest["query"], body?: object) => {
      const path = `/v2/${account.projectId}/msgsms${rest}`;
      const answer = await send({ method, path, query, body: body === undefined ? "" : JSON.stringify(body) });
      if (answer.status >= 400) throw refusal(answer, secretsOf(account), deps.clock());
      if (answer.status >= 300) {
        const told = message("SMS3003", { what: "redirection", ...unexpected(answer) });
        throw new UnexpectedAnswerError(told, answer.request, "redirection");
      }
      return answer;
    };
  };
}

/** Clock, connections and the limit of requests under way are the account's; the budget of tries is the operation's. */
function beginning(account: Account, deps: RequestDeps & { heard: HeardTime }): () => Send {
  const { clock, retries } = deps;
  const serviceClock = new ServiceClock(clock, deps.onClockCorrected);
  const { keys = new AccessKeys() } = deps;
  const { origin } = new URL(account.endpoint);
  const nameOf = ({ method, path }: ApiRequest) => ({ method, url: `${origin}${encodedPath(path)}` });
  // A clock that is wrong is not the key's fault: only what the service says of a right signature counts against it.
  const signed = withServiceClock(deps.heard.hearing(transport(account, { ...deps, clock: serviceClock.now })), serviceClock);
  const tell = (answer: Answer) => refusal(answer, secretsOf(account), clock()).told;
  const once = keys.guarded({ accessKey: account.accessKey, nameOf, tell }, signed);
  if (retries === undefined) return () => once;
  const turn = turns(mostUnderWay);
  return () => retryingOperation(once, { retries, clock, serviceTime: serviceClock.now, turn });
}

// The id and the secret of a new application are worth more than the form of the answer.
function createdBy(answer: Answer): CreatedApplication {
  const value = jsonOf(answer);
  if (validateCreatedApp(value)) return wire.createdApplication(value);
  throw undocumented(answer, validateCreatedApp, wire.usableCreated(value));
}

function mustBeSame(answer: Answer, asked: string, answered: string) {
  if (asked === answered) return;
  const told = message("SMS3003", { what: "otherApplication", values: { id: plain(answered) }, ...unexpected(answer) });
  throw new UnexpectedAnswerError(told, answer.request, "undocumented-answer");
}
