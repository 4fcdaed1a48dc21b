import { nearest } from "./nearest";

/** Words of the API, of other tools and of people for our keys: without signs between, in small letters. */
const keys: Readonly<Record<string, readonly string[]>> = {
  market: ["region", "location", "site", "country", "area", "family", "product"],
  name: ["appname", "applicationname", "displayname", "title", "label"],
  uplinkDestination: ["uplinkaddr", "uplinkaddress", "uplinkurl", "uplink", "uplinkcallback", "uplinkcallbackurl", "replyurl", "mourl"],
  uplinkSendTime: ["sendtime", "uplinktime"],
  statusReportDestination: [
    ...["statusreport", "statusreporturl", "statusreportaddr", "statusreportaddress", "statuscallback", "statuscallbackurl", "statusurl"],
    ...["callback", "callbackurl", "reporturl", "webhook", "webhookurl", "deliveryreport", "deliveryreporturl", "dlrurl"],
  ],
  ipWhitelist: [
    ...[
      "whitelist",
      "whitelistip",
      "whitelistips",
      "allowlist",
      "ipallowlist",
      "allowedips",
      "allowedaddresses",
      "ips",
      "iplist",
      "sourceips",
    ],
    ...["addresses", "ipaddresses"],
  ],
  testSignatureAndTemplate: ["createsignandtemplate", "signandtemplate", "testsignature", "testtemplate", "createtestsignature"],
  enterpriseProjectId: ["enterpriseproject", "epsid", "epid", "eps"],
  adopt: ["id", "appid", "applicationid", "import", "importid", "existing", "existingid", "takeover"],
  confirmedInConsole: ["confirmed", "console", "inconsole"],
  deletionPolicy: ["deletionprotection", "deletepolicy", "protect", "protected", "preventdestroy", "ondelete", "retainondelete", "retain"],
  profile: ["account", "connection", "provider"],
  apiVersion: ["version", "schemaversion", "api"],
  kind: ["type"],
  applications: ["apps", "app", "items", "resources", "smsapplications", "smsapps"],
  defaults: ["common", "global", "globals", "shared", "base"],
};

/** The same for values that are one of a few. */
const values: Readonly<Record<string, readonly string[]>> = {
  "chinese-mainland": [
    "cn",
    "china",
    "mainland",
    "chinamainland",
    "mainlandchina",
    "chinese",
    "zh",
    "zhcn",
    "prc",
    "domestic",
    "cnnorth4",
    "cnsouth1",
  ],
  international: ["intl", "int", "global", "world", "worldwide", "overseas", "abroad", "foreign", "apsoutheast1", "hongkong", "hk"],
  european: ["eu", "europa", "euwest101", "ireland", "dublin", "emea"],
  prevent: ["protect", "refuse", "deny", "block", "forbid", "never"],
  abandon: ["retain", "keep", "forget", "orphan", "leave", "release"],
};

const withoutSigns = (word: string) =>
  word
    .slice(0, 60)
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** The known word that another was probably meant to be: in another spelling, another word for it, or with a slip. */
export function meantKey(word: string, known: readonly string[]): string | undefined {
  return meantBy(word, known, keys);
}

/** The allowed value that another was probably meant to be. */
export function meantValue(word: string, allowed: readonly string[]): string | undefined {
  return meantBy(word, allowed, values);
}

function meantBy(word: string, known: readonly string[], others: Readonly<Record<string, readonly string[]>>): string | undefined {
  const bare = withoutSigns(word);
  if (bare === "") return undefined;
  return (
    known.find((candidate) => withoutSigns(candidate) === bare) ??
    known.find((candidate) => others[candidate]?.includes(bare) === true) ??
    nearest(word, known)
  );
}
