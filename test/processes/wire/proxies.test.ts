import assert from "node:assert/strict";
import { secret, stepsOf } from "../../../provider/messages";
import { factOf } from "../../support/readable";
import { type ApiError, undiciConnections, createManagementApi, proxyFor, type Environment, type RequestDeps } from "../../../provider/api";
import type { ManagementApi } from "../../../provider/service";
import { localProxy } from "../../support/service/local-proxy";
import { answering, freePort, scriptedService, tcpService } from "../../support/service/scripted-service";
import { authority, tlsService } from "../../support/service/tls-service";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const account = { cloudRegion: "ap-southeast-1", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;

const apiAt = (endpoint: string, environment: Environment, deps: Partial<RequestDeps> = {}): ManagementApi =>
  createManagementApi(
    { ...account, endpoint },
    {
      clock: () => new Date(),
      environment,
      certificateAuthority: authority,
      limits: { connect: 400, headers: 400, body: 400, total: 3_000 },
      ...deps,
    },
  );

const create = (api: ManagementApi) => api.createApplication({ market: "international", name: "a" });
const count = (api: ManagementApi) => api.countApplications("international");
const both = [create, count];

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  return call.then(
    () => assert.fail("succeeded"),
    (error: unknown) => error as ApiError,
  );
}

const password = "pass%25w%C3%B6rd%40";
/** No text of an error holds the user, the password, or what is sent for them. */
function clean(error: ApiError): void {
  const dump = `${error.message}\n${error.stack ?? ""}\n${JSON.stringify(error)}\n${String(error.cause)}`;
  for (const secret of ["proxyuser", password, "pass%wörd@", Buffer.from("proxyuser:pass%wörd@").toString("base64"), "Basic "])
    assert.ok(!dump.includes(secret), dump);
}

describe("proxies: which one", () => {
  const host = "https://msgsms.eu-west-101.myhuaweicloud.eu";
  const addressOf = (origin: string, environment: Environment) => proxyFor(origin, environment)?.address;
  const proxy = "http://proxy.example.com:3128";

  it("none without variables, and none for empty ones", () => {
    assert.equal(proxyFor(host, {}), undefined);
    assert.equal(proxyFor(host, { HTTPS_PROXY: "", https_proxy: " ", NO_PROXY: "" }), undefined);
  });

  it("HTTPS_PROXY is for https and HTTP_PROXY for http; the name in lower case goes first", () => {
    assert.deepEqual(proxyFor(host, { HTTPS_PROXY: proxy }), { address: proxy, variable: "HTTPS_PROXY" });
    assert.equal(proxyFor(host, { HTTP_PROXY: proxy }), undefined);
    assert.deepEqual(proxyFor("http://127.0.0.1:1", { HTTP_PROXY: proxy }), { address: proxy, variable: "HTTP_PROXY" });
    assert.equal(proxyFor("http://127.0.0.1:1", { HTTPS_PROXY: proxy }), undefined);
    assert.deepEqual(proxyFor(host, { HTTPS_PROXY: "http://other", https_proxy: proxy }), { address: proxy, variable: "https_proxy" });
  });

  it("an address may lack its scheme, and have a user", () => {
    assert.equal(addressOf(host, { HTTPS_PROXY: "proxy.example.com:3128" }), proxy);
    assert.equal(addressOf(host, { HTTPS_PROXY: "https://proxy.example.com" }), "https://proxy.example.com");
    const { address, token } = proxyFor(host, { HTTPS_PROXY: `proxyuser:${password}@proxy.example.com:3128` })!;
    assert.deepEqual([address, token], [proxy, `Basic ${Buffer.from("proxyuser:pass%wörd@").toString("base64")}`]);
    assert.equal(proxyFor(host, { HTTPS_PROXY: "http://user:50%@proxy" })?.token, `Basic ${btoa("user:50%")}`);
    assert.equal(proxyFor(host, { HTTPS_PROXY: "http://user@proxy" })?.token, `Basic ${btoa("user:")}`);
  });

  it("an address that is none is refused at once, without showing it", () => {
    for (const address of ["socks5://proxyuser:secret@host", "ftp://host", "http://", "http://proxyuser:secret@host:99999", "http://a b"]) {
      assert.throws(
        () => apiAt(host, { https_proxy: address }),
        (error: ApiError) => {
          assert.deepEqual([error.name, error.code, error.ending], ["UnsendableError", "SMS3012", "unsendable"]);
          assert.match(error.message, /^SMS3012: https_proxy is not the address of a proxy\n[^]* https_proxy=http:/);
          assert.doesNotMatch(error.message, /secret|proxyuser/);
          return true;
        },
        address,
      );
    }
  });

  const direct: [noProxy: string, origin: string][] = [
    ["*", host],
    ["myhuaweicloud.eu", host],
    [".myhuaweicloud.eu", host],
    ["*.myhuaweicloud.eu", host],
    ["a.example, MSGSMS.eu-west-101.MyHuaweiCloud.eu", host],
    ["a.example msgsms.eu-west-101.myhuaweicloud.eu:443", host],
    ["127.0.0.1", "https://127.0.0.1:8443"],
    ["127.0.0.1:8443", "https://127.0.0.1:8443"],
    ["127.0.0.0/8", "https://127.0.0.1:8443"],
    ["::1", "https://[::1]:8443"],
    ["[::1]:8443", "https://[::1]:8443"],
    ["fd00::/8", "https://[fd00::5]"],
    ["localhost", "https://localhost:1"],
  ];
  const proxied: [noProxy: string, origin: string][] = [
    ["", "https://127.0.0.1:8443"],
    ["huaweicloud.eu", host],
    ["eu-west-101", host],
    ["myhuaweicloud.eu:8443", host],
    ["msgsms.eu-west-101.myhuaweicloud.eu.example.com", host],
    ["0.0.1", "https://127.0.0.1:8443"],
    ["10.0.0.0/8", "https://127.0.0.1:8443"],
    ["10.0.0.0/99", "https://10.0.0.1"],
    ["127.0.0.0/8", host],
    ["::1", "https://[::2]"],
    ["fd00::/8", "https://127.0.0.1"],
  ];
  for (const [variable, other] of [
    ["NO_PROXY", "no_proxy"],
    ["no_proxy", "NO_PROXY"],
  ] as const) {
    it(`${variable} names the hosts that are reached directly, and nothing else does`, () => {
      for (const [text, origin] of direct) assert.equal(addressOf(origin, { HTTPS_PROXY: proxy, [variable]: text }), undefined, text);
      for (const [text, origin] of proxied)
        assert.equal(addressOf(origin, { HTTPS_PROXY: proxy, [variable]: text, [other]: "" }), proxy, text);
    });
  }
});

describe("proxies: on the way", () => {
  it("https goes through CONNECT: reads share one way, each POST has a new one", async () => {
    await using service = await tlsService();
    await using proxy = await localProxy();
    const api = apiAt(service.endpoint, { HTTPS_PROXY: proxy.address });
    assert.deepEqual(await count(api), { quota: 2, used: 1 });
    await create(api);
    await count(api);
    await create(api);
    assert.deepEqual(service.seen, ["GET", "POST", "GET", "POST"]);
    assert.deepEqual(proxy.asked, Array(3).fill(`CONNECT 127.0.0.1:${service.port}`));
    assert.deepEqual(proxy.users, Array(3).fill(undefined));
  });

  it("plain http goes to the proxy with the whole address", async () => {
    await using service = await scriptedService(answering(200, { id, total: 2, used: 1 }));
    await using proxy = await localProxy();
    const api = apiAt(service.endpoint, { http_proxy: proxy.address });
    for (const call of both) await call(api);
    assert.deepEqual(
      proxy.asked.map((asked) => asked.replace(/\?.*/, "")),
      [`POST ${service.endpoint}/v2/0123456789abcdef/msgsms/apps`, `GET ${service.endpoint}/v2/0123456789abcdef/msgsms/apps-count`],
    );
    assert.equal(service.seen[0]!.headers.host, new URL(service.endpoint).host, "as signed");
  });

  it("user and password go to the proxy only", async () => {
    await using service = await scriptedService(answering(200, { id, total: 2, used: 1 }));
    await using tls = await tlsService();
    await using proxy = await localProxy();
    const address = proxy.address.replace("//", `//proxyuser:${password}@`);
    for (const call of both) {
      await call(apiAt(service.endpoint, { http_proxy: address }));
      await call(apiAt(tls.endpoint, { https_proxy: address }));
    }
    const expected = `Basic ${Buffer.from("proxyuser:pass%wörd@").toString("base64")}`;
    assert.deepEqual(proxy.users, Array(4).fill(expected));
  });

  it("a host in NO_PROXY is reached directly", async () => {
    await using service = await tlsService();
    await using proxy = await localProxy();
    const api = apiAt(service.endpoint, { HTTPS_PROXY: proxy.address, NO_PROXY: "127.0.0.1" });
    for (const call of both) await call(api);
    assert.deepEqual([service.seen, proxy.asked], [["POST", "GET"], []]);
  });

  it("the environment of the process does not count, only what is passed in", async () => {
    await using service = await tlsService();
    await using proxy = await localProxy({ status: 500 });
    const before = process.env["HTTPS_PROXY"];
    process.env["HTTPS_PROXY"] = proxy.address;
    try {
      for (const call of both) await call(apiAt(service.endpoint, {}));
      for (const call of both) await call(apiAt(service.endpoint, { HTTP_PROXY: proxy.address }));
    } finally {
      if (before === undefined) delete process.env["HTTPS_PROXY"];
      else process.env["HTTPS_PROXY"] = before;
    }
    assert.deepEqual(proxy.asked, []);
  });

  it("the way of a POST is closed after it", async () => {
    const connections = await undiciConnections({ connectLimit: 400, environment: { HTTPS_PROXY: "http://127.0.0.1:9" } });
    const fresh = connections.fresh("https://127.0.0.1:8443");
    assert.notEqual(fresh, connections.fresh("https://127.0.0.1:8443"));
    assert.equal(connections.shared("https://127.0.0.1:8443"), connections.shared("https://127.0.0.1:8443"));
    assert.equal(connections.proxyOf?.("https://127.0.0.1:8443"), "http://127.0.0.1:9 (HTTPS_PROXY)");
    assert.equal(connections.proxyOf("http://127.0.0.1:8443"), undefined);

    await using service = await tlsService();
    await using proxy = await localProxy();
    await create(apiAt(service.endpoint, { HTTPS_PROXY: proxy.address }));
    await service.noConnections();
  });
});

describe("proxies: failures", () => {
  /** With a password in the variable, which no error may show. */
  const withUser = (address: string) => address.replace("//", `//proxyuser:${password}@`);

  async function notSent(endpoint: string, address: string, ending: string, words: RegExp, variable = "HTTPS_PROXY") {
    for (const call of both) {
      const error = await failureOf(call(apiAt(endpoint, { [variable]: withUser(address) })));
      assert.deepEqual([error.code, error.outcome, error.ending], ["SMS3001", "not-sent", ending], error.message);
      const { told } = error;
      assert.match([`${told.what} (${factOf(told, "error") ?? ""})`, ...stepsOf(told).map(({ text }) => text)].join("; "), words);
      assert.equal(factOf(told, "proxy"), `${address} (${variable})`);
      assert.equal(factOf(told, "sent"), "nothing");
      clean(error);
    }
  }

  it("a proxy that nobody listens at", async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    await notSent("https://127.0.0.1:9", address, "connection-refused", /the connection was refused \(ECONNREFUSED\); check the proxy, /);
    await notSent("http://127.0.0.1:9", address, "connection-refused", /the connection was refused \(ECONNREFUSED\)/, "HTTP_PROXY");
  });

  for (const status of [403, 500, 502, 503, 504]) {
    it(`a proxy that answers CONNECT with ${status}`, async () => {
      await using proxy = await localProxy({ status });
      await notSent("https://127.0.0.1:9", proxy.address, "proxy-refused", new RegExp(`did not open the way \\(HTTP ${status}\\)`));
    });
  }

  it("a proxy that wants a user and password, for https and for http", async () => {
    await using proxy = await localProxy({ status: 407 });
    const words = /the proxy asks for a user name and password \(HTTP 407\); http:\/\/<user>:<password>@/;
    await notSent("https://127.0.0.1:9", proxy.address, "proxy-authentication", words);
    await notSent("http://127.0.0.1:9", proxy.address, "proxy-authentication", words, "http_proxy");
  });

  it("a proxy that never answers, and one that closes", async () => {
    await using hanging = await localProxy("hang");
    await notSent("https://127.0.0.1:9", hanging.address, "connect-timeout", /no connection within 0\.4 s/);
    await using closing = await localProxy("close");
    await notSent("https://127.0.0.1:9", closing.address, "closed-before-ready", /closed before it was ready \(ECONNRESET\)/);
  });

  it("a service behind the proxy with no TLS, with none that is trusted, and with one that stops", async () => {
    await using proxy = await localProxy();
    await tcpService(
      (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
      (port) => notSent(`https://127.0.0.1:${port}`, proxy.address, "tls-failed", /no trusted TLS connection could be made/),
    );
    await tcpService(
      (socket) => socket.once("data", () => socket.destroy()),
      (port) => notSent(`https://127.0.0.1:${port}`, proxy.address, "closed-before-ready", /closed before it was ready/),
    );
    await tcpService(
      () => undefined,
      (port) => notSent(`https://127.0.0.1:${port}`, proxy.address, "connect-timeout", /no connection within 0\.4 s/),
    );
    await using service = await tlsService();
    for (const call of both) {
      const clock = () => new Date();
      const api = createManagementApi({ ...account, endpoint: service.endpoint }, { clock, environment: { HTTPS_PROXY: proxy.address } });
      assert.equal((await failureOf(call(api))).ending, "certificate-not-trusted");
    }
    assert.deepEqual(service.seen, []);
  });

  it("what a proxy answers in plain http is not certain, unless it is a client error", async () => {
    for (const [status, ending, outcome] of [
      [502, "status-502", "unknown"],
      [503, "status-503", "unknown"],
      [504, "status-504", "unknown"],
      [403, "status-403", "refused"],
    ] as const) {
      await using proxy = await localProxy({ status });
      for (const call of both) {
        const error = await failureOf(call(apiAt("http://127.0.0.1:9", { http_proxy: withUser(proxy.address) })));
        assert.deepEqual([error.ending, error.outcome], [ending, outcome]);
        clean(error);
      }
    }
  });

  it("a lost answer behind a proxy is lost as any other", async () => {
    await using proxy = await localProxy("close");
    const error = await failureOf(create(apiAt("http://127.0.0.1:9", { http_proxy: withUser(proxy.address) })));
    assert.deepEqual([error.ending, error.outcome], ["reset-after-sending", "unknown"]);
    clean(error);
    assert.equal(proxy.asked.length, 1);
  });
});
