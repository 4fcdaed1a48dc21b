import assert from "node:assert/strict";
import fc from "fast-check";
import { refusal, sent, signed, withEmulator, type Call, type WireRequest } from "../support/service/signed-client";
import { chinaProject } from "../support/service/projects";

const apps = `/v2/${chinaProject}/msgsms/apps`;
const call: Call = {
  method: "POST",
  path: apps,
  body: { app_name: "codes", region: "cn" },
  headers: { "x-project-id": chinaProject, "user-agent": "test/1" },
};
const tail = (answer: { body: Record<string, unknown> }) =>
  String(answer.body["error_msg"]).replace("Incorrect IAM authentication information: ", "");

describe("emulator: signatures", () => {
  it(
    "takes what the signing canon makes, whatever stands in the query",
    withEmulator(async (emulator) => {
      const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((name) => /\S/.test(name) && name.isWellFormed());
      await fc.assert(
        fc.asyncProperty(names, async (name) => {
          const answer = await emulator.list(chinaProject, { limit: "3", app_name: name });
          assert.equal(answer.status, 200, JSON.stringify(answer.body));
        }),
        { numRuns: 60 },
      );
    }),
  );

  it(
    "refuses a request in which any one byte was changed after signing",
    withEmulator(async (emulator) => {
      const change = (text: string, place: number) => {
        const index = place % text.length;
        const other = text[index] === "1" ? "2" : "1";
        return text.slice(0, index) + other + text.slice(index + 1);
      };
      const parts: Record<string, (wire: WireRequest, place: number) => WireRequest> = {
        body: (wire, place) => ({ ...wire, body: change(wire.body, place) }),
        // Behind "/v2/", inside the project id: elsewhere the path would be another API.
        path: (wire, place) => ({ ...wire, target: wire.target.replace(chinaProject, change(chinaProject, place)) }),
        ...Object.fromEntries(
          ["authorization", "x-sdk-date", "x-project-id", "user-agent"].map((name) => [
            name,
            (wire: WireRequest, place: number) => ({ ...wire, headers: { ...wire.headers, [name]: change(wire.headers[name]!, place) } }),
          ]),
        ),
      };
      const intact = signed(call, emulator.signer);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(parts)), fc.nat(1000), async (part, place) => {
          const answer = await sent(emulator.url, parts[part]!(intact, place));
          assert.equal(refusal(answer), "401 APIGW.0301", `${part} changed at ${place}`);
        }),
        { numRuns: 300 },
      );
      assert.equal((await sent(emulator.url, intact)).status, 200, "the intact one is good");
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
    }),
  );

  it(
    "refuses a query or a method that was changed",
    withEmulator(async (emulator) => {
      const wire = signed({ method: "GET", path: apps, query: [["limit", "1"]] }, emulator.signer);
      assert.equal(refusal(await sent(emulator.url, { ...wire, target: wire.target.replace("limit=1", "limit=2") })), "401 APIGW.0301");
      assert.equal(refusal(await sent(emulator.url, { ...wire, target: `${wire.target}&offset=1` })), "401 APIGW.0301");
      assert.equal(refusal(await sent(emulator.url, { ...wire, method: "POST" })), "401 APIGW.0301");
      assert.equal((await sent(emulator.url, wire)).status, 200);
    }),
  );

  it(
    "names the reason as the gateway does",
    withEmulator(async (emulator) => {
      const wire = signed(call, emulator.signer);
      const without = (...names: string[]) => ({
        ...wire,
        headers: Object.fromEntries(Object.entries(wire.headers).filter(([name]) => !names.includes(name))),
      });
      const plus = (headers: Record<string, string>, from = wire) => ({ ...from, headers: { ...from.headers, ...headers } });
      const { authorization } = wire.headers as { authorization: string };
      const cases: [WireRequest, string][] = [
        [without("authorization"), "x-auth-token not found"],
        [plus({ "x-auth-token": "some" }, without("authorization")), "decrypt token fail"],
        [signed(call, { ...emulator.signer, accessKey: "other" }), "Get secretKey failed,ak:other,err:ak not exist"],
        [signed(call, { ...emulator.signer, secretKey: "other" }), "verify aksk signature fail"],
        [plus({ authorization: "Basic YTpi" }), "verify aksk signature fail"],
        [plus({ authorization: authorization.replace("HMAC-SHA256", "HMAC-SM3") }), "verify aksk signature fail"],
        [without("x-sdk-date"), "verify aksk signature fail"],
        [without("x-project-id"), "verify aksk signature fail"],
        [plus({ "x-security-token": "unsigned" }), "verify aksk signature fail"],
        [plus({ authorization: authorization.replace("x-sdk-date", "x-project-id") }), "verify aksk signature fail"],
      ];
      for (const [request, expected] of cases) {
        const answer = await sent(emulator.url, request);
        assert.equal(refusal(answer), "401 APIGW.0301");
        assert.equal(tail(answer), expected);
      }
    }),
  );

  it(
    "takes a security token that is signed, and a signed host",
    withEmulator(async (emulator) => {
      const host = emulator.url.replace("http://", "");
      const answer = await emulator.call({ ...call, headers: { "x-security-token": "temporary", host } });
      assert.equal(answer.status, 200);
    }),
  );

  it(
    "holds a given body hash against the bytes, and leaves UNSIGNED-PAYLOAD alone",
    withEmulator(async (emulator) => {
      const wrong = { ...call, headers: { "x-sdk-content-sha256": "0".repeat(64) } };
      assert.equal(refusal(await emulator.call(wrong)), "401 APIGW.0301");
      assert.equal((await emulator.call({ ...call, headers: { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" } })).status, 200);
    }),
  );

  for (const [seconds, good] of [
    [0, true],
    [900, true],
    [-900, true],
    [901, false],
    [-901, false],
    [86_400 * 365, false],
  ] as const) {
    it(
      `${good ? "takes" : "refuses"} a date ${seconds} seconds away from its clock`,
      withEmulator(async (emulator) => {
        const date = new Date(emulator.now.getTime() + seconds * 1000);
        const answer = await sent(emulator.url, signed(call, { ...emulator.signer, date }));
        assert.equal(answer.status, good ? 200 : 401);
        if (!good)
          assert.match(
            tail(answer),
            /^verify aksk signature fail, signature expired, signature time:\d{8}T\d{6}Z, server time:20260301T120000Z$/,
          );
      }),
    );
  }

  it(
    "refuses a date that is none",
    withEmulator(async (emulator) => {
      for (const date of ["20261332T250000Z", "2026-03-01T12:00:00Z", "now"]) {
        const answer = await emulator.call({ ...call, headers: { "x-sdk-date": date } });
        assert.equal(refusal(answer), "401 APIGW.0301", date);
      }
    }),
  );
});
