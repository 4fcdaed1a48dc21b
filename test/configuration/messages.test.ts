import assert from "node:assert/strict";
import { requireMarketInRegion, requireSettingsAtSite, resolveAccount } from "../../provider/config";
import { ForeseenError } from "../../provider/messages";
import { assertExample, assertReadable } from "../support/readable";

const stack = (settings: Record<string, string>) => ({ get: (key: string) => settings[key] });
const whole = { cloudRegion: "cn-north-4", projectId: "0123456789abcdef", accessKey: "AK", secretKey: "SK" };

/** The errors that the catalogue shows. */
const examples: Readonly<Record<string, () => unknown>> = {
  "settings-missing": () => resolveAccount(undefined, { stack: stack({}), environment: { HW_REGION_NAME: "cn-north-4" } }),
  "setting-wrong": () => resolveAccount(undefined, { stack: stack({ ...whole, cloudRegion: "cn-nort-4" }), environment: {} }),
  "profile-unknown": () =>
    resolveAccount("europa", { stack: stack({ profiles: '{"europe":{"cloudRegion":"eu-west-101"}}' }), environment: {} }),
  "keys-unknown": () =>
    resolveAccount(undefined, { stack: { ...stack(whole), keys: () => [...Object.keys(whole), "preFlight"] }, environment: {} }),
  "profiles-not-an-object": () => resolveAccount("europe", { stack: stack({ profiles: "[]" }), environment: {} }),
  "market-elsewhere": () => requireMarketInRegion("european", { cloudRegion: "cn-north-4" }),
  "setting-elsewhere": () =>
    requireSettingsAtSite({ market: "international", name: "alerts", enterpriseProjectId: "0" }, { cloudRegion: "ap-southeast-1" }),
};

describe("configuration: examples of what it says", () => {
  for (const [name, act] of Object.entries(examples)) {
    it(name, () =>
      assert.throws(act, (error: unknown) => {
        assert.ok(error instanceof ForeseenError);
        assertReadable(error.told);
        assertExample(`configuration/${name}`, error.message);
        return true;
      }),
    );
  }
});
