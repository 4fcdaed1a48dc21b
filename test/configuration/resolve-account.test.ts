import assert from "node:assert/strict";
import {
  Accounts,
  MissingSettingsError,
  placeText,
  preflightRequired,
  requireMarketInRegion,
  requireSettingsAtSite,
  resolveAccount,
} from "../../provider/config";
import { ForeseenError, sentence, stepsOf } from "../../provider/messages";
import { cloudRegions, type CloudRegion } from "../../schemas/generated/cloud-regions";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { assertReadable, factOf } from "../support/readable";

const secret = "hunter2secretKey";
const token = "hunter2securityToken";
const top = { cloudRegion: "cn-north-4", projectId: "abc123", accessKey: "AK-TOP", secretKey: secret };
const europe = { cloudRegion: "eu-west-101", projectId: "fed321", accessKey: "AK-EU", secretKey: `${secret}EU` };

const configuration = (settings: Record<string, unknown>) => ({
  get: (key: string) => {
    const value = settings[key];
    return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
  },
});

const resolve = (profile: string | undefined, settings: Record<string, unknown>, environment: Record<string, string> = {}) =>
  resolveAccount(profile, { stack: configuration(settings), environment });

/** The one error, which must never hold a secret. */
function refusal(action: () => unknown): ForeseenError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ForeseenError, String(error));
    assert.doesNotMatch(error.message, /hunter2/);
    assertReadable(error.told);
    return error;
  }
  return assert.fail("nothing was refused");
}

/** What is to be done, in one line. */
const stepsIn = ({ told }: ForeseenError) =>
  stepsOf(told)
    .map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`))
    .join("; ");

describe("configuration: where an account comes from", () => {
  it("takes the top level of the stack's configuration", () => {
    const { sources, ...account } = resolve(undefined, { ...top, securityToken: token });
    const endpoint = "https://msgsms.cn-north-4.myhuaweicloud.com";
    assert.deepEqual(account, { profile: undefined, ...top, securityToken: token, endpoint });
    assert.equal(placeText(sources.projectId!), "msgsms:projectId");
    assert.equal(placeText(sources.endpoint!), "table of cloud regions (cn-north-4)");
  });

  it("takes a profile and nothing of the top level", () => {
    const { sources, ...account } = resolve("europe", { ...top, securityToken: token, profiles: { europe, other: top } });
    assert.deepEqual(account, { profile: "europe", ...europe, endpoint: "https://msgsms.eu-west-101.myhuaweicloud.eu" });
    assert.equal(placeText(sources.secretKey!), "msgsms:profiles.europe.secretKey");
  });

  it("does not fill a profile's gaps from the top level or another profile", () => {
    const error = refusal(() => resolve("europe", { ...top, profiles: { europe: { cloudRegion: "eu-west-101" }, other: top } }));
    assert.equal(error.code, "SMS4001");
    assert.equal(error.told.what, 'settings of the profile "europe" are missing: projectId, accessKey, secretKey');
    assert.ok(error instanceof MissingSettingsError);
    assert.deepEqual(error.settings, ["projectId", "accessKey", "secretKey"]);
  });

  it("fills a profile's gaps from the environment", () => {
    const environment = { HUAWEICLOUD_SDK_AK: "AK-SDK", HUAWEICLOUD_SDK_SK: secret, HW_PROJECT_ID: "b0b" };
    const account = resolve("europe", { ...top, profiles: { europe: { cloudRegion: "eu-west-101" } } }, environment);
    assert.equal(account.accessKey, "AK-SDK");
    assert.equal(account.projectId, "b0b");
    assert.equal(placeText(account.sources.projectId!), "environment variable HW_PROJECT_ID");
  });

  it("prefers configuration, then HUAWEICLOUD_SDK_*, then HW_*", () => {
    const older = { HW_REGION_NAME: "cn-south-1", HW_PROJECT_ID: "b", HW_ACCESS_KEY: "AK-HW", HW_SECRET_KEY: secret };
    const sdk = { HUAWEICLOUD_SDK_PROJECT_ID: "a", HUAWEICLOUD_SDK_AK: "AK-SDK", HUAWEICLOUD_SDK_SK: secret };
    assert.equal(resolve(undefined, {}, older).projectId, "b");
    assert.equal(resolve(undefined, {}, { ...older, ...sdk }).projectId, "a");
    assert.equal(resolve(undefined, {}, { ...older, ...sdk }).accessKey, "AK-SDK");
    assert.equal(resolve(undefined, top, { ...older, ...sdk }).projectId, "abc123");
    assert.equal(resolve(undefined, top, { ...older, ...sdk }).accessKey, "AK-TOP");
  });

  it("counts an empty environment variable as absent", () => {
    const environment = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "", HW_ACCESS_KEY: "AK-HW", HW_SECRET_KEY: secret };
    assert.equal(resolve(undefined, { cloudRegion: "cn-north-4", projectId: "a" }, environment).accessKey, "AK-HW");
  });

  it("takes a security token only from the place of its keys", () => {
    const environment = { HUAWEICLOUD_SDK_SECURITY_TOKEN: token, HUAWEICLOUD_SDK_AK: "AK-SDK", HUAWEICLOUD_SDK_SK: secret };
    assert.equal(resolve(undefined, top, environment).securityToken, undefined);
    assert.equal(resolve(undefined, { cloudRegion: "cn-north-4", projectId: "a" }, environment).securityToken, token);
  });

  it("keeps number-like values that `pulumi config set --path` stored as numbers", () => {
    assert.equal(resolve("europe", { profiles: { europe: { ...europe, projectId: 1234 } } }).projectId, "1234");
  });
});

describe("configuration: half a pair of credentials", () => {
  const place = { cloudRegion: "cn-north-4", projectId: "a" };
  const complete = { HW_ACCESS_KEY: "AK-HW", HW_SECRET_KEY: secret };
  type Half = [
    name: string,
    settings: Record<string, string>,
    environment: Record<string, string>,
    missing: string,
    why: string,
    step: string,
  ];
  const reason = "and credentials are taken from one place only";
  const inStack = "pulumi config set msgsms:accessKey <access-key> && pulumi config set --secret msgsms:secretKey";
  const halves: Half[] = [
    [
      "access key in the configuration",
      { accessKey: "AK" },
      complete,
      "secretKey: not in msgsms:secretKey",
      `msgsms:accessKey is set, ${reason}`,
      "pulumi config set --secret msgsms:secretKey",
    ],
    [
      "secret key in the configuration",
      { secretKey: secret },
      complete,
      "accessKey: not in msgsms:accessKey",
      `msgsms:secretKey is set, ${reason}`,
      "pulumi config set msgsms:accessKey <access-key>",
    ],
    [
      "access key in the SDK's variables",
      {},
      { ...complete, HUAWEICLOUD_SDK_AK: "AK" },
      "secretKey: not in HUAWEICLOUD_SDK_SK",
      `environment variable HUAWEICLOUD_SDK_AK is set, ${reason}`,
      `set the variables: HUAWEICLOUD_SDK_SK; give all credentials in the stack: ${inStack}`,
    ],
    [
      "secret key in the older variables",
      {},
      { HW_SECRET_KEY: secret },
      "accessKey: not in HW_ACCESS_KEY",
      `environment variable HW_SECRET_KEY is set, ${reason}`,
      `set the variables: HW_ACCESS_KEY; give all credentials in the stack: ${inStack}`,
    ],
    [
      "security token alone",
      { securityToken: token },
      complete,
      "accessKey: not in msgsms:accessKey; secretKey: not in msgsms:secretKey",
      `msgsms:securityToken is set, ${reason}`,
      inStack,
    ],
  ];
  for (const [name, settings, environment, missing, why, step] of halves) {
    it(`refuses ${name} and mixes no places`, () => {
      const error = refusal(() => resolve(undefined, { ...place, ...settings }, environment));
      assert.equal(error.code, "SMS4001");
      assert.equal(error.told.facts.map(({ label, text }) => `${label}: ${String(text)}`).join("; "), missing);
      assert.equal(error.told.why, why);
      assert.equal(stepsIn(error), step);
    });
  }
});

describe("configuration: endpoints", () => {
  const withEndpoint = (endpoint: string) => resolve(undefined, { ...top, endpoint }).endpoint;

  for (const [region, { endpoint }] of Object.entries(cloudRegions)) {
    it(`knows the endpoint of ${region}`, () => assert.equal(resolve(undefined, { ...top, cloudRegion: region }).endpoint, endpoint));
  }

  it("takes the SDK's override for its own cloud region, the first of a list", () => {
    const environment = { HUAWEICLOUD_SDK_REGION_MSGSMS_EU_WEST_101: "https://a.example, https://b.example" };
    assert.equal(resolve("europe", { profiles: { europe } }, environment).endpoint, "https://a.example");
    assert.equal(resolve(undefined, top, environment).endpoint, "https://msgsms.cn-north-4.myhuaweicloud.com");
  });

  for (const endpoint of [
    "http://127.0.0.1:4010",
    "http://127.8.9.1:80",
    "http://localhost:1",
    "http://[::1]:8080",
    "https://x.example:8443",
  ]) {
    it(`accepts ${endpoint}`, () => assert.equal(withEndpoint(endpoint), new URL(endpoint).origin));
  }

  it("drops a slash at the end", () => assert.equal(withEndpoint("https://x.example/"), "https://x.example"));

  const refused: [string, RegExp][] = [
    ["http://msgsms.example", /the endpoint is plain http to another machine\n +msgsms:endpoint +"http:/],
    ["http://127.0.0.1.evil.example", /plain http/],
    ["http://localhost.evil.example", /plain http/],
    ["http://10.0.0.1:4010", /plain http/],
    ["http://[::2]", /plain http/],
    ["https://[:::::::::]", /the endpoint is not an address\n +msgsms:endpoint +"https:/],
    ["https://x.example/path", /is not an http\(s\) address without a path/],
    ["ftp://x.example", /is not an http\(s\) address/],
    ["x.example", /is not an http\(s\) address/],
    ["https://user:hunter2@x.example", /is not an http\(s\) address/],
    ["https://x.example:65536", /is not an http\(s\) address/],
  ];
  for (const [endpoint, fragment] of refused) {
    it(`refuses ${endpoint}`, () => {
      const error = refusal(() => withEndpoint(endpoint));
      assert.equal(error.code, "SMS4002");
      assert.match(error.message, fragment);
    });
  }

  it("names the variable of a bad override", () => {
    const error = refusal(() => resolve(undefined, top, { HUAWEICLOUD_SDK_REGION_MSGSMS_CN_NORTH_4: "nonsense" }));
    assert.match(
      error.message,
      /endpoint \(environment variable HUAWEICLOUD_SDK_REGION_MSGSMS_CN_NORTH_4\) is not an http\(s\) address without a path: "nonsense"/,
    );
  });
});

describe("configuration: refusals", () => {
  it("names every missing setting once, every place in order, and the command for each", () => {
    const error = refusal(() => resolve(undefined, {}));
    assert.equal(error.code, "SMS4001");
    assert.equal(error.told.what, "settings are missing: cloudRegion, projectId, accessKey, secretKey");
    assert.deepEqual(error.told.facts, [
      { label: "cloudRegion", text: "not in msgsms:cloudRegion, HW_REGION_NAME" },
      { label: "projectId", text: "not in msgsms:projectId, HUAWEICLOUD_SDK_PROJECT_ID, HW_PROJECT_ID" },
      { label: "accessKey", text: "not in msgsms:accessKey, HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY" },
      { label: "secretKey", text: "not in msgsms:secretKey, HUAWEICLOUD_SDK_SK, HW_SECRET_KEY" },
    ]);
    assert.deepEqual(stepsIn(error).split(" && "), [
      "pulumi config set msgsms:cloudRegion <cloud-region>",
      "pulumi config set msgsms:projectId <id>",
      "pulumi config set msgsms:accessKey <access-key>",
      "pulumi config set --secret msgsms:secretKey",
    ]);
  });

  it("gives the commands of a profile with --path", () => {
    const steps = stepsIn(refusal(() => resolve("europe", { profiles: { europe: {} } })));
    assert.match(steps, /pulumi config set --path --secret 'msgsms:profiles\.europe\.secretKey'$/);
    assert.match(steps, /pulumi config set --path 'msgsms:profiles\.europe\.projectId' <id> && /);
    const dotted = refusal(() => resolve("eu.west", { profiles: { "eu.west": {} } }));
    assert.match(dotted.message, /'msgsms:profiles\["eu\.west"\]\.projectId'/);
  });

  it("tells all bad values in one error, without secrets", () => {
    const settings = {
      cloudRegion: "eu-west-1",
      projectId: "xyz",
      accessKey: "A K",
      secretKey: "hunter2 with space",
      securityToken: "hunter2 b",
    };
    const { code, told } = refusal(() => resolve(undefined, settings));
    assert.deepEqual([code, told.what], ["SMS4002", "5 settings are wrong"]);
    assert.equal(told.problems?.length, 5);
    const message = told.problems.map(sentence).join("\n");
    assert.match(message, /msgsms:cloudRegion is not one of cn-north-4, cn-south-1, ap-southeast-1, eu-west-101: "eu-west-1"/);
    assert.match(message, /msgsms:projectId is not 1 to 32 hexadecimal digits: "xyz"; remove or replace "x"/);
    assert.match(message, /msgsms:secretKey is not 1 to 256 printable characters; it has no spaces; /);
  });

  it("names the variable of a cloud region that has no such service", () => {
    const { message } = refusal(() => resolve(undefined, {}, { HW_REGION_NAME: "cn-east-3" }));
    assert.match(message, /cloudRegion \(environment variable HW_REGION_NAME\) is not one of .*: "cn-east-3"/);
  });

  it("refuses unknown keys and wrong types in a profile", () => {
    const profile = { ...europe, secretkey: secret, projectId: ["x"] };
    const { code, told } = refusal(() => resolve("europe", { profiles: { europe: profile } }));
    assert.equal(code, "SMS4002");
    const wrong = told.problems?.map(sentence).join("\n") ?? "";
    assert.match(wrong, /msgsms:profiles\.europe\.secretkey is not a setting of a profile; did you mean: secretKey/);
    assert.match(wrong, /msgsms:profiles\.europe\.projectId is not a string: a list of 1/);
    assert.match(
      refusal(() => resolve("europe", { profiles: { europe: null } })).message,
      /SMS4002: msgsms:profiles\.europe is not a mapping: null/,
    );
  });

  it("does not let a fault of another profile stand in the way", () => {
    assert.equal(resolve("europe", { profiles: { europe, broken: { nonsense: 1 } } }).projectId, "fed321");
  });

  it("lists the known profiles", () => {
    const error = refusal(() => resolve("asia", { profiles: { europe, china: top } }));
    assert.equal(error.code, "SMS4003");
    assert.equal(error.told.what, 'there is no profile "asia"');
    assert.deepEqual([factOf(error.told, "profiles"), factOf(error.told, "looked in")], ['"europe", "china"', "msgsms:profiles"]);
    assert.equal(factOf(refusal(() => resolve("asia", top)).told, "profiles"), "none");
    assert.equal(refusal(() => resolve("constructor", { profiles: {} })).code, "SMS4003");
  });

  for (const profiles of ["hunter2 {", "[]", "null", '"hunter2"', "5"]) {
    it(`refuses msgsms:profiles = ${profiles.replace("hunter2", "...")}`, () => {
      assert.equal(refusal(() => resolve("europe", { profiles })).code, "SMS4004");
    });
  }

  it("does not look at profiles when none is asked for", () =>
    assert.equal(resolve(undefined, { ...top, profiles: "{" }).projectId, "abc123"));
});

describe("configuration: values that are none", () => {
  const quoted = ['"hunter2"', "'hunter2'", "`hunter2`", '"hunter2', "hunter2'", "“hunter2”"];
  for (const key of quoted) {
    it(`refuses keys in quotes before anything is sent: ${key}`, () => {
      const environment = { HUAWEICLOUD_SDK_AK: key, HUAWEICLOUD_SDK_SK: key, HUAWEICLOUD_SDK_SECURITY_TOKEN: key };
      const { code, told } = refusal(() => resolve(undefined, { cloudRegion: "cn-north-4", projectId: "a" }, environment));
      assert.equal(code, "SMS4002");
      assert.deepEqual(
        told.problems?.map(({ what }) => what),
        [
          "accessKey (environment variable HUAWEICLOUD_SDK_AK) stands in quotes",
          "secretKey (environment variable HUAWEICLOUD_SDK_SK) stands in quotes",
          "securityToken (environment variable HUAWEICLOUD_SDK_SECURITY_TOKEN) stands in quotes",
        ],
      );
      assert.equal(refusal(() => resolve(undefined, { ...top, secretKey: key })).told.what, "msgsms:secretKey stands in quotes");
      assert.equal(
        refusal(() => resolve("europe", { profiles: { europe: { ...europe, secretKey: key } } })).told.what,
        "msgsms:profiles.europe.secretKey stands in quotes",
      );
    });
  }

  for (const key of ["${SMS_SK}", "$SMS_SK", "$(cat key)", "%SMS_SK%", "{{ sk }}", "#{SK}#", "<secret-key>", "@SK@", "__SK__"]) {
    it(`refuses a placeholder: ${key}`, () => {
      const { told } = refusal(() => resolve(undefined, { ...top, secretKey: key }));
      assert.equal(told.what, "msgsms:secretKey is a placeholder, and not the value");
    });
  }

  it("says of an id that YAML took for a number what happened, at the top level and in a profile", () => {
    for (const text of ["1.2e+30", "1.2345678901234568e+29", "1e-7"]) {
      const error = refusal(() => resolve(undefined, { ...top, projectId: text }));
      assert.equal(error.told.what, "msgsms:projectId was read as a number, and has lost digits");
      assert.equal(stepsIn(error), 'write it in quotes: msgsms:projectId: "<value>"');
    }
    const inProfile = refusal(() => resolve("europe", { profiles: { europe: { ...europe, projectId: 1.2e30 } } }));
    assert.equal(inProfile.told.what, "msgsms:profiles.europe.projectId was read as a number, and has lost digits");
    assert.equal(resolve(undefined, { ...top, projectId: "12e29" }).projectId, "12e29", "an id of its own right");
  });

  it("shows nothing of a value that the stack marks secret, or may have marked", () => {
    const hiding = (settings: Record<string, unknown>) => ({ ...configuration(settings), hides: () => true });
    const cases: [Record<string, unknown>, string][] = [
      [{ ...top, cloudRegion: "hunter2" }, "msgsms:cloudRegion is not one of cn-north-4, cn-south-1, ap-southeast-1, eu-west-101"],
      [{ ...top, projectId: "hunter2" }, "msgsms:projectId is not 1 to 32 hexadecimal digits"],
      [{ ...top, projectId: "hunter2".repeat(10) }, "msgsms:projectId is not 1 to 32 hexadecimal digits"],
      [{ ...top, accessKey: "hunter2 b" }, "msgsms:accessKey is not 1 to 128 printable characters"],
      [{ ...top, endpoint: "hunter2" }, "msgsms:endpoint is not an http(s) address without a path"],
      [{ ...top, endpoint: "http://hunter2.example" }, "the endpoint is plain http to another machine"],
      [{ ...top, formerEndpoint: "hunter2" }, "msgsms:formerEndpoint is not an http(s) address without a path"],
    ];
    for (const [settings, what] of cases) {
      assert.equal(refusal(() => resolveAccount(undefined, { stack: hiding(settings), environment: {} })).told.what, what);
      const { told } = refusal(() => resolveAccount("e", { stack: hiding({ profiles: { e: settings } }), environment: {} }));
      assert.equal(told.what, what.replace("msgsms:", "msgsms:profiles.e."));
    }
    const listed = hiding({ profiles: { e: { ...top, projectId: ["hunter2"] } } });
    assert.equal(
      refusal(() => resolveAccount("e", { stack: listed, environment: {} })).told.what,
      "msgsms:profiles.e.projectId is not a string",
    );
    assert.match(
      refusal(() => preflightRequired(hiding({ preflight: "hunter2" }))).told.what,
      /^msgsms:preflight is not optional or required$/,
    );
  });
});

describe("configuration: keys below msgsms:", () => {
  const withKeys = (keys: readonly string[], more: object = {}) => ({ ...configuration(top), keys: () => keys, ...more });
  const problems = (keys: readonly string[], more: object = {}) => {
    const error = refusal(() => resolveAccount(undefined, { stack: withKeys(keys, more), environment: {} }));
    assert.equal(error.code, "SMS4009");
    return (error.told.problems ?? [error.told]).map((told) => [told.what, told.do[0]?.text]);
  };

  it("are all known, or refused with the one that was meant", () => {
    resolveAccount(undefined, {
      stack: withKeys([...Object.keys(top), "securityToken", "endpoint", "formerEndpoint", "preflight", "profiles"]),
      environment: {},
    });
    const meant: Record<string, string> = {
      region: "cloudRegion",
      preFlight: "preflight",
      cloud_region: "cloudRegion",
      "project-id": "projectId",
      projectID: "projectId",
      ak: "accessKey",
      profile: "profiles",
    };
    assert.deepEqual(
      problems(Object.keys(meant)),
      Object.keys(meant)
        .sort()
        .map((key) => [`msgsms:${key} is not a setting`, `msgsms:${meant[key] ?? ""}`]),
    );
    assert.deepEqual(problems(["colour"]), [["msgsms:colour is not a setting", "pulumi config rm 'msgsms:colour'"]]);
  });

  it("are refused when --path was forgotten, with the commands that mend it", () => {
    assert.deepEqual(problems(["profiles.europe.projectId"]), [
      [
        "msgsms:profiles.europe.projectId is one flat key, and not a setting of a profile",
        "pulumi config rm 'msgsms:profiles.europe.projectId' && pulumi config set --path 'msgsms:profiles.europe.projectId' <value>",
      ],
    ]);
    assert.equal(problems(['profiles["eu.x"].projectId']).length, 1);
  });

  it("may be the program's own in a project that is called msgsms, but for slips", () => {
    const ofProject = { isOfProject: true };
    resolveAccount(undefined, { stack: withKeys(["orderCodesSecret"], ofProject), environment: {} });
    assert.equal(problems(["orderCodesSecret", "preFlight"], ofProject).length, 1);
    assert.equal(problems(["profiles.x.y"], ofProject).length, 1);
  });

  it("are refused whichever profile is asked for", () => {
    const stack = { ...configuration({ profiles: { europe } }), keys: () => ["profiles", "region"] };
    assert.equal(refusal(() => resolveAccount("europe", { stack, environment: {} })).code, "SMS4009");
  });
});

describe("configuration: market, cloud region and site", () => {
  const markets: ApplicationInputs["market"][] = ["chinese-mainland", "international", "european"];
  const regions = Object.keys(cloudRegions) as CloudRegion[];
  for (const market of markets) {
    for (const cloudRegion of regions) {
      const belongs = (market === "european") === (cloudRegion === "eu-west-101");
      it(`${belongs ? "accepts" : "refuses"} ${market} in ${cloudRegion}`, () => {
        if (belongs) {
          requireMarketInRegion(market, { cloudRegion });
          return;
        }
        const error = refusal(() => requireMarketInRegion(market, { cloudRegion, profile: "main" }));
        const { code, told } = error;
        assert.deepEqual([code, told.what], ["SMS4005", `cloud region ${cloudRegion} has no ${market} applications`]);
        assert.equal(factOf(told, "account"), 'profile "main"');
        const others = regions.filter((region) => (region === "eu-west-101") === (market === "european"));
        assert.equal(factOf(told, "exist in"), others.join(", "));
        assert.match(stepsIn(error), /pulumi config set --path 'msgsms:profiles\.[\w-]+\.cloudRegion' /);
      });
    }
  }

  const application: ApplicationInputs = { market: "international", name: "a" };
  it("accepts enterpriseProjectId at the China site", () =>
    requireSettingsAtSite({ ...application, enterpriseProjectId: "0" }, { cloudRegion: "cn-south-1" }));
  it("accepts settings that exist everywhere", () =>
    requireSettingsAtSite({ ...application, ipWhitelist: [] }, { cloudRegion: "ap-southeast-1" }));
  for (const cloudRegion of ["ap-southeast-1", "eu-west-101"] as const) {
    it(`refuses enterpriseProjectId in ${cloudRegion}`, () => {
      const { code, told } = refusal(() => requireSettingsAtSite({ ...application, enterpriseProjectId: "0" }, { cloudRegion }));
      assert.equal(code, "SMS4006");
      assert.match(told.what, /^the site (international|europe) does not have the setting enterpriseProjectId$/);
      assert.equal(factOf(told, "enterpriseProjectId"), "only at the site china (cn-north-4, cn-south-1)");
    });
  }
});

describe("configuration: the sources of the command", () => {
  const flags = (texts: Record<string, string>, profile?: string) => ({
    names: { cloudRegion: "--cloud-region", projectId: "--project-id", endpoint: "--endpoint" },
    get: (setting: string) =>
      texts[setting] === undefined ? undefined : { text: texts[setting], place: { kind: "flag", flag: `--${setting}` } as const },
    profile,
  });
  const file = (settings: Record<string, unknown>) => ({ ...configuration(settings), name: "msgsms.config.yaml" });
  const keys = { HUAWEICLOUD_SDK_AK: "AK-ENV", HUAWEICLOUD_SDK_SK: secret };

  it("asks flags first and the file last, and remembers each place", () => {
    const account = resolveAccount(undefined, {
      flags: flags({ projectId: "f1a9" }),
      environment: { ...keys, HW_PROJECT_ID: "e4f" },
      file: file({ cloudRegion: "cn-south-1", projectId: "f11e" }),
    });
    const { sources } = account;
    assert.deepEqual([account.projectId, account.cloudRegion], ["f1a9", "cn-south-1"]);
    assert.equal(placeText(sources.projectId!), "flag --projectId");
    assert.equal(placeText(sources.cloudRegion!), "account.cloudRegion in msgsms.config.yaml");
  });

  it("takes a profile of the file and nothing of its top level, and both places of a profile together", () => {
    const settings = file({ cloudRegion: "cn-south-1", projectId: "f11e", profiles: { europe: { cloudRegion: "eu-west-101" } } });
    const alone = refusal(() => resolveAccount("europe", { flags: flags({}), environment: keys, file: settings }));
    assert.equal(alone.told.what, 'a setting of the profile "europe" is missing: projectId');
    assert.match(factOf(alone.told, "projectId") ?? "", /account\.profiles\.europe\.projectId in msgsms\.config\.yaml$/);
    const stack = configuration({ profiles: { europe: { projectId: "57ac" } } });
    const account = resolveAccount("europe", { stack, environment: keys, file: settings });
    assert.deepEqual([account.projectId, account.cloudRegion], ["57ac", "eu-west-101"]);
    assert.equal(placeText(account.sources.cloudRegion!), "account.profiles.europe.cloudRegion in msgsms.config.yaml");
  });

  it("takes no credentials from the file, even if it holds some", () => {
    const settings = file({ cloudRegion: "cn-south-1", projectId: "f11e", accessKey: "AK-FILE", secretKey: secret });
    const error = refusal(() => resolveAccount(undefined, { flags: flags({}), environment: {}, file: settings }));
    assert.equal(error.told.what, "settings are missing: accessKey, secretKey");
  });

  it("names the place in the file for a bad value", () => {
    const sources = { flags: flags({}), environment: keys, file: file({ cloudRegion: "cn-south-1", projectId: "xyz" }) };
    assert.match(refusal(() => resolveAccount(undefined, sources)).message, /SMS4002: account\.projectId in msgsms\.config\.yaml is not /);
  });

  it("knows a profile that only the user names just where no place has profiles", () => {
    const given = flags({ cloudRegion: "eu-west-101", projectId: "fed" }, "europe");
    assert.equal(resolveAccount("europe", { flags: given, environment: keys, file: file({}) }).profile, "europe");
    const other = { flags: given, environment: keys, file: file({ profiles: { asia: {} } }) };
    const { code, told } = refusal(() => resolveAccount("europe", other));
    assert.deepEqual(
      [code, factOf(told, "profiles"), factOf(told, "looked in")],
      ["SMS4003", '"asia"', "account.profiles in msgsms.config.yaml"],
    );
    const unnamed = { flags: flags({}), environment: keys, file: file({}) };
    const nowhere = refusal(() => resolveAccount("europe", unnamed));
    assert.equal(factOf(nowhere.told, "profiles"), "none");
    assert.equal(
      stepsIn(nowhere),
      "use the flags and the environment variables as that profile: --profile europe; take the profiles of a stack: --stack <name>; " +
        "add it: account.profiles.europe in msgsms.config.yaml",
    );
  });

  it("opens each account once", () => {
    const accounts = new Accounts({ stack: configuration({ ...top, profiles: { europe } }), environment: {} }, { clock: () => new Date() });
    assert.equal(accounts.for({ market: "chinese-mainland" }).api, accounts.of(undefined).api);
    assert.equal(accounts.for({ market: "european", profile: "europe" }).api.projectId, "fed321");
    assert.equal(refusal(() => accounts.for({ market: "european" })).code, "SMS4005");
    assert.equal(refusal(() => accounts.for({ profile: "europe", enterpriseProjectId: "0" })).code, "SMS4006");
  });
});
