import assert from "node:assert/strict";
import { EmulatorError, cryptoRandomness, startEmulator, type EmulatorOptions } from "../../provider/emulator";
import { refusal, TestEmulator } from "../support/service/signed-client";
import { chinaProject } from "../support/service/projects";

describe("emulator: start and end", () => {
  const bad: [title: string, options: EmulatorOptions, message: RegExp][] = [
    ["a project id that is not hexadecimal", { projects: [{ id: "xyz", cloudRegion: "cn-north-4" }] }, /project id "xyz".*hexadecimal/],
    ["a project id of 33 digits", { projects: [{ id: "0".repeat(33), cloudRegion: "cn-north-4" }] }, /not 1 to 32/],
    ["a cloud region that does not exist", { projects: [{ id: "0", cloudRegion: "mars-1" as "cn-north-4" }] }, /"mars-1".*eu-west-101/],
    [
      "a project given twice",
      {
        projects: [
          { id: "0", cloudRegion: "cn-north-4" },
          { id: "0", cloudRegion: "cn-south-1" },
        ],
      },
      /given twice/,
    ],
    ["a negative quota", { quota: -1 }, /quota -1/],
    ["an access key with a comma", { accessKey: "a,b" }, /access key "a,b"/],
    ["an empty secret key", { secretKey: "" }, /secret key is empty/],
    ["an address that this machine does not have", { host: "192.0.2.1" }, /192\.0\.2\.1:0.*does not have that address/],
  ];
  for (const [title, options, message] of bad) {
    it(`does not start with ${title}`, async () => {
      await assert.rejects(startEmulator(options), (error) => error instanceof EmulatorError && message.test(error.message));
    });
  }

  it("says that a port is in use", async () => {
    const first = await startEmulator();
    try {
      const port = Number(new URL(first.url).port);
      await assert.rejects(
        startEmulator({ port }),
        (error) => error instanceof EmulatorError && error.reason === "address-unusable" && error.message.includes(`127.0.0.1:${port}`),
      );
    } finally {
      await first.close();
    }
  });

  it("can be closed twice", async () => {
    const emulator = await startEmulator();
    await Promise.all([emulator.close(), emulator.close()]);
    await emulator.close();
  });
});

describe("emulator: its own answers are held against the contract", () => {
  it("answers 500 and says so when one breaks it", async () => {
    const randomness = { ...cryptoRandomness, uuid: () => "not an id" };
    const emulator = await new TestEmulator({ randomness }).start();
    try {
      const answer = await emulator.create(chinaProject, { app_name: "codes", region: "cn" });
      assert.equal(refusal(answer), "500 MSGSMS.0001");
      assert.equal(emulator.faults.length, 1);
      assert.match(emulator.faults[0]!, /CreateApp breaks openapi\.yaml: \/id/);
    } finally {
      await emulator.stop();
    }
  });

  it("answers 500 and says so when something in it fails", async () => {
    const randomness = {
      ...cryptoRandomness,
      uuid: () => {
        throw new Error("no luck");
      },
    };
    const emulator = await new TestEmulator({ randomness }).start();
    try {
      const answer = await emulator.create(chinaProject, { app_name: "codes", region: "cn" });
      assert.equal(refusal(answer), "500 MSGSMS.0001");
      assert.doesNotMatch(JSON.stringify(answer.body), /no luck/);
      assert.match(emulator.faults[0]!, /CreateApp.*no luck/);
    } finally {
      await emulator.stop();
    }
  });
});
