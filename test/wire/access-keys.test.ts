import assert from "node:assert/strict";
import { AccessKeys, createManagementApi, type ApiError, type RequestDeps } from "../../provider/api";
import { secret } from "../../provider/messages";
import { answering, scriptedService, type Script } from "../support/service/scripted-service";
import { chinaProject } from "../support/service/projects";

const account = { cloudRegion: "cn-north-4", projectId: chinaProject, accessKey: "AK", secretKey: secret("SK") } as const;
const good = answering(200, { id: "a", total: 2, used: 1 });
const refusing = (code: string | undefined, status = 401) =>
  answering(status, code === undefined ? "" : { error_code: code, error_msg: "no" });

const apiAt = (endpoint: string, keys: AccessKeys | undefined, accessKey = "AK", deps: Partial<RequestDeps> = {}) =>
  createManagementApi({ ...account, accessKey, endpoint }, { clock: () => new Date(), ...(keys === undefined ? {} : { keys }), ...deps });

const count = (api: ReturnType<typeof apiAt>) => api.countApplications("international");

const endingsOf = async (calls: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((one) => (one.status === "fulfilled" ? "ok" : (one.reason as ApiError).ending));

describe("wire: access keys", () => {
  for (const code of ["APIGW.0301", "APIG.0303", "APIGW.0305", "APIGW.0307", "APIGW.9999", undefined]) {
    it(`after a 401 with ${code ?? "no code"} nothing else is sent with the key, not even what waits beside it`, async () => {
      await using service = await scriptedService(refusing(code));
      const keys = new AccessKeys();
      const [one, another] = [apiAt(service.endpoint, keys), apiAt(service.endpoint, keys)];
      const beside = await endingsOf([
        ...Array.from({ length: 20 }, () => count(one)),
        ...Array.from({ length: 20 }, () => count(another)),
      ]);
      // Which of those that began together is sent first is nobody's promise.
      assert.deepEqual(beside.sort(), ["status-401", ...Array.from({ length: 39 }, () => "unsendable")]);
      await assert.rejects(another.createApplication({ market: "international", name: "a" }), {
        code: "SMS3004",
        outcome: "not-sent",
        ending: "unsendable",
      });
      assert.equal(service.seen.length, 1);
    });
  }

  it("a refusal that comes later counts as well", async () => {
    const script: Script = (...given) => (service.seen.length < 3 ? good : refusing("APIGW.0301"))(...given);
    await using service = await scriptedService(script);
    const api = apiAt(service.endpoint, undefined);
    const ended: string[] = [];
    for (let calls = 0; calls < 5; calls += 1) ended.push(...(await endingsOf([count(api)])));
    assert.deepEqual(ended, ["ok", "ok", "status-401", "unsendable", "unsendable"]);
    assert.equal(service.seen.length, 3);
  });

  it("another key is tried for itself, and another run begins anew", async () => {
    await using service = await scriptedService((seen, ...given) =>
      (String(seen.headers.authorization).includes("Access=GOOD,") ? good : refusing("APIGW.0301"))(seen, ...given),
    );
    const keys = new AccessKeys();
    assert.deepEqual(await endingsOf([count(apiAt(service.endpoint, keys)), count(apiAt(service.endpoint, keys, "GOOD"))]), [
      "status-401",
      "ok",
    ]);
    assert.deepEqual(await endingsOf([count(apiAt(service.endpoint, new AccessKeys()))]), ["status-401"]);
    assert.equal(service.seen.length, 3);
  });

  it("what says nothing of the key stops no other request", async () => {
    const others: [Script, string][] = [
      [refusing("MSGSMS.0003"), "refused-by-code"],
      [refusing("APIGW.0302", 403), "status-403"],
      [refusing("APIGW.0101", 404), "status-404"],
      [answering(500, ""), "status-500"],
      [(_seen, _response, socket) => void socket.resetAndDestroy(), "reset-after-sending"],
    ];
    for (const [script, ending] of others) {
      await using service = await scriptedService(script);
      const api = apiAt(service.endpoint, undefined);
      assert.deepEqual(
        await endingsOf(Array.from({ length: 5 }, () => count(api))),
        Array.from({ length: 5 }, () => ending),
      );
      assert.equal(service.seen.length, 5);
    }
  });

  it("while the first request waits for its next try, the others go", async () => {
    await using service = await scriptedService((...given) => (service.seen.length === 1 ? answering(503, "") : good)(...given));
    const pauses: (() => void)[] = [];
    const pause = () => new Promise<void>((resolve) => pauses.push(resolve));
    const api = apiAt(service.endpoint, undefined, "AK", { retries: { attempts: 2, budget: 60_000, pause, random: () => 0 } });
    const first = count(api);
    await Promise.all(Array.from({ length: 5 }, () => count(api)));
    for (const go of pauses) go();
    await first;
    assert.equal(service.seen.length, 7);
  });
});
