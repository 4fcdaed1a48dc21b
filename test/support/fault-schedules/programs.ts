/** Who is tried: this package, or a dynamic provider as it is usually written. */
export type Contestant = "ours" | "usual";

/**
 * A program in plain JavaScript that declares mainland applications of these names.
 *
 * @param adopted ids of those that a person has made the program take over, by their names
 */
export function programOf(
  contestant: Contestant,
  names: readonly string[],
  adopted: ReadonlyMap<string, string> = new Map(),
): Record<string, string> {
  const declared = names.map((name) => {
    const inputs = { market: "chinese-mainland", name, adopt: adopted.get(name) };
    return `new SmsApplication("${name}", ${JSON.stringify(inputs)});\n`;
  });
  return {
    "Pulumi.yaml": "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "index.js": `${classes[contestant]}\n${declared.join("")}`,
  };
}

const ours = `const { SmsApplication } = require("pulumi-msgsms");`;

/** What tutorials show: create sends a POST, and whatever goes wrong is tried again. Wire names, because it knows no provider package. */
const usual = `
const pulumi = require("@pulumi/pulumi");
const provider = {
  configure({ config }) {
    this.endpoint = config.require("msgsms:endpoint");
    this.project = config.require("msgsms:projectId");
  },
  async call(method, path, body) {
    const { createHash, createHmac } = require("node:crypto");
    const sha256 = (text) => createHash("sha256").update(text).digest("hex");
    const text = body === undefined ? "" : JSON.stringify(body);
    const date = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, "");
    const full = "/v2/" + this.project + "/msgsms" + path;
    const headers = { "content-type": "application/json", host: new URL(this.endpoint).host, "x-project-id": this.project, "x-sdk-date": date };
    const signed = Object.keys(headers).sort();
    const canonical = [method, full + "/", "", ...signed.map((name) => name + ":" + headers[name]), "", signed.join(";"), sha256(text)];
    const toSign = ["SDK-HMAC-SHA256", date, sha256(canonical.join("\\n"))].join("\\n");
    const signature = createHmac("sha256", process.env.HUAWEICLOUD_SDK_SK).update(toSign).digest("hex");
    const { host, ...sent } = headers;
    sent.authorization = "SDK-HMAC-SHA256 Access=" + process.env.HUAWEICLOUD_SDK_AK + ", SignedHeaders=" + signed.join(";") + ", Signature=" + signature;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await fetch(this.endpoint + full, { method, headers: sent, body: body === undefined ? undefined : text, signal: AbortSignal.timeout(10000) });
        if (answer.ok) return await answer.json();
        throw Object.assign(new Error(method + " " + full + ": " + answer.status + " " + (await answer.text())), { final: answer.status < 500 && answer.status !== 429 });
      } catch (error) {
        if (error.final || attempt === 3) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
      }
    }
  },
  async create(inputs) {
    const created = await this.call("POST", "/apps", { app_name: inputs.name, region: "cn", show_secret: true });
    return { id: created.id, outs: { ...inputs, appKey: created.app_key, appSecret: created.app_secret } };
  },
  async read(id, props) {
    const live = await this.call("GET", "/apps/" + id);
    return { id, props: { ...props, name: live.app_name } };
  },
  async update(id, olds, news) {
    await this.call("PUT", "/apps/" + id, { app_name: news.name, region: "cn" });
    return { outs: { ...olds, ...news } };
  },
};
class SmsApplication extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { ...args, appKey: undefined, appSecret: undefined }, { additionalSecretOutputs: ["appKey", "appSecret"] }, "msgsms", "SmsApplication");
  }
}`;

const classes: Readonly<Record<Contestant, string>> = { ours, usual };
