import assert from "node:assert/strict";
import { secret, stepsOf } from "../../../provider/messages";
import { assertReadable, factOf } from "../../support/readable";
import {
  ApiError,
  NoAnswerError,
  RefusedError,
  UnexpectedAnswerError,
  knownCodes,
  createManagementApi,
  type TimeLimits,
} from "../../../provider/api";
import { type CallOutcome, type ManagementApi } from "../../../provider/service";
import { answering, scriptedService, tcpService, type Script } from "../../support/service/scripted-service";
import { chinaProject } from "../../support/service/projects";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const now = new Date("2026-11-22T10:00:00Z");
/** Values that no error may show, wherever they come from. */
const taint = {
  secretKey: secret("SECRETKEYtaintMFyfvK41ba2giqM7Uio6Pznpd"),
  securityToken: secret("TOKENtaintggpjbiJpZCI6IjAxMjM0NTY3ODkiLCJ9"),
  appKey: "APPKEYtaint8Ur5sYlhqUgQ9eW",
  appSecret: "APPSECRETtaint0dGkqVw7hLbT",
};
const account = {
  cloudRegion: "cn-north-4",
  projectId: chinaProject,
  accessKey: "AKIDSHOWN",
  secretKey: taint.secretKey,
  securityToken: taint.securityToken,
} as const;

const limits: TimeLimits = { connect: 400, headers: 300, body: 300, total: 2_000 };

const calls: Record<string, (api: ManagementApi) => Promise<unknown>> = {
  POST: (api) => api.createApplication({ market: "chinese-mainland", name: "order_codes" }),
  PUT: (api) => api.updateApplication(id, { market: "chinese-mainland", name: "order_codes" }),
  GET: (api) => api.showApplication(id),
  "GET list": (api) => api.listApplications("chinese-mainland"),
  "GET count": (api) => api.countApplications("chinese-mainland"),
};

async function failureOf(api: ManagementApi, call: string): Promise<ApiError> {
  try {
    await calls[call]!(api);
  } catch (error) {
    assert.ok(error instanceof ApiError, `not foreseen: ${String(error)}`);
    clean(error);
    return error;
  }
  return assert.fail(`${call} succeeded`);
}

/** The taint test: neither the texts of an error nor a dump of it holds a secret, a header or a control character. */
function clean(error: ApiError): void {
  const dump = `${error.message}\n${error.stack ?? ""}\n${JSON.stringify(error)}\n${Object.values(error).map(String).join("\n")}`;
  for (const [what, value] of Object.entries(taint)) assert.ok(!dump.includes(value), `${what} in ${error.message}`);
  assert.doesNotMatch(dump, /SDK-HMAC-SHA256|Signature=[0-9a-f]/);
  assertReadable(error.told);
  assert.ok(error.message.length < 1_200, error.message);
}

/** `the connection was refused (ECONNREFUSED)` */
const whatAndError = ({ told }: ApiError) => `${told.what} (${factOf(told, "error") ?? ""})`;

/** Whether the error says that it is not known what the request did. */
const isOfUnknownEffect = ({ told }: ApiError) => factOf(told, "effect") === "not known";

function apiAt(endpoint: string, given: Partial<TimeLimits> = {}): ManagementApi {
  return createManagementApi({ ...account, endpoint }, { clock: () => now, limits: { ...limits, ...given } });
}

describe("failures: not reached", () => {
  async function notReached(api: ManagementApi, words: RegExp) {
    await Promise.all(
      Object.keys(calls).map(async (call) => {
        const error = await failureOf(api, call);
        assert.ok(error instanceof NoAnswerError);
        assert.equal(error.code, "SMS3001");
        assert.equal(error.outcome, "not-sent");
        assert.match(error.told.what, /^the service was not reached: /);
        assert.match(whatAndError(error), words);
        assert.match(factOf(error.told, "request") ?? "", /^(GET|POST|PUT) https?:\/\/\S+\/v2\/\w+\/msgsms\/apps\S*$/);
        assert.equal(factOf(error.told, "sent"), "nothing");
        assert.match(stepsOf(error.told)[0]?.text ?? "", /^check /);
      }),
    );
  }

  it("a refused port", async () => {
    const port = await tcpService(
      () => undefined,
      (free) => Promise.resolve(free),
    );
    await notReached(apiAt(`http://127.0.0.1:${port}`), /the connection was refused \(ECONNREFUSED\)/);
  });

  it("a host name that does not exist", async () => {
    await notReached(
      apiAt("http://no-such-host.invalid"),
      /the host name (does not exist|could not be looked up) \((ENOTFOUND|EAI_AGAIN)\)/,
    );
  });

  it("a TLS handshake that is never answered", async () => {
    await tcpService(
      () => undefined,
      (port) => notReached(apiAt(`https://127.0.0.1:${port}`), /no connection within 0\.4 s/),
    );
  });

  it("a TLS handshake that is answered in plain HTTP", async () => {
    await tcpService(
      (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
      (port) => notReached(apiAt(`https://127.0.0.1:${port}`), /no trusted TLS connection could be made \(\S*SSL\S*\)/),
    );
  });

  it("a connection that is closed during the TLS handshake", async () => {
    await tcpService(
      (socket) => socket.once("data", () => socket.destroy()),
      (port) => notReached(apiAt(`https://127.0.0.1:${port}`), /the connection was closed before it was ready \(ECONNRESET\)/),
    );
  });
});

describe("failures: not sent", () => {
  it("a security token that fits in no header", async () => {
    await using service = await scriptedService(() => assert.fail("sent"));
    const securityToken = secret(`${taint.securityToken}\n`);
    const api = createManagementApi({ ...account, securityToken, endpoint: service.endpoint }, { clock: () => now, limits });
    for (const call of Object.keys(calls)) {
      const error = await failureOf(api, call);
      assert.deepEqual([error.code, error.outcome, error.name], ["SMS3012", "not-sent", "UnsendableError"]);
    }
    assert.equal(service.seen.length, 0);
  });
});

describe("failures: no whole answer", () => {
  const partly =
    (length: number): Script =>
    (_seen, response, socket) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": length });
      response.write(`{"id":"${id}","app_key":"${taint.appKey}"`);
      setImmediate(() => socket.resetAndDestroy());
    };
  const scripts: Record<string, [Script, RegExp, Partial<TimeLimits>?]> = {
    "never answered": [() => undefined, /^no answer came within 0\.3 s/],
    "closed without an answer": [(_seen, _response, socket) => socket.end(), /connection broke .*\(UND_ERR_SOCKET\)/],
    "reset before an answer": [
      (_seen, _response, socket) => socket.resetAndDestroy(),
      /connection broke .*\((ECONNRESET|UND_ERR_SOCKET)\)/,
    ],
    "reset within the body": [partly(5_000), /connection broke .*\((ECONNRESET|UND_ERR_SOCKET|UND_ERR_ABORTED)\)/],
    "a body that stops": [
      (_seen, response) => response.writeHead(200, { "content-length": 100 }).write('{"id":'),
      /^the answer stopped, and nothing more came within 0\.3 s/,
    ],
    "a body that trickles": [
      (_seen, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(" "), 50);
        response.on("close", () => clearInterval(timer));
      },
      /was not finished within 0\.5 s/,
      { total: 500 },
    ],
  };
  for (const [title, [script, words, given]] of Object.entries(scripts)) {
    it(title, async () => {
      await Promise.all(
        ["POST", "PUT", "GET"].map(async (call) => {
          await using service = await scriptedService(script);
          const error = await failureOf(apiAt(service.endpoint, given), call);
          assert.ok(error instanceof NoAnswerError);
          assert.equal(error.code, "SMS3002");
          assert.equal(error.outcome, "unknown");
          assert.match(whatAndError(error), words);
          assert.equal(isOfUnknownEffect(error), call !== "GET");
          assert.equal(service.seen.length, 1, "sent once");
          assert.equal(service.connections(), 1);
        }),
      );
    });
  }

  it("bytes that are no HTTP", async () => {
    await tcpService(
      (socket) => socket.once("data", () => socket.end("220 smtp.example.com ready\r\n")),
      async (port, sockets) => {
        const error = await failureOf(apiAt(`http://127.0.0.1:${port}`), "POST");
        assert.ok(error instanceof UnexpectedAnswerError);
        assert.deepEqual([error.code, error.outcome], ["SMS3003", "unknown"]);
        assert.match(whatAndError(error), /not valid HTTP \((HPE_|HTTPParserError)/);
        assert.equal(sockets.length, 1);
      },
    );
  });
});

describe("failures: an answer that is not as documented", () => {
  const app = { id, app_name: "order_codes", region: "cn", app_key: taint.appKey };
  const everywhere = Object.keys(calls);
  const bodies: [title: string, body: unknown, concerned: string[], words: RegExp, status?: number][] = [
    ["an empty body", "", everywhere, /^the answer is empty; HTTP 204;/, 204],
    ["truncated JSON", `{"id":"${id}","app_key":"${taint.appKey}`, everywhere, /^the answer is not JSON/],
    ["HTML", "<html>hello</html>", everywhere, /^the answer is not JSON/],
    ["a list", [], everywhere, /the body must be object/],
    ["null", "null", everywhere, /the body must be object/],
    ["a missing id", { ...app, id: undefined }, ["POST", "PUT", "GET"], /the body must have required property 'id'/],
    ["a null id", { ...app, id: null }, ["POST", "PUT", "GET"], /the body must have required property 'id'/],
    ["an id of the wrong type", { ...app, id: 7 }, ["POST", "PUT", "GET"], /\/id must be string/],
    ["an id with other characters", { ...app, id: "../a" }, ["POST", "PUT", "GET"], /\/id must match pattern/],
    ["a region that is none", { ...app, region: "eu" }, ["GET"], /\/region must be equal to one of/],
    ["another application", { ...app, id: "another-id" }, ["PUT", "GET"], /^the answer is about another application, another-id/],
    ["no total", { results: [] }, ["GET list", "GET count"], /must have required property 'total'/],
    ["a total that is text", { results: [], total: "1", used: "1" }, ["GET list", "GET count"], /\/total must be integer/],
    [
      "one bad application in the list",
      { results: [app, { ...app, app_name: 1 }], total: 2 },
      ["GET list"],
      /\/results\/1\/app_name must be string/,
    ],
    ["a hole in the list", { results: [null], total: 1 }, ["GET list"], /\/results\/0 must be object/],
    ["a redirection", "", everywhere, /^the answer is a redirection, .*; HTTP 302;/, 302],
  ];
  for (const [title, body, concerned, words, status = 200] of bodies) {
    it(title, async () => {
      for (const call of concerned) {
        await using service = await scriptedService(answering(status, body, status === 302 ? { location: "/elsewhere" } : {}));
        const error = await failureOf(apiAt(service.endpoint), call);
        assert.ok(error instanceof UnexpectedAnswerError, error.message);
        assert.deepEqual([error.code, error.outcome, error.created], ["SMS3003", "unknown", undefined]);
        assert.match([error.told.what, factOf(error.told, "answer"), factOf(error.told, "faults")].join("; "), words);
        assert.equal(service.seen.length, 1);
      }
    });
  }

  it("10 MB of body, with and without its length given", async () => {
    const part = Buffer.alloc(1_000_000, " ");
    for (const headers of [{}, { "content-length": "10000000" }]) {
      for (const call of ["POST", "GET"]) {
        await using service = await scriptedService((_seen, response) => {
          response.on("error", () => undefined).writeHead(200, headers);
          for (let written = 0; written < 10; written += 1) response.write(part);
          response.end();
        });
        const error = await failureOf(apiAt(service.endpoint), call);
        assert.ok(error instanceof UnexpectedAnswerError);
        assert.deepEqual([error.code, error.outcome], ["SMS3003", "unknown"]);
        assert.match(error.told.what, /longer than 8 MiB/);
        assert.equal(service.seen.length, 1);
      }
    }
  });

  it("a created application with broken fields keeps its id, its secret and what else is usable, out of sight", async () => {
    const broken = { id, app_key: 7, app_secret: taint.appSecret };
    await using service = await scriptedService(answering(200, broken));
    const error = await failureOf(apiAt(service.endpoint), "POST");
    assert.ok(error instanceof UnexpectedAnswerError);
    assert.equal(error.created?.id, id);
    assert.deepEqual(error.created, { id, appSecret: taint.appSecret });
    assert.equal(factOf(error.told, "faults"), "/app_key must be string");
    assert.equal(factOf(error.told, "exists"), `id ${id}`);
    assert.equal(factOf(error.told, "effect"), "it was created, and is not created again");
    assert.equal(service.seen.length, 1);
  });
});

describe("failures: refused", () => {
  type Expected = [code: string, outcome: CallOutcome];
  async function refused(
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
    call = "POST",
    sendings = 1,
  ): Promise<RefusedError> {
    await using service = await scriptedService(answering(status, body, { date: now.toUTCString(), ...headers }));
    const error = await failureOf(apiAt(service.endpoint), call);
    assert.ok(error instanceof RefusedError, error.message);
    assert.equal(error.status, status);
    assert.equal(service.seen.length, sendings, "sent as often as it may be");
    assert.equal(factOf(error.told, "request")?.startsWith(`${error.request.method} ${service.endpoint}/v2/`), true);
    return error;
  }
  const service = (code: string) => ({ error_code: code, error_msg: "said the service", error_detail: `appKey=${taint.appKey}` });
  const gateway = (code: string) => ({ error_msg: "said the gateway", error_code: code, request_id: "in-body" });

  const byStatus: [number, ...Expected][] = [
    [400, "SMS3011", "refused"],
    [401, "SMS3004", "refused"],
    [403, "SMS3005", "refused"],
    [404, "SMS3007", "refused"],
    [405, "SMS3011", "refused"],
    [408, "SMS3011", "unknown"],
    [409, "SMS3011", "refused"],
    [413, "SMS3011", "refused"],
    [429, "SMS3009", "refused"],
    [500, "SMS3010", "unknown"],
    [502, "SMS3010", "unknown"],
    [503, "SMS3010", "unknown"],
    [504, "SMS3010", "unknown"],
  ];
  for (const [status, code, outcome] of byStatus) {
    it(`HTTP ${status} without a known body is ${code}, ${outcome}`, async () => {
      for (const body of ["", "<html>", "[]", "null", '{"error_code":7,"error_msg":{}}', '{"error_code":"MSGSMS.9999"}']) {
        const error = await refused(status, body);
        assert.deepEqual([error.code, error.outcome], [code, outcome], body);
        assert.equal(error.serviceCode, body.includes("9999") ? "MSGSMS.9999" : "");
        assert.equal(isOfUnknownEffect(error), outcome === "unknown");
      }
    });
  }

  const byCode: [number, string, ...Expected][] = [
    [500, "MSGSMS.0001", "SMS3010", "unknown"],
    [400, "MSGSMS.0002", "SMS3011", "refused"],
    [401, "MSGSMS.0003", "SMS3004", "refused"],
    [403, "MSGSMS.0013", "SMS3005", "refused"],
    [404, "MSGSMS.0014", "SMS3006", "refused"],
    [400, "MSGSMS.0050", "SMS3006", "refused"],
    [409, "MSGSMS.0051", "SMS3008", "refused"],
    [500, "MSGSMS.0051", "SMS3008", "refused"],
    [404, "MSGSMS.0076", "SMS3006", "refused"],
    [404, "MSGSMS.0077", "SMS3011", "refused"],
    [500, "MSGSMS.0103", "SMS3010", "unknown"],
    [403, "MSGSMS.0104", "SMS3005", "refused"],
    [400, "MSGSMS.0187", "SMS3011", "refused"],
    [404, "APIGW.0101", "SMS3007", "refused"],
    [400, "APIGW.0201", "SMS3011", "refused"],
    [413, "APIGW.0201", "SMS3011", "refused"],
    [502, "APIGW.0201", "SMS3010", "unknown"],
    [504, "APIGW.0201", "SMS3010", "unknown"],
    [401, "APIGW.0301", "SMS3004", "refused"],
    [401, "APIG.0301", "SMS3004", "refused"],
    [403, "APIGW.0302", "SMS3005", "refused"],
    [401, "APIGW.0307", "SMS3004", "refused"],
    [429, "APIGW.0308", "SMS3009", "refused"],
    [403, "APIGW.0310", "SMS3005", "refused"],
    [405, "APIGW.0502", "SMS3005", "refused"],
    [500, "APIGW.0601", "SMS3010", "unknown"],
    [400, "APIGW.0602", "SMS3011", "refused"],
    [503, "APIGW.0613", "SMS3010", "refused"],
    [503, "APIG.0613", "SMS3010", "refused"],
    [403, "APIGW.0802", "SMS3005", "refused"],
  ];
  for (const [status, serviceCode, code, outcome] of byCode) {
    it(`HTTP ${status} ${serviceCode} is ${code}, ${outcome}`, async () => {
      const body = serviceCode.startsWith("APIG") ? gateway(serviceCode) : service(serviceCode);
      const error = await refused(status, body);
      assert.deepEqual([error.code, error.outcome, error.serviceCode], [code, outcome, serviceCode]);
      assert.match(error.serviceMessage, /^said the/);
      const said = factOf(error.told, "answer") ?? "";
      assert.ok(said.startsWith(`HTTP ${status} ${serviceCode}`), said);
      assert.match(`${error.told.what} ${said}`, /"said the (service|gateway)"/);
    });
  }

  it("every documented code has words of its own", async () => {
    const numbers = (texts: string[]) => texts.map((text) => `MSGSMS.${text}`);
    const sheet = [
      ...numbers(["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013", "0014"]),
      ...numbers(["0035", "0036", "0050", "0051", "0076", "0077", "0103", "0104", "0186", "0187", "0188"]),
      ..."0101 0201 0301 0302 0303 0304 0305 0306 0307 0308 0310 0401 0402 0404 0501 0502 0601 0602 0605 0606 0607 0608 0613 0801 0802"
        .split(" ")
        .map((number) => `APIGW.${number}`),
    ];
    assert.deepEqual([...knownCodes].sort(), sheet.sort());
    const wordsOf = ({ told }: RefusedError) => JSON.stringify([told.what, factOf(told, "means"), told.why, told.do]);
    const unknown = wordsOf(await refused(418, service("MSGSMS.9999")));
    const words = new Map<string, string>();
    for (const code of knownCodes) {
      const error = await refused(418, service(code));
      assert.notEqual(wordsOf(error), unknown, code);
      assert.notEqual(error.told.do.length, 0, "says what to do");
      words.set(code, wordsOf(error));
    }
    // Those of signatures, templates and files, and those without published words, are told apart by their code only.
    const shared = 9 + 3;
    assert.equal(new Set(words.values()).size, sheet.length - shared + 2);
  });

  it("a name like a property of every object is not a code", async () => {
    for (const code of ["constructor", "__proto__", "APIGW.toString"]) assert.equal((await refused(400, service(code))).code, "SMS3011");
  });

  it("the request id comes from the header, else from the body", async () => {
    const body = gateway("APIGW.0301");
    assert.equal((await refused(401, body, { "x-request-id": "in-header" })).requestId, "in-header");
    const error = await refused(401, body);
    assert.equal(error.requestId, "in-body");
    assert.equal(factOf(error.told, "request id"), "in-body");
    assert.equal((await refused(401, service("MSGSMS.0003"))).requestId, undefined);
  });

  it("code and message of other services of the gateway are read too", async () => {
    const error = await refused(400, { code: "Common.0011", message: "no such tenant" });
    assert.deepEqual([error.serviceCode, error.serviceMessage], ["Common.0011", "no such tenant"]);
  });

  it("a clock that is off is named with the difference, from 15 minutes on and for 401 and 403 only", async () => {
    const at = (minutes: number) => ({ date: new Date(now.getTime() + minutes * 60_000).toUTCString() });
    const body = gateway("APIGW.0301");
    // Signed once more with the service's time, and refused again.
    assert.match((await refused(401, body, at(23), "POST", 2)).message, /clock is 23 minutes behind the service's/);
    assert.match((await refused(403, body, at(-120), "POST", 2)).message, /clock is 120 minutes ahead of the service's/);
    assert.doesNotMatch((await refused(401, body, at(15), "POST", 2)).message, /clock/);
    assert.doesNotMatch((await refused(401, body, { date: "yesterday" })).message, /clock/);
    assert.doesNotMatch((await refused(400, body, at(60))).message, /clock/);
  });

  it("the service's words are shown as one short line without secrets", async () => {
    const hostile = [
      `wrong: ${taint.secretKey}, ${taint.securityToken}`,
      `Authorization: Signature=${"ab".repeat(32)}, appKey=${taint.appKey}`,
      `"app_secret": "${taint.appSecret}", app_key: ${taint.appKey}`,
      `\u001b[31mred\u0007\r\nSMS0000: all is well\u202e\u2028next`,
      "x".repeat(4_000),
      `${"y".repeat(280)}${taint.secretKey}`,
      `${taint.secretKey.slice(0, 9)}\u200b${taint.secretKey.slice(9)}`,
    ];
    for (const text of hostile) {
      const error = await refused(401, { error_code: `MSGSMS.0003`, error_msg: text, request_id: text });
      clean(error);
      assert.ok([...error.serviceMessage].length <= 300);
      assert.doesNotMatch(error.message.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}]/u);
    }
    const odd = await refused(401, { error_code: `${taint.secretKey}\u001b`, error_msg: "" });
    assert.equal(odd.serviceCode, "***");
  });

  it("reading and changing are refused as creating is", async () => {
    for (const call of Object.keys(calls)) {
      const error = await refused(404, service("MSGSMS.0014"), {}, call);
      assert.deepEqual([error.code, error.outcome], ["SMS3006", "refused"]);
    }
  });
});
