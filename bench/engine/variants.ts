import { chinaProject } from "../../test/support/service/projects";

/**
 * The three programs that are compared. Each declares the same applications with the same inputs and options (protected, key and secret
 * secret), in plain JavaScript: compiling TypeScript would cost all three the same and so flatter the ratios.
 */
export const variantNames = ["ours", "nothing", "closure"] as const;

export type VariantName = (typeof variantNames)[number];

/**
 * The files of a Pulumi project that declares so many applications.
 *
 * ours: `SmsApplication` of this package. nothing: the same registration, also with a constant provider text, and methods that do nothing.
 * closure: a `pulumi.dynamic.Resource` as users write it, one provider object a resource, serialised with its methods.
 */
export function programOf(variant: VariantName, applications: number): Record<string, string> {
  return {
    "Pulumi.yaml": "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "package.json": '{ "name": "bench", "private": true, "main": "index.js" }\n',
    "index.js": `${classes[variant]}\n${declarations(applications)}`,
    ...(variant === "nothing" ? { "node_modules/do-nothing/index.js": doNothingProvider } : {}),
  };
}

const declarations = (applications: number) => `
for (let index = 0; index < ${applications}; index++) {
  new SmsApplication("application-" + index, {
    market: "chinese-mainland",
    name: "application-" + index,
    uplinkDestination: "https://sms.example.com/uplink/" + index,
    ipWhitelist: ["203.0.113.10", "203.0.113.11"],
  });
}
`;

const ours = `const { SmsApplication } = require("pulumi-msgsms");`;

/** What all three have in common: the names of the properties, and the options that `SmsApplication` sets by itself. */
const common = `
const pulumi = require("@pulumi/pulumi");
const names = ["uplinkSendTime", "statusReportDestination", "testSignatureAndTemplate", "enterpriseProjectId", "appSecret", "adopt",
  "confirmedInConsole", "deletionPolicy", "profile", "appKey", "secretSource", "secretUsableFrom", "accessAddress", "channelNumber",
  "status", "createTime", "updateTime", "adopted", "cloudRegion", "projectId", "consoleChanges"];
const absent = Object.fromEntries(names.map((name) => [name, undefined]));
const options = { protect: true, additionalSecretOutputs: ["appKey", "appSecret"] };
`;

const nothing = `${common}
class SmsApplication extends pulumi.CustomResource {
  constructor(name, args) {
    const __provider = 'exports.handler = () => require("do-nothing").provider;';
    super("pulumi-nodejs:dynamic/msgsms:SmsApplication", name, { ...absent, ...args, __provider }, options);
  }
}`;

/** Gives back what it gets, with outputs of the same names and sizes as ours. */
const doNothingProvider = `
const { randomUUID } = require("node:crypto");
const secret = (value) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const nothing = Object.fromEntries(["uplinkSendTime", "statusReportDestination", "testSignatureAndTemplate", "enterpriseProjectId", "adopt",
  "confirmedInConsole", "deletionPolicy", "profile", "channelNumber"].map((name) => [name, null]));
const outs = ({ __provider, ...inputs }) => ({
  ...nothing, ...inputs,
  appKey: secret("0123456789abcdefghijklmnopqr"), appSecret: secret("0123456789abcdefghijklmnopqr"),
  secretSource: "created", secretUsableFrom: "2026-01-01T00:00:00.000Z",
  accessAddress: "https://smsapi.cn-north-4.myhuaweicloud.com:443", status: "LAUNCHED",
  createTime: "2026-01-01 00:00:00", updateTime: "2026-01-01 00:00:00", adopted: false,
  cloudRegion: "cn-north-4", projectId: "${chinaProject}",
  consoleChanges: [{ setting: "ipWhitelist", value: inputs.ipWhitelist, status: "todo",
    instruction: "Message & SMS console, Chinese Mainland SMS, application " + inputs.name +
      ": set IP Whitelist to 203.0.113.10,203.0.113.11. It takes effect 10 to 15 minutes later." }],
});
exports.provider = {
  check: async (olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({}),
  create: async (inputs) => ({ id: randomUUID(), outs: outs(inputs) }),
  read: async (id, props) => ({ id, props }),
  update: async (id, olds, news) => ({ outs: outs(news) }),
  delete: async () => {},
};
`;

/** The calls of ours (list, POST, GET), with wire names because it stands for a program that knows no provider package. */
const closure = `${common}
class Provider {
  configure({ config }) {
    this.endpoint = config.require("msgsms:endpoint");
    this.project = config.require("msgsms:projectId");
  }
  async call(method, path, query, body) {
    const { createHash, createHmac } = require("node:crypto");
    const sha256 = (text) => createHash("sha256").update(text).digest("hex");
    const text = body === undefined ? "" : JSON.stringify(body);
    const search = new URLSearchParams(query);
    search.sort();
    const date = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, "");
    const full = "/v2/" + this.project + "/msgsms" + path;
    const headers = { "content-type": "application/json", host: new URL(this.endpoint).host, "x-project-id": this.project, "x-sdk-date": date };
    const signed = Object.keys(headers).sort();
    const canonical = [method, full + "/", search.toString(), ...signed.map((name) => name + ":" + headers[name]), "", signed.join(";"), sha256(text)];
    const toSign = ["SDK-HMAC-SHA256", date, sha256(canonical.join("\\n"))].join("\\n");
    const signature = createHmac("sha256", process.env.HUAWEICLOUD_SDK_SK).update(toSign).digest("hex");
    const { host, ...sent } = headers;
    sent.authorization = "SDK-HMAC-SHA256 Access=" + process.env.HUAWEICLOUD_SDK_AK + ", SignedHeaders=" + signed.join(";") + ", Signature=" + signature;
    const address = this.endpoint + full + (search.size > 0 ? "?" + search : "");
    const answer = await fetch(address, { method, headers: sent, body: body === undefined ? undefined : text });
    if (!answer.ok) throw new Error(method + " " + address + ": " + answer.status + " " + (await answer.text()));
    return answer.json();
  }
  async check(olds, news) {
    const failures = [];
    if (!/^[A-Za-z0-9!@$%^_=+[{}\\]:,./?~#*;|-]{1,30}$/.test(news.name)) failures.push({ property: "name", reason: "not a name of a mainland application" });
    if (news.ipWhitelist !== undefined && news.ipWhitelist.length > 10) failures.push({ property: "ipWhitelist", reason: "more than 10 addresses" });
    return { inputs: news, failures };
  }
  async diff(id, olds, news) {
    const names = ["market", "name", "uplinkDestination", "ipWhitelist"];
    return { changes: names.some((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name])) };
  }
  outs(inputs, created, live) {
    const { __provider, ...declared } = inputs;
    return { ...declared, appKey: created.app_key, appSecret: created.app_secret, accessAddress: live.app_access_addr,
      status: live.status, createTime: live.create_time, updateTime: live.update_time, projectId: this.project };
  }
  async create(inputs) {
    const { results } = await this.call("GET", "/apps", { region: "cn", limit: "500", offset: "0" });
    if (results.some((app) => app.app_name === inputs.name)) throw new Error(inputs.name + " exists");
    const created = await this.call("POST", "/apps", {}, { app_name: inputs.name, region: "cn", up_link_addr: inputs.uplinkDestination, show_secret: true });
    const live = await this.call("GET", "/apps/" + created.id, {});
    return { id: created.id, outs: this.outs(inputs, created, live) };
  }
  async read(id, props) {
    const live = await this.call("GET", "/apps/" + id, {});
    return { id, props: { ...props, name: live.app_name, status: live.status } };
  }
  async update(id, olds, news) {
    await this.call("PUT", "/apps/" + id, {}, { app_name: news.name, region: "cn", up_link_addr: news.uplinkDestination });
    const live = await this.call("GET", "/apps/" + id, {});
    return { outs: this.outs(news, { app_key: olds.appKey, app_secret: olds.appSecret }, live) };
  }
  async delete() {
    throw new Error("an SMS application cannot be deleted");
  }
}
class SmsApplication extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(new Provider(), name, { ...absent, ...args }, options, "msgsms", "SmsApplication");
  }
}`;

const classes: Readonly<Record<VariantName, string>> = { ours, nothing, closure };
