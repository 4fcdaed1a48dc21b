import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { inspect } from "node:util";
import { block, secret } from "../../provider/messages";
import {
  type Account,
  ApiError,
  RefusedError,
  UnexpectedAnswerError,
  type TimeLimits,
  createManagementApi,
  type RequestDeps,
} from "../../provider/api";
import { clockDifference, type ManagementApi } from "../../provider/service";
import { cloudRegions } from "../../schemas/generated/cloud-regions";
import { Gallery } from "./gallery";
import { assertExample, assertReadable } from "../support/readable";
import { answering, freePort, scriptedService, tcpService, type Script } from "../support/service/scripted-service";
import { rewriting } from "../support/rewriting";
import { chinaProject } from "../support/service/projects";

const file = join(__dirname, "messages.golden.txt");
const heading = [
  "Every error of the management API, as a user reads it, below its class, its request, its outcome and its row in the table of outcomes.",
  "messages.test.ts plays each scene and compares. UPDATE_SCENARIOS=1 npx mocha test/wire/messages.test.ts writes this file anew.",
].join("\n");

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const now = new Date("2026-11-22T10:00:00Z");
const minutes = (count: number, seconds = 0) => new Date(now.getTime() + count * 60_000 + seconds * 1_000);
/** Values that no error may show, wherever they come from. */
const hidden = {
  secretKey: secret("SecretKeyOfTheGallery"),
  securityToken: secret("SecurityTokenOfTheGallery"),
  appKey: "AppKeyOfTheGallery",
  appSecret: "AppSecretOfTheGallery",
  proxyPassword: "ProxyPasswordOfTheGallery",
};
const account = {
  cloudRegion: "cn-north-4",
  projectId: chinaProject,
  endpoint: "http://127.0.0.1:9",
  accessKey: "AKIDSHOWN",
  secretKey: hidden.secretKey,
} as const satisfies Account;

const codes = { market: "chinese-mainland", name: "order_codes" } as const;
const european = { market: "european", name: "order_codes" } as const;

const show = (api: ManagementApi) => api.showApplication(id);
const list = (api: ManagementApi) => api.listApplications("chinese-mainland");
const count = (api: ManagementApi) => api.countApplications("chinese-mainland");
const create = (api: ManagementApi) => api.createApplication(codes);
const update = (api: ManagementApi) => api.updateApplication(id, codes);
type Call = (api: ManagementApi) => Promise<unknown>;

interface Setting {
  account?: Partial<Account>;
  deps?: Partial<RequestDeps>;
}

function apiAt(endpoint: string, { account: other, deps }: Setting = {}): ManagementApi {
  return createManagementApi({ ...account, endpoint, ...other }, { clock: () => now, ...deps });
}

/** The error in which something ends. What it says and what a dump of it shows holds no secret and no stray space. */
async function failure(act: () => unknown): Promise<ApiError> {
  try {
    await act();
  } catch (error) {
    assert.ok(error instanceof ApiError, `not foreseen: ${String(error)}`);
    const dump = `${inspect(error, { depth: 5, showHidden: true })}${JSON.stringify(error)}`;
    for (const [what, value] of Object.entries(hidden)) assert.ok(!dump.includes(value), `${what} in ${error.message}`);
    assert.equal(error.message, error.message.trim());
    assertReadable(error.told);
    return error;
  }
  return assert.fail("nothing failed");
}

async function failureOf<Kind extends ApiError>(kind: abstract new (...given: never[]) => Kind, script: Script, call: Call): Promise<Kind> {
  await using service = await scriptedService(script);
  const error = await failure(() => call(apiAt(service.endpoint)));
  assert.ok(error instanceof kind, error.message);
  return error;
}

/** Answers as answering does, at a time of the service that is ours unless another one is given. */
const says = (status: number, body: unknown = "", headers: Record<string, string> = {}): Script =>
  answering(status, body, { date: now.toUTCString(), ...headers });
/** The service's own refusal. */
const refuses = (status: number, code: string, message?: string) =>
  says(status, { error_code: code, ...(message === undefined ? {} : { error_msg: message }) }, { "x-request-id": "abc-1" });
/** The gateway's refusal. */
const gatewayRefuses = (status: number, code: string, message: string) =>
  says(status, { error_code: code, error_msg: message, request_id: "abc-2" });

const app = { id, app_name: "order_codes", app_key: hidden.appKey, region: "cn", status: "LAUNCHED" };

/** The scenes that the catalogue shows. */
const examples: Readonly<Record<string, string>> = {
  "no answer: a refused port": "wire/not-reached",
  "no answer: a reset after create": "wire/lost-answer",
  "unexpected: create with an id and a fault": "wire/undocumented-answer",
  "refused: by the gateway for the keys": "wire/keys-refused",
  "refused: by the gateway for the permissions": "wire/no-permission",
  "refused: no such application": "wire/no-such-application",
  "refused: by the gateway in its former words": "wire/wrong-address",
  "refused: the name is in use": "wire/name-in-use",
  "refused: by the gateway before the service": "wire/throttled",
  "refused: a fault of the service in a POST": "wire/service-failed",
  "refused: the quota is used up": "wire/refused",
  "unsendable: an id with a slash": "wire/unsendable",
  "unsendable: certificates are not checked": "wire/certificates-unchecked",
};

/** With the usual addresses instead of those of the test. */
const withAddresses = (text: string) =>
  text.replaceAll(account.projectId, "<project>").replace(/http:\/\/127\.0\.0\.1:\d+/g, cloudRegions[account.cloudRegion].endpoint);

describe("wire: everything it says", () => {
  const gallery = new Gallery(file);
  const played = new Map<string, string>();
  const titles: string[] = [];
  after(() => {
    if (!rewriting) return;
    const scenes = titles.map((title) => `== ${title}\n${played.get(title) ?? gallery.textOf(title)}`);
    writeFileSync(file, `${[heading, ...scenes].join("\n\n")}\n`);
  });

  /** Plays the act and compares how it ended with the gallery. */
  function scene(title: string, act: () => unknown): void {
    titles.push(title);
    it(title, async () => {
      const { name, request, outcome, ending, message } = await failure(act);
      const text = `${name} | ${request.method} ${request.url} | ${outcome} | ${ending}\n${message}`
        .replaceAll(account.projectId, "<project>")
        .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
        .replace(/ERR_SSL_\w+/, "<TLS code>");
      if (rewriting) played.set(title, text);
      else assert.equal(text, gallery.textOf(title), `${title}: read it; if it is better than before: UPDATE_SCENARIOS=1`);
      const example = examples[title];
      if (example !== undefined) assertExample(example, withAddresses(message));
    });
  }
  /** A scene with a service that does what the script says. */
  const told = (title: string, call: Call, script: Script, setting: Setting = {}) =>
    scene(title, async () => {
      await using service = await scriptedService(script);
      await call(apiAt(service.endpoint, setting));
    });
  const unsent = (title: string, call: Call, setting: Setting = {}) => scene(title, () => call(apiAt(account.endpoint, setting)));

  describe("unsendable", () => {
    unsent("unsendable: list of a market that the region does not have", (api) => api.listApplications("european"));
    unsent("unsendable: count of a market that the region does not have", (api) => api.countApplications("european"));
    unsent("unsendable: create in a market that the region does not have", (api) => api.createApplication(european));
    unsent("unsendable: update to a market that the region does not have", (api) => api.updateApplication(id, european));
    unsent("unsendable: a market that the European region does not have", create, { account: { cloudRegion: "eu-west-101" } });
    unsent("unsendable: an empty id", (api) => api.showApplication(""));
    unsent("unsendable: an id with a slash", (api) => api.updateApplication("../apps", codes));
    unsent("unsendable: an id of 65 characters", (api) => api.showApplication("a".repeat(65)));
    unsent("unsendable: an id of 81 characters, one of them none of ours", (api) => api.showApplication(`😀${"a".repeat(80)}`));
    unsent("unsendable: an id with a line break", (api) => api.showApplication("a\nb"));
    unsent("unsendable: an endpoint that is no address", show, { account: { endpoint: "msgsms" } });
    unsent("unsendable: an endpoint with another scheme", show, { account: { endpoint: `ftp://me:${hidden.secretKey}@127.0.0.1` } });
    unsent("unsendable: a proxy with another scheme", show, {
      deps: { environment: { http_proxy: `socks5://me:${hidden.proxyPassword}@127.0.0.1` } },
    });
    for (const [title, rest] of [
      ["a slash", `12/${hidden.proxyPassword}@127.0.0.1:9`],
      ["a question mark", `12?${hidden.proxyPassword}@127.0.0.1:9`],
      ["a hash", `12#${hidden.proxyPassword}@127.0.0.1:9`],
      ["a backslash", `12\\${hidden.proxyPassword}@127.0.0.1:9`],
    ] as const)
      unsent(`unsendable: a proxy's password with ${title}`, show, { deps: { environment: { http_proxy: `http://me:${rest}` } } });
    unsent("unsendable: certificates are not checked", show, {
      account: { endpoint: cloudRegions[account.cloudRegion].endpoint },
      deps: { environment: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } },
    });
    told(
      "unsendable: with a key that was refused before",
      async (api) => {
        await assert.rejects(() => show(api));
        return create(api);
      },
      gatewayRefuses(401, "APIGW.0301", "Incorrect IAM authentication information"),
    );
    unsent("unsendable: a certificate authority that is no PEM", show, { deps: { certificateAuthority: "/etc/ca.pem" } });
    unsent("unsendable: an access key that fits in no header", create, { account: { accessKey: "with a\nline break" } });
  });

  describe("refused", () => {
    told("refused: the quota is used up", create, refuses(400, "MSGSMS.0002", "The quota of applications is used up."));
    told("refused: the service is not open", create, refuses(403, "MSGSMS.0013", "Service not yet opened."));
    told("refused: the name is in use", create, refuses(400, "MSGSMS.0051", "The application name already exists."));
    told("refused: no such application", show, refuses(400, "MSGSMS.0014", "The app does not exist."));
    told("refused: a fault of the service in a POST", create, refuses(500, "MSGSMS.0001", "Internal error."));
    told("refused: a fault of the service in a PUT", update, refuses(500, "MSGSMS.0001", "Internal error."));
    told("refused: a fault of the service in a GET", list, refuses(500, "MSGSMS.0001", "Internal error."));
    told("refused: a code that nobody explains", create, refuses(400, "MSGSMS.0186", "Who knows."));
    told("refused: a code that is in no table", count, refuses(400, "MSGSMS.9999", "Who knows."));
    told("refused: a code without a message", count, refuses(400, "MSGSMS.0002"));
    told("refused: a message without a request id", count, says(400, { error_code: "MSGSMS.0002", error_msg: "Bad value." }));
    told("refused: a message without a code", count, says(400, { error_msg: "Bad value." }));
    told("refused: by the gateway for the permissions", create, gatewayRefuses(403, "APIGW.0302", "The IAM user is not authorized"));
    told("refused: by the gateway for the keys", show, gatewayRefuses(401, "APIGW.0301", "Incorrect IAM authentication information"));
    told("refused: by the gateway before the service", create, gatewayRefuses(429, "APIGW.0308", "The throttling threshold is reached"));
    told("refused: by the gateway, which got no answer", create, gatewayRefuses(504, "APIGW.0201", "Backend timeout"));
    told("refused: by the gateway in its former words", list, gatewayRefuses(404, "APIG.0101", "The API does not exist"));
    told("refused: with the fields of other services", list, says(400, { code: "APIGW.0602", message: "Bad request." }));
    for (const status of [400, 401, 403, 404, 409, 429, 499, 500, 503, 599])
      told(`refused: HTTP ${status} without a body`, create, says(status));
    told("refused: an HTML page", create, says(502, "<html><body>Bad gateway</body></html>", { "content-type": "text/html" }));
    for (const body of ["null", "5", '"text"', "[]"]) told(`refused: ${body} as a body`, list, says(400, body));
    told("refused: fields of other types", list, says(400, { error_code: 5, error_msg: { a: 1 }, request_id: null }));
  });

  describe("refused, with a text of the service", () => {
    const because = (title: string, message: string, setting: Setting = {}) =>
      told(`text: ${title}`, list, refuses(400, "MSGSMS.0002", message), setting);
    because("repeats our secrets", `token ${hidden.securityToken}, key ${hidden.secretKey}.`, {
      account: { securityToken: hidden.securityToken },
    });
    because("repeats the secrets of an application", `appKey=${hidden.appKey}; "app_secret": "${hidden.appSecret}", other=1`);
    because(
      "repeats the secrets of an application in other spellings",
      `app_key : ${hidden.appKey} 'appSecret' = '${hidden.appSecret}' APPKEY="${hidden.appKey}"} signature:0a1b2c the appKey is gone`,
    );
    because("repeats a signature", "SDK-HMAC-SHA256 Access=AKIDSHOWN, Signature=0a1b2c; end");
    because("has line breaks and tabs", "  first\r\n\tsecond\u2028third\u2029fourth  ");
    because("has control and formatting characters", "a\u0000b\u001b[31mc\u202ed\u200be\u0085f");
    because("has half a character", "a\ud800b");
    because("has 300 characters", `${"😀".repeat(150)}${"x".repeat(150)}`);
    because("has 301 characters", `${"😀".repeat(150)}${"x".repeat(151)}`);
    because("has only spaces", "   ");
    because("has quotes", 'the "name"');
  });

  describe("refused, and the clocks differ", () => {
    const at = (title: string, status: number, theirs: Date) =>
      told(`clock: ${title}`, show, says(status, { error_code: "APIGW.0302" }, { date: theirs.toUTCString() }));
    at("ours is behind", 403, minutes(20));
    at("ours is ahead", 403, minutes(-20));
    at("ours is 15 minutes ahead", 403, minutes(-15));
    at("ours is 15 minutes and a second ahead", 403, minutes(-15, -1));
    at("ours is 15 minutes and a half behind", 403, minutes(15, 30));
    at("ours is behind, and the status is another one", 400, minutes(20));
    told(
      "clock: also after a second try with a corrected time",
      create,
      says(401, { error_code: "APIGW.0301", error_msg: "signature expired" }, { date: minutes(90).toUTCString() }),
    );
    told("clock: theirs is not told", show, (_seen, response) => {
      response.sendDate = false;
      response.writeHead(403).end();
    });
    told("clock: theirs cannot be read", show, says(403, "", { date: "yesterday" }));
  });

  describe("unexpected", () => {
    told("unexpected: an empty body", show, says(200));
    told("unexpected: an empty body after create", create, says(201));
    told("unexpected: no JSON", list, says(200, "<html>"));
    told("unexpected: no JSON after update", update, says(200, "<html>"));
    told("unexpected: another kind of value", show, says(200, "[]"));
    told("unexpected: a null", count, says(200, "null"));
    told("unexpected: one fault", show, says(200, { ...app, app_name: 5 }));
    told("unexpected: three faults", show, says(200, { ...app, app_name: 5, region: "xx", status: 5 }));
    told("unexpected: four faults", show, says(200, { ...app, app_name: 5, region: "xx", status: 5, app_key: 5 }));
    told("unexpected: five faults", show, says(200, { ...app, app_name: 5, region: "xx", status: 5, app_key: 5, create_time: 5 }));
    told("unexpected: a fault in a list", list, says(200, { results: [app, { ...app, id: 5 }], total: 2 }));
    told("unexpected: a fault in the count", count, says(200, { total: "20", used: -1 }));
    told("unexpected: another application", show, says(200, { ...app, id: "another-one" }));
    told("unexpected: another application after update", update, says(200, { id: "another-one" }));
    told("unexpected: create without an id", create, says(201, { app_key: hidden.appKey, app_secret: hidden.appSecret }));
    told("unexpected: create with an id and a fault", create, says(201, { id, app_key: 5, app_secret: hidden.appSecret }));
    for (const [title, call] of [
      ["", list],
      [" after create", create],
    ] as const)
      told(`unexpected: a redirection${title}`, call, says(302, "", { location: "http://127.0.0.1:9/" }));
    told("unexpected: not HTTP", create, (_seen, _response, socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
  });

  describe("no answer", () => {
    const silent: Script = () => undefined;
    const half: Script = (_seen, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{");
    };
    const atTls = (onConnection: (socket: Socket) => void) =>
      tcpService(onConnection, (port) => create(apiAt(`https://127.0.0.1:${port}`, { deps: { limits: { connect: 150 } } })));
    /** A request with short time limits, against a service that does what the script says. */
    const within = async (limits: Partial<TimeLimits>, call: Call, script: Script) => {
      await using service = await scriptedService(script);
      await call(apiAt(service.endpoint, { deps: { limits } }));
    };
    scene("no answer: a refused port", async () => show(apiAt(`http://127.0.0.1:${await freePort()}`)));
    scene("no answer: a refused port of the proxy", async () => {
      const environment = { http_proxy: `http://me:${hidden.proxyPassword}@127.0.0.1:${await freePort()}` };
      return show(apiAt("http://127.0.0.1:9", { deps: { environment } }));
    });
    scene("no answer: a TLS handshake that is answered in plain HTTP", () =>
      atTls((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    told("no answer: a reset after create", create, (_seen, _response, socket) => void socket.resetAndDestroy());
    told("no answer: a reset in a GET", show, (_seen, _response, socket) => void socket.resetAndDestroy());
    told("no answer: cut short", create, (seen, response, socket) => {
      half(seen, response, socket);
      setImmediate(() => socket.end());
    });

    // undici looks at its time limits about once a second, so these wait side by side.
    const late: Record<string, () => Promise<unknown>> = {
      "no answer: a TLS handshake that is not answered": () => atTls(() => undefined),
      "no answer: no headers in time": () => within({ headers: 60 }, update, silent),
      "no answer: no headers in time in a GET": () => within({ headers: 60 }, show, silent),
      "no answer: no body in time": () => within({ body: 60 }, create, half),
      "no answer: not finished in time": () => within({ total: 60 }, create, silent),
    };
    let begun: Promise<PromiseSettledResult<unknown>[]> | undefined;
    for (const [place, title] of Object.keys(late).entries())
      scene(title, async () => {
        const ended = await (begun ??= Promise.allSettled(Object.values(late).map((act) => act())));
        if (ended[place]?.status === "rejected") throw ended[place].reason;
      });
  });

  it("says that the clock is wrong", () => {
    for (const why of ["signed", "limit"] as const) assertReadable(clockDifference(23 * 60_000, why));
    assertExample("wire/clock", block(clockDifference(23 * 60_000, "signed")));
  });

  it("shows an example for each scene that the catalogue shows", () => {
    for (const title of Object.keys(examples)) assert.ok(titles.includes(title), title);
  });

  it("has no scene in the file that is not played, and each once", () => {
    if (rewriting) return;
    assert.deepEqual(gallery.titles, titles);
    assert.ok(readFileSync(file, "utf8").startsWith(heading));
  });
});

describe("wire: what its errors hold", () => {
  it("a refusal: status, code, message and request id", async () => {
    const error = await failureOf(RefusedError, refuses(400, "MSGSMS.0051", "The name exists."), create);
    const { code, status, serviceCode, serviceMessage, requestId } = error;
    assert.deepEqual(
      { code, status, serviceCode, serviceMessage, requestId },
      { code: "SMS3008", status: 400, serviceCode: "MSGSMS.0051", serviceMessage: "The name exists.", requestId: "abc-1" },
    );
  });

  it("a refusal without a body: empty texts and no request id", async () => {
    const { serviceCode, serviceMessage, requestId } = await failureOf(RefusedError, says(500), create);
    assert.deepEqual({ serviceCode, serviceMessage, requestId }, { serviceCode: "", serviceMessage: "", requestId: undefined });
  });

  it("the header's request id before the body's", async () => {
    const body = { error_code: "APIGW.0302", request_id: "of-the-body" };
    const both = await failureOf(RefusedError, says(403, body, { "x-request-id": "of-the-header" }), show);
    assert.equal(both.requestId, "of-the-header");
    assert.equal((await failureOf(RefusedError, says(403, body), show)).requestId, "of-the-body");
  });

  for (const [length, shown] of [
    [64, 64],
    [65, 64],
  ] as const)
    it(`a service code of ${length} characters: ${shown} of them`, async () => {
      const error = await failureOf(RefusedError, refuses(400, "C".repeat(length)), show);
      assert.equal(error.serviceCode, "C".repeat(shown));
    });

  for (const [length, shown] of [
    [128, 128],
    [129, 128],
  ] as const)
    it(`a request id of ${length} characters: ${shown} of them`, async () => {
      const error = await failureOf(RefusedError, says(400, "", { "x-request-id": "r".repeat(length) }), show);
      assert.equal(error.requestId, "r".repeat(shown));
    });

  it("a service message of 300 characters whole, and of a longer one 299 and a sign", async () => {
    const message = async (length: number) =>
      (await failureOf(RefusedError, refuses(400, "MSGSMS.0002", "m".repeat(length)), show)).serviceMessage;
    assert.equal(await message(300), "m".repeat(300));
    assert.equal(await message(301), `${"m".repeat(299)}…`);
  });

  it("a faulty answer to create: id and secret, though no dump shows the secret", async () => {
    const error = await failureOf(UnexpectedAnswerError, says(201, { id, app_key: 5, app_secret: hidden.appSecret }), create);
    assert.deepEqual(error.created, { id, appSecret: hidden.appSecret });
  });

  it("a faulty answer to create without an id: nothing that was created", async () => {
    const error = await failureOf(UnexpectedAnswerError, says(201, { app_secret: hidden.appSecret }), create);
    assert.equal(error.created, undefined);
  });

  it("another status of success is success", async () => {
    await using service = await scriptedService(says(299, { total: 20, used: 3 }));
    assert.deepEqual(await count(apiAt(service.endpoint)), { quota: 20, used: 3 });
  });

  it("what is not http or https fails at once, before any call", () => {
    for (const endpoint of ["", "msgsms", "ftp://127.0.0.1"])
      assert.throws(() => apiAt(endpoint), { code: "SMS3012", name: "UnsendableError" });
    assert.equal(apiAt("https://127.0.0.1:8443/path").endpoint, "https://127.0.0.1:8443");
  });

  it("a proxy and a certificate authority that are right fail nothing", async () => {
    await using service = await scriptedService(says(200, { total: 20, used: 3 }));
    const api = apiAt(service.endpoint, { deps: { environment: { https_proxy: "http://127.0.0.1:9" } } });
    assert.deepEqual(await count(api), { quota: 20, used: 3 });
  });
});
