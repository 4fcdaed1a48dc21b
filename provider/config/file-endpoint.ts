import { cloudRegions } from "../../schemas/generated/cloud-regions";
import { isThisMachine } from "../api";
import { asShown, ForeseenError, message, plain, quoted } from "../messages";
import type { Found, SettingsSource } from "./account-sources";
import { placeText } from "./setting-place";

/**
 * Keys go to no address that a file alone names, the configuration file or that of a stack which nobody named: such files come with a
 * repository, and with each request to change it, and who gets a request can read its key and its token, and make up the answers. From them
 * come only addresses of the service, and addresses of this machine for keys that are worth nothing elsewhere.
 *
 * @throws ForeseenError SMS5110
 */
export function requireTrustedEndpoint({ place, text }: Found, accessKey: string, stack: SettingsSource | undefined): void {
  const isOfStack = place.kind === "configuration" && stack?.isUnasked === true;
  if (place.kind !== "file" && !isOfStack) return;
  const url = new URL(text);
  if (isOfService(url) || (isThisMachine(url.hostname) && isOfEmulator(accessKey))) return;
  const values = { place: plain(placeText(place)), endpoint: asShown(quoted(text)) };
  throw new ForeseenError(
    message("SMS5110", {
      what: isThisMachine(url.hostname) ? "loopback" : "elsewhere",
      values,
      do: isOfStack ? ["named", "flag"] : ["flag", "variable", "stack"],
    }),
  );
}

/** Hosts of the service: the domains of the known cloud regions, for any region. */
const domains = [...new Set(Object.values(cloudRegions).map(({ endpoint }) => new URL(endpoint).hostname.split(".").slice(2).join(".")))];

function isOfService({ protocol, hostname }: URL): boolean {
  const [service, region = "", ...domain] = hostname.split(".");
  return protocol === "https:" && service === "msgsms" && /^[a-z0-9-]+$/.test(region) && domains.includes(domain.join("."));
}

/** No key of the service looks like this; those of the emulator do, unless it was started with others. */
const isOfEmulator = (accessKey: string) => accessKey.startsWith("emulator-");
