import type { ValidateFunction } from "ajv";
import * as validators from "../../../schemas/generated/api-validators";
import type { Site } from "../../../schemas/generated/cloud-regions";
import type { OperationId } from "./operation-id";
import { invalidParameter } from "./refusals";

/** What of a request the contract is about. */
interface RequestContent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

type BySite = Readonly<Record<Site, ValidateFunction>>;

const appOf: BySite = {
  china: validators.validateChinaSiteApp,
  international: validators.validateInternationalSiteApp,
  europe: validators.validateEuropeanSiteApp,
};

const requestBodies: Partial<Record<OperationId, BySite>> = {
  CreateApp: {
    china: validators.validateCreateAppRequest,
    international: validators.validateInternationalSiteCreateAppRequest,
    europe: validators.validateEuropeanSiteCreateAppRequest,
  },
  UpdateApp: {
    china: validators.validateUpdateAppRequest,
    international: validators.validateInternationalSiteUpdateAppRequest,
    europe: validators.validateEuropeanSiteUpdateAppRequest,
  },
};

const answerBodies = {
  CreateApp: validators.validateCreatedApp,
  UpdateApp: validators.validateUpdatedApp,
  ShowAppCount: validators.validateAppCount,
} as const;

/**
 * The JSON body of a request, once it is as strict as the page of the site: only its fields.
 *
 * @returns undefined for an operation without a body
 * @throws Refusal MSGSMS.0002 with the place and the rule
 */
export function checkedBody(operation: OperationId, site: Site, request: RequestContent): unknown {
  const validate = requestBodies[operation]?.[site];
  if (validate === undefined) return undefined;
  // Pages say application/json, OAS adds ;charset=utf8: both are accepted.
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) {
    throw invalidParameter(`header Content-Type: "${request.headers["content-type"] ?? ""}" is not application/json`);
  }
  const body = parsedJson(request.body);
  const problems = problemsOf(validate, body);
  if (problems.length > 0) throw invalidParameter(`body ${problems.join("; body ")}`);
  return body;
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    // TypeError: not UTF-8; SyntaxError: not JSON; RangeError: nested too deep to parse.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError)
      throw invalidParameter("body is not JSON");
    throw error;
  }
}

// OAS: 1 to 64; the pattern of AppId in openapi.yaml.
const idPattern = /^[A-Za-z0-9-]{1,64}$/;

/** @throws Refusal MSGSMS.0002 for an id that no application can have */
export function checkedId(id: string): string {
  if (!idPattern.test(id)) throw invalidParameter(`path id: "${id}" is not 1 to 64 letters, digits or hyphens`);
  return id;
}

/** What an answer of the emulator itself breaks in the contract; empty when it is right. */
export function answerProblems(operation: OperationId, site: Site, body: unknown): string[] {
  if (operation === "ShowApp") return appProblems(site, body as object);
  if (operation !== "ListAppDetails") return problemsOf(answerBodies[operation], body);
  const { results, ...rest } = body as { results: object[] };
  const itself = problemsOf(validators.validateAppList, { ...rest, results: [] });
  return [...itself, ...results.flatMap((app) => appProblems(site, app))];
}

// Answers that have been found right. They are never changed (app-answer.ts), so each is checked once.
const rightApps = new WeakSet<object>();

// What any client relies on (App), and just the fields of the site.
function appProblems(site: Site, app: object): string[] {
  if (rightApps.has(app)) return [];
  const problems = [...problemsOf(validators.validateApp, app), ...problemsOf(appOf[site], app)];
  if (problems.length === 0) rightApps.add(app);
  return problems;
}

/** What a refusal's body breaks in the contract. */
export const refusalProblems = (from: "gateway" | "service", body: unknown) =>
  problemsOf(from === "gateway" ? validators.validateGatewayError : validators.validateServiceError, body);

/** Values are left out of the text: an answer may hold a secret. */
function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const key = params as { additionalProperty?: string; unevaluatedProperty?: string };
    const extra = key.additionalProperty ?? key.unevaluatedProperty;
    return `${instancePath === "" ? "/" : instancePath} ${message ?? "is wrong"}${extra === undefined ? "" : ` (${extra.slice(0, 128)})`}`;
  });
}
