import assert from "node:assert/strict";
import { secret } from "../../../provider/messages";
import { factOf } from "../../support/readable";
import { type Account, type ApiError, createManagementApi, outcomes, type Ending, type RequestDeps } from "../../../provider/api";
import { type CallOutcome, type ManagementApi } from "../../../provider/service";
import { localProxy } from "../../support/service/local-proxy";
import { answering, freePort, scriptedService, tcpService, type Script } from "../../support/service/scripted-service";
import { tlsService } from "../../support/service/tls-service";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const account = { cloudRegion: "cn-north-4", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;
const clock = () => new Date();

/** The tries that each request gets, where it may be tried again. */
const attempts = 3;

const calls = {
  POST: (api: ManagementApi) => api.createApplication({ market: "chinese-mainland", name: "order_codes" }),
  PUT: (api: ManagementApi) => api.updateApplication(id, { market: "chinese-mainland", name: "order_codes" }),
  GET: (api: ManagementApi) => api.showApplication(id),
};
type Method = keyof typeof calls;

interface Seen {
  error: ApiError;
  tries: number;
  /** Requests that a server of ours saw, and the connections they came on; undefined where none can see them. */
  requests?: number;
  connections?: number;
}

async function call(
  method: Method,
  endpoint: string,
  deps: Partial<RequestDeps> = {},
  given: Pick<Account, "securityToken"> = {},
): Promise<Seen> {
  let pauses = 0;
  const pause = () => {
    pauses += 1;
    return Promise.resolve();
  };
  const limits = { connect: 200, headers: 150, body: 150, total: 2_000, ...deps.limits };
  const retries = { attempts, budget: 600_000, pause, random: () => 0 };
  const api = createManagementApi({ ...account, ...given, endpoint }, { clock, retries, ...deps, limits });
  const error = await calls[method](api).then(
    () => assert.fail(`${method} succeeded`),
    (failure: unknown) => failure as ApiError,
  );
  return { error, tries: pauses + 1 };
}

type Way = (method: Method) => Promise<Seen>;

const scripted =
  (script: Script, deps?: Partial<RequestDeps>): Way =>
  async (method) => {
    await using service = await scriptedService(script);
    const seen = await call(method, service.endpoint, deps);
    return { ...seen, requests: service.seen.length, connections: service.connections() };
  };

const tcp =
  (scheme: string, onConnection: Parameters<typeof tcpService>[0]): Way =>
  (method) =>
    tcpService(onConnection, async (port, sockets) => {
      const seen = await call(method, `${scheme}://127.0.0.1:${port}`);
      return { ...seen, connections: sockets.length };
    });

const throughProxy =
  (status: number): Way =>
  async (method) => {
    await using service = await tlsService();
    await using proxy = await localProxy({ status });
    const seen = await call(method, service.endpoint, { environment: { HTTPS_PROXY: proxy.address } });
    assert.equal(service.seen.length, 0, "nothing reached the service");
    return { ...seen, requests: proxy.asked.length };
  };

const service = (status: number, code: string) => scripted(answering(status, { error_code: code, error_msg: "no" }));
const gateway = (status: number, code: string) => scripted(answering(status, { error_code: code, error_msg: "no", request_id: "r" }));
const bare = (status: number) => scripted(answering(status, "<html>no</html>"));

const unfinished =
  (end: (socket: Parameters<Script>[2]) => void): Script =>
  (_seen, response, socket) => {
    response.writeHead(200, { "content-length": 100 });
    response.write('{"id":');
    setTimeout(() => end(socket), 50);
  };

/**
 * Every row of the table with its outcome, the requests that may be sent again, and real ways to it. Outcomes and repetitions are
 * written down here a second time, so that no slip in the table goes unseen.
 */
const provoked: Record<Ending, [CallOutcome, again: "any" | "get-and-put" | "none", ways: Way[], only?: Method[]]> = {
  unsendable: ["not-sent", "none", [(method) => call(method, "http://127.0.0.1:9", {}, { securityToken: secret("line\nbreak") })]],
  "host-not-found": ["not-sent", "any", [(method) => call(method, "http://no-such-host.invalid")]],
  "connection-refused": [
    "not-sent",
    "any",
    [
      async (method) => call(method, `http://127.0.0.1:${await freePort()}`),
      async (method) => call(method, "http://127.0.0.1:9", { environment: { http_proxy: `127.0.0.1:${await freePort()}` } }),
    ],
  ],
  "connect-timeout": ["not-sent", "any", [tcp("https", () => undefined)]],
  "closed-before-ready": ["not-sent", "any", [tcp("https", (socket) => socket.once("data", () => socket.destroy()))]],
  "tls-failed": ["not-sent", "any", [tcp("https", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))]],
  "certificate-not-trusted": [
    "not-sent",
    "none",
    [
      async (method) => {
        await using tls = await tlsService();
        return { ...(await call(method, tls.endpoint)), requests: tls.seen.length };
      },
    ],
  ],
  "proxy-refused": ["not-sent", "any", [throughProxy(403), throughProxy(502), throughProxy(503)]],
  "proxy-authentication": ["not-sent", "none", [throughProxy(407)]],

  "headers-timeout": ["unknown", "get-and-put", [scripted(() => undefined)]],
  "body-timeout": ["unknown", "get-and-put", [scripted(unfinished(() => undefined))]],
  "total-timeout": [
    "unknown",
    "get-and-put",
    [
      scripted(() => undefined, { limits: { headers: 5_000, total: 150 } }),
      scripted(
        unfinished(() => undefined),
        { limits: { body: 5_000, total: 150 } },
      ),
    ],
  ],
  "reset-after-sending": [
    "unknown",
    "get-and-put",
    [scripted((_seen, _response, socket) => socket.resetAndDestroy()), scripted((_seen, _response, socket) => socket.end())],
  ],
  "cut-body": [
    "unknown",
    "get-and-put",
    [scripted(unfinished((socket) => socket.resetAndDestroy())), scripted(unfinished((socket) => socket.end()))],
  ],

  "not-http": ["unknown", "none", [tcp("http", (socket) => socket.once("data", () => socket.end("220 smtp.example.com ready\r\n")))]],
  "too-large": ["unknown", "none", [scripted(answering(200, " ".repeat(8 * 1024 * 1024 + 1)))]],
  redirection: ["unknown", "none", [scripted(answering(302, "", { location: "/elsewhere" })), scripted(answering(307, ""))]],
  "malformed-json": ["unknown", "none", [scripted(answering(200, '{"id":')), scripted(answering(204, ""))]],
  "undocumented-answer": ["unknown", "none", [scripted(answering(200, {})), scripted(answering(201, { id: 7 }))]],
  "undocumented-answer-with-id": ["unknown", "none", [scripted(answering(200, { id, app_key: 7 }))], ["POST"]],

  "refused-by-code": ["refused", "none", [service(400, "MSGSMS.0002"), service(500, "MSGSMS.0051"), service(503, "MSGSMS.0013")]],
  "status-400": ["refused", "none", [service(400, "MSGSMS.0187"), gateway(400, "APIGW.0201"), bare(400)]],
  "status-401": ["refused", "none", [gateway(401, "APIGW.0301"), gateway(401, "APIG.0307"), bare(401)]],
  "status-403": ["refused", "none", [service(403, "MSGSMS.9999"), gateway(403, "APIGW.0302"), bare(403)]],
  "status-404": ["refused", "none", [service(404, "MSGSMS.0036"), gateway(404, "APIGW.0101"), bare(404)]],
  "status-409": ["refused", "none", [service(409, "MSGSMS.9999"), bare(409)]],
  "status-413": ["refused", "none", [gateway(413, "APIGW.0201"), bare(413)]],
  "status-4xx": ["refused", "none", [gateway(405, "APIGW.0501"), gateway(414, "APIGW.0201"), bare(418)]],
  "status-408": ["unknown", "get-and-put", [bare(408), service(408, "MSGSMS.9999")]],
  "status-429": ["refused", "get-and-put", [bare(429), service(429, "MSGSMS.9999"), gateway(429, "APIGW.9999")]],
  "gateway-429": ["refused", "any", [gateway(429, "APIGW.0308"), gateway(429, "APIG.0308")]],
  "status-500": ["unknown", "get-and-put", [service(500, "MSGSMS.0001"), service(500, "MSGSMS.0103"), bare(500)]],
  "status-502": ["unknown", "get-and-put", [bare(502)]],
  "status-503": [
    "unknown",
    "get-and-put",
    [bare(503), service(503, "MSGSMS.9999"), gateway(503, "APIGW.0201"), gateway(503, "APIGW.9999")],
  ],
  "status-504": ["unknown", "get-and-put", [bare(504)]],
  "status-5xx": ["unknown", "none", [bare(501), bare(599)]],
  "gateway-500": ["unknown", "get-and-put", ["0601", "0605", "0606", "0608"].map((number) => gateway(500, `APIGW.${number}`))],
  "gateway-502": ["unknown", "get-and-put", [gateway(502, "APIGW.0201")]],
  "gateway-503": ["refused", "any", [gateway(503, "APIGW.0613"), gateway(503, "APIG.0613")]],
  "gateway-504": ["unknown", "get-and-put", [gateway(504, "APIGW.0201")]],
};

describe("outcomes", () => {
  it("each row of the table is provoked here, and no other", () => {
    assert.deepEqual(Object.keys(provoked).sort(), Object.keys(outcomes).sort());
    for (const [ending, [, , ways]] of Object.entries(provoked)) assert.ok(ways.length > 0, ending);
  });

  it("each row has a reason of its own in one sentence", () => {
    const reasons = Object.values(outcomes).map(({ reason }) => reason);
    assert.equal(new Set(reasons).size, reasons.length);
    for (const reason of reasons) assert.match(reason, /^[A-Z].{30,}\.$/);
  });

  for (const [ending, [outcome, again, ways, only]] of Object.entries(provoked)) {
    const posts = again === "any" ? attempts : 1;
    it(`${ending} is ${outcome}; a POST is sent ${posts === 1 ? "once" : "again, on a new connection"}`, async () => {
      const methods = only ?? (Object.keys(calls) as Method[]);
      await Promise.all(
        ways.flatMap((way, index) =>
          methods.map(async (method) => {
            const { error, tries, requests, connections } = await way(method);
            const title = `${method}, way ${index + 1}: ${error.message}`;
            assert.deepEqual([error.ending, error.outcome], [ending, outcome], title);
            const expected = again === "any" || (again === "get-and-put" && method !== "POST") ? attempts : 1;
            assert.equal(tries, expected, title);
            if (requests !== undefined) assert.equal(requests, ending === "certificate-not-trusted" ? 0 : expected, title);
            if (connections !== undefined && method === "POST") assert.equal(connections, expected, title);
            assert.equal(factOf(error.told, "sent") === "nothing", outcome === "not-sent", title);
          }),
        ),
      );
    });
  }
});
