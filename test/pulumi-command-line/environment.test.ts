import assert from "node:assert/strict";
import { hermeticEnvironment, withoutAccounts } from "../../tools/pulumi/environment";

const place = { binFolder: "/cache/bin", home: "/tmp/home", backendFolder: "/tmp/backend", passphrase: "p" };

describe("the environment of pulumi", () => {
  it("holds nothing of the user's Pulumi and Huawei Cloud settings", () => {
    const accounts = {
      PULUMI_ACCESS_TOKEN: "t",
      PULUMI_STACK: "prod",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/home/ada/passphrase",
      pulumi_skip_checkpoints: "true",
      HUAWEICLOUD_SDK_AK: "a",
      HUAWEICLOUD_SDK_SK: "s",
      HW_ACCESS_KEY: "a",
      HW_SECRET_KEY: "s",
    };
    const kept = { HOME: "/home/ada", LANG: "C", SHOW_HW_INFO: "1", MY_PULUMI_X: "1" };
    assert.deepEqual(withoutAccounts({ ...accounts, ...kept }), kept);
    assert.deepEqual(hermeticEnvironment({ ...place, inherited: { ...accounts, ...kept, PATH: "/usr/bin:/bin" } }), {
      ...kept,
      PATH: "/cache/bin:/usr/bin:/bin",
      PULUMI_HOME: "/tmp/home",
      PULUMI_BACKEND_URL: "file:///tmp/backend",
      PULUMI_CONFIG_PASSPHRASE: "p",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      NO_COLOR: "1",
    });
  });

  it("has the folder of pulumi alone on PATH when nothing else is there: an empty entry would mean the current folder", () => {
    assert.equal(hermeticEnvironment({ ...place, inherited: {} })["PATH"], "/cache/bin");
    assert.equal(hermeticEnvironment({ ...place, inherited: { PATH: "" } })["PATH"], "/cache/bin");
  });

  it("takes what the caller adds last", () => {
    const extra = { HW_ACCESS_KEY: "given by the test", PULUMI_CONFIG_PASSPHRASE: "other" };
    const environment = hermeticEnvironment({ ...place, inherited: { HW_ACCESS_KEY: "real" }, extra });
    assert.equal(environment["HW_ACCESS_KEY"], "given by the test");
    assert.equal(environment["PULUMI_CONFIG_PASSPHRASE"], "other");
  });
});
