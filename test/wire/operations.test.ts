import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Agent, Client, type Dispatcher } from "undici";
import { secret } from "../../provider/messages";
import { canonicalRequest, signature, stringToSign } from "../../provider/api/signing";
import { type Account, UnexpectedAnswerError, UnsendableError, createManagementApi } from "../../provider/api";
import type { ManagementApi } from "../../provider/service";
import {
  validateCreateAppRequest,
  validateEuropeanSiteCreateAppRequest,
  validateEuropeanSiteUpdateAppRequest,
  validateInternationalSiteCreateAppRequest,
  validateInternationalSiteUpdateAppRequest,
  validateUpdateAppRequest,
} from "../../schemas/generated/api-validators";
import { answering, scriptedService, type Script, type ScriptedService } from "../support/service/scripted-service";
import { chinaProject as projectId } from "../support/service/projects";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const apps = `/v2/${projectId}/msgsms/apps`;
const now = new Date("2026-11-22T10:00:00Z");
const clock = () => now;

const china = { cloudRegion: "cn-north-4", projectId, accessKey: "AK", secretKey: secret("SK") } as const;
const international = { ...china, cloudRegion: "ap-southeast-1" } as const;
const europe = { ...china, cloudRegion: "eu-west-101" } as const;

async function against<Result>(
  script: Script,
  account: Omit<Account, "endpoint">,
  use: (api: ManagementApi, service: ScriptedService) => Promise<Result>,
): Promise<Result> {
  await using service = await scriptedService(script);
  return await use(createManagementApi({ ...account, endpoint: service.endpoint }, { clock }), service);
}

describe("wire: requests", () => {
  it("are signed over just what the service receives", async () => {
    await against(answering(200, { results: [], total: 0 }), { ...china, securityToken: secret("TOKEN") }, async (api, service) => {
      await api.listApplications("chinese-mainland");
      const seen = service.seen[0]!;
      const [, names, given] = /^SDK-HMAC-SHA256 Access=AK, SignedHeaders=(.+), Signature=(.+)$/.exec(seen.headers.authorization ?? "")!;
      assert.equal(names, "content-type;host;x-project-id;x-sdk-date;x-security-token");
      assert.equal(seen.headers["x-sdk-date"], "20261122T100000Z");
      assert.equal(seen.headers.host, new URL(service.endpoint).host);
      const received = {
        method: seen.method,
        path: seen.url.pathname,
        query: [...seen.url.searchParams],
        headers: seen.headers as Record<string, string>,
        body: seen.body,
      };
      const canonical = canonicalRequest(received, names.split(";"));
      assert.equal(given, signature(stringToSign(canonical, "20261122T100000Z"), "SK"));
    });
  });

  it("sign the body of a POST as it is received", async () => {
    await against(answering(200, { id }), china, async (api, service) => {
      await api.createApplication({ market: "chinese-mainland", name: "a~b*c" });
      const { method, url, headers, body } = service.seen[0]!;
      const [, names, given] = /SignedHeaders=(.+), Signature=(.+)$/.exec(headers.authorization ?? "")!;
      const canonical = canonicalRequest(
        { method, path: url.pathname, query: [], headers: headers as Record<string, string>, body },
        names!.split(";"),
      );
      assert.equal(given, signature(stringToSign(canonical, "20261122T100000Z"), "SK"));
    });
  });

  it("nothing is sent for a market that the cloud region does not have", async () => {
    await against(answering(200, {}), china, async (api, service) => {
      const calls = [
        () => api.createApplication({ market: "european", name: "a" }),
        () => api.updateApplication(id, { market: "european", name: "a" }),
        () => api.listApplications("european"),
        () => api.countApplications("european"),
      ];
      for (const call of calls) {
        await assert.rejects(call, (error: UnsendableError) => {
          assert.ok(error instanceof UnsendableError);
          assert.equal(error.outcome, "not-sent");
          assert.match(
            error.message,
            /^SMS3012: cloud region cn-north-4 has no european applications\n +it has +chinese-mainland, international\n/,
          );
          return true;
        });
      }
      assert.equal(service.connections(), 0);
    });
    await against(answering(200, {}), europe, async (api, service) => {
      await assert.rejects(api.createApplication({ market: "international", name: "a" }), UnsendableError);
      assert.equal(service.connections(), 0);
    });
  });

  it("nothing is sent for an id that cannot be one", async () => {
    await against(answering(200, {}), china, async (api, service) => {
      for (const wrong of ["", "..", "a/../b", "a?b", "\ud800", "x".repeat(65)]) {
        await assert.rejects(api.showApplication(wrong), /^UnsendableError: SMS3012: .* is not the id of an application/);
        await assert.rejects(api.updateApplication(wrong, { market: "international", name: "a" }), UnsendableError);
      }
      assert.equal(service.connections(), 0);
    });
  });

  it("an endpoint that is no address is refused without showing it", () => {
    for (const endpoint of ["", "msgsms.example.com", "ftp://user:pass@host"]) {
      assert.throws(
        () => createManagementApi({ ...china, endpoint }, { clock }),
        (error: Error) => error instanceof UnsendableError && !error.message.includes("pass"),
      );
    }
  });

  it("the api knows where it is", () => {
    const api = createManagementApi({ ...europe, endpoint: "https://msgsms.eu-west-101.myhuaweicloud.eu/" }, { clock });
    const { cloudRegion, site, endpoint } = api;
    assert.deepEqual(
      { cloudRegion, site, endpoint, projectId: api.projectId },
      { cloudRegion: "eu-west-101", site: "europe", endpoint: "https://msgsms.eu-west-101.myhuaweicloud.eu", projectId },
    );
  });
});

describe("wire: create and update send what each site's page lists", () => {
  const everything = {
    name: "order_codes",
    uplinkDestination: "https://sms.example.com/uplink",
    testSignatureAndTemplate: false,
    enterpriseProjectId: "0",
  };
  const cases = [
    {
      title: "China site, mainland",
      account: china,
      market: "chinese-mainland",
      create: {
        app_name: "order_codes",
        region: "cn",
        up_link_addr: "https://sms.example.com/uplink",
        enterprise_project_id: "0",
        create_sign_and_template: false,
        show_secret: true,
      },
      update: {
        app_name: "order_codes",
        region: "cn",
        up_link_addr: "https://sms.example.com/uplink",
        enterprise_project_id: "0",
      },
      valid: [validateCreateAppRequest, validateUpdateAppRequest],
    },
    {
      title: "China site, international",
      account: china,
      market: "international",
      create: { app_name: "order_codes", region: "intl", enterprise_project_id: "0", show_secret: true },
      update: { app_name: "order_codes", region: "intl", enterprise_project_id: "0" },
      valid: [validateCreateAppRequest, validateUpdateAppRequest],
    },
    {
      title: "international site, mainland",
      account: international,
      market: "chinese-mainland",
      create: {
        app_name: "order_codes",
        region: "cn",
        up_link_addr: "https://sms.example.com/uplink",
        create_sign_and_template: false,
        show_secret: true,
      },
      update: { app_name: "order_codes", region: "cn", up_link_addr: "https://sms.example.com/uplink" },
      valid: [validateInternationalSiteCreateAppRequest, validateInternationalSiteUpdateAppRequest],
    },
    {
      title: "international site, international",
      account: international,
      market: "international",
      create: { app_name: "order_codes", region: "intl", show_secret: true },
      update: { app_name: "order_codes", region: "intl" },
      valid: [validateInternationalSiteCreateAppRequest, validateInternationalSiteUpdateAppRequest],
    },
    {
      title: "European site",
      account: europe,
      market: "european",
      create: { app_name: "order_codes", region: "intl" },
      update: { app_name: "order_codes", region: "intl" },
      valid: [validateEuropeanSiteCreateAppRequest, validateEuropeanSiteUpdateAppRequest],
    },
  ] as const;
  for (const { title, account, market, create, update, valid } of cases) {
    it(title, async () => {
      await against(answering(200, { id }), account, async (api, service) => {
        await api.createApplication({ market, ...everything });
        await api.updateApplication(id, { market, ...everything });
        const [created, updated] = service.seen.map(({ body }) => JSON.parse(body) as unknown);
        assert.deepEqual(created, create);
        assert.deepEqual(updated, update);
        assert.ok(valid[0](created), JSON.stringify(valid[0].errors));
        assert.ok(valid[1](updated), JSON.stringify(valid[1].errors));
        assert.deepEqual(
          service.seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`),
          [`POST ${apps}`, `PUT ${apps}/${id}`],
        );
      });
    });
  }

  it("absent settings stay absent, and an empty uplink destination clears it on update only", async () => {
    await against(answering(201, { id }), china, async (api, service) => {
      await api.createApplication({ market: "chinese-mainland", name: "a", uplinkDestination: "" });
      await api.updateApplication(id, { market: "chinese-mainland", name: "a", uplinkDestination: "" });
      await api.updateApplication(id, { market: "chinese-mainland", name: "a" });
      const bodies = service.seen.map(({ body }) => JSON.parse(body) as unknown);
      assert.deepEqual(bodies, [
        { app_name: "a", region: "cn", show_secret: true },
        { app_name: "a", region: "cn", up_link_addr: "" },
        { app_name: "a", region: "cn" },
      ]);
    });
  });
});

describe("wire: answers", () => {
  it("create gives id, key and secret, and just the id where the site gives no more", async () => {
    const whole = { id, app_key: "KEY", app_name: "a", app_secret: "SECRET" };
    const created = await against(answering(200, whole), china, (api) => api.createApplication({ market: "international", name: "a" }));
    assert.deepEqual(created, { id, appKey: "KEY", appSecret: "SECRET" });
    const bare = await against(answering(201, { id }), europe, (api) => api.createApplication({ market: "european", name: "a" }));
    assert.deepEqual(bare, { id });
  });

  it("show gives every field, the China site's too", async () => {
    const app = {
      id,
      create_time: "2022-08-12 06:51:17",
      update_time: "2022-08-12 06:51:18",
      app_name: "a",
      app_key: "KEY",
      status: "LAUNCHED",
      region: "cn",
      intl_channel_num: "isms1",
      enterprise_project_id: "0",
      app_access_addr: "https://smsapi.example.com:443",
      up_link_addr: "https://sms.example.com",
      ip_white_list: "203.0.113.10, 2001:db8::1,,203.0.113.11 ",
      industry: 14,
    };
    const live = await against(answering(200, app), china, (api) => api.showApplication(id));
    assert.deepEqual(live, {
      id,
      market: "chinese-mainland",
      name: "a",
      appKey: "KEY",
      status: "LAUNCHED",
      createTime: "2022-08-12 06:51:17",
      updateTime: "2022-08-12 06:51:18",
      accessAddress: "https://smsapi.example.com:443",
      channelNumber: "isms1",
      uplinkDestination: "https://sms.example.com",
      enterpriseProjectId: "0",
      ipWhitelist: ["203.0.113.10", "2001:db8::1", "203.0.113.11"],
    });
  });

  it("what is absent or null stays absent, and an empty whitelist is an empty list", async () => {
    const bare = { id, app_name: "a", region: "intl", up_link_addr: null, ip_white_list: null };
    assert.deepEqual(await against(answering(200, bare), international, (api) => api.showApplication(id)), {
      id,
      market: "international",
      name: "a",
    });
    const empty = { id, app_name: "a", region: "cn", ip_white_list: "", up_link_addr: "" };
    assert.deepEqual(await against(answering(200, empty), china, (api) => api.showApplication(id)), {
      id,
      market: "chinese-mainland",
      name: "a",
      uplinkDestination: "",
      ipWhitelist: [],
    });
  });

  it("intl is European on the European site only", async () => {
    const app = { id, app_name: "a", region: "intl" };
    assert.equal((await against(answering(200, app), europe, (api) => api.showApplication(id))).market, "european");
    assert.equal((await against(answering(200, app), china, (api) => api.showApplication(id))).market, "international");
  });

  it("count gives quota and used", async () => {
    await against(answering(200, { total: 2, used: 1 }), china, async (api, service) => {
      assert.deepEqual(await api.countApplications("international"), { quota: 2, used: 1 });
      assert.equal(service.seen[0]!.url.search, "?region=intl");
      assert.equal(service.seen[0]!.url.pathname, `/v2/${projectId}/msgsms/apps-count`);
    });
  });
});

describe("wire: pages", () => {
  const many = (count: number, region: string) =>
    Array.from({ length: count }, (_value, index) => ({ id: `app-${index}`, app_name: `a${index}`, region }));
  const paged =
    (all: { id: string }[], largest = 500): Script =>
    ({ url }, response, socket) => {
      const offset = Number(url.searchParams.get("offset"));
      const limit = Math.min(largest, Number(url.searchParams.get("limit")));
      const page = { results: all.slice(offset, offset + limit), total: all.length };
      answering(200, page)({} as never, response, socket);
    };

  for (const [count, requests] of [
    [0, 1],
    [1, 1],
    [499, 1],
    [500, 1],
    [501, 2],
    [1200, 3],
  ] as const) {
    it(`${count} applications take ${requests} requests`, async () => {
      await against(paged(many(count, "intl")), international, async (api, service) => {
        const listed = await api.listApplications("international");
        assert.deepEqual(
          listed.map(({ id }) => id),
          many(count, "intl").map(({ id }) => id),
        );
        assert.deepEqual(
          service.seen.map(({ url }) => url.search),
          Array.from({ length: requests }, (_value, index) => `?region=intl&limit=500&offset=${index * 500}`),
        );
      });
    });
  }

  it("a service with smaller pages is asked until all is there", async () => {
    await against(paged(many(120, "intl"), 50), international, async (api, service) => {
      assert.equal((await api.listApplications("international")).length, 120);
      assert.deepEqual(
        service.seen.map(({ url }) => url.searchParams.get("offset")),
        ["0", "50", "100"],
      );
    });
  });

  it("only the market's applications are given, even if the service gives others", async () => {
    const mixed = [...many(2, "intl"), { id: "other", app_name: "b", region: "cn" }];
    await against(paged(mixed), china, async (api) => {
      assert.deepEqual(
        (await api.listApplications("chinese-mainland")).map(({ id }) => id),
        ["other"],
      );
      assert.equal((await api.listApplications("international")).length, 2);
    });
  });

  const faulty: Record<string, [Script, requests: number]> = {
    "the same page again and again": [answering(200, { results: many(500, "intl"), total: 1000 }), 2],
    "an end before the total": [
      ({ url }, response, socket) =>
        answering(200, { results: url.searchParams.get("offset") === "0" ? many(3, "intl") : [], total: 4 })({} as never, response, socket),
      2,
    ],
    "more than the total": [answering(200, { results: many(3, "intl"), total: 2 }), 1],
    "an empty page with a total": [answering(200, { results: [], total: 1 }), 1],
  };
  for (const [title, [script, requests]] of Object.entries(faulty)) {
    it(`${title} is an error and not a shorter list`, async () => {
      await against(script, international, async (api, service) => {
        await assert.rejects(api.listApplications("international"), (error: UnexpectedAnswerError) => {
          assert.ok(error instanceof UnexpectedAnswerError);
          assert.match(
            error.message,
            /^SMS3003: the list (is incomplete: \d+ of \d+ applications after \d+ pages?|has \d+ applications and says that there are \d+)\n[^]* GET .*\/apps\n/,
          );
          return true;
        });
        assert.equal(service.seen.length, requests);
      });
    });
  }

  it("pages that bring one new application each, for ever, end after 200", async () => {
    let number = 0;
    const script: Script = (_seen, response, socket) =>
      answering(200, { results: [{ id: `app-${(number += 1)}`, app_name: "a", region: "intl" }], total: 10_000 })(
        {} as never,
        response,
        socket,
      );
    await against(script, international, async (api, service) => {
      await assert.rejects(api.listApplications("international"), /200 of 10000 applications after 200 pages/);
      assert.equal(service.seen.length, 200);
    });
  });
});

describe("wire: connections", () => {
  it("every POST has a connection of its own, closed afterwards; GET and PUT share one", async () => {
    const script: Script = (seen, response, socket) =>
      answering(200, seen.method === "GET" ? { total: 2, used: 0 } : { id })(seen, response, socket);
    await against(script, china, async (api, service) => {
      const create = () => api.createApplication({ market: "international", name: "a" });
      await api.countApplications("international");
      await create();
      await api.updateApplication(id, { market: "international", name: "a" });
      await create();
      await api.countApplications("international");
      assert.deepEqual(
        service.seen.map(({ method, connection }) => [method, connection]),
        [
          ["GET", 1],
          ["POST", 2],
          ["PUT", 1],
          ["POST", 3],
          ["GET", 1],
        ],
      );
    });
  });

  it("come from where the caller says, and the one of a POST is destroyed", async () => {
    await against(answering(200, { id, total: 2, used: 0 }), china, async (_api, service) => {
      const fresh: Client[] = [];
      const shared: Dispatcher = new Agent();
      const connections = {
        shared: () => shared,
        fresh: (origin: string) => fresh[fresh.push(new Client(origin)) - 1]!,
        isConnectFailure: () => false,
      };
      const api = createManagementApi({ ...china, endpoint: service.endpoint }, { clock, connections });
      await api.createApplication({ market: "international", name: "a" });
      await api.countApplications("international");
      assert.deepEqual(
        fresh.map(({ destroyed }) => destroyed),
        [true],
      );
      await shared.close();
    });
  });

  it("nothing of undici, the signer and the validators is loaded before the first call", () => {
    const part = join(__dirname, "..", "..", "provider", "api", "management-api");
    const program = `
      const { createManagementApi } = require(${JSON.stringify(part)});
      createManagementApi({ cloudRegion: "cn-north-4", projectId: "0", endpoint: "http://127.0.0.1:1", accessKey: "a", secretKey: "b" }, { clock: () => new Date() });
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const loaded = JSON.parse(execFileSync(process.execPath, ["--import", "tsx", "-e", program], { encoding: "utf8" })) as string[];
    assert.ok(loaded.some((file) => file.endsWith("management-api.ts")));
    assert.deepEqual(
      loaded.filter((file) => /undici|validators|signing|ajv/.test(file)),
      [],
    );
  });
});
