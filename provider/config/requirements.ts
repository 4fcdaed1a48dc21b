import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { cloudRegions, type CloudRegion, type Site } from "../../schemas/generated/cloud-regions";
import { settings } from "../../schemas/generated/settings";
import { asShown, listed, message, plain, quoted } from "../messages";
import { profilePath } from "./setting-place";
import { UnsuitableAccountError } from "./unsuitable-account";

type Market = ApplicationInputs["market"];

/** What the requirements need to know of an account. */
interface Whereabouts {
  cloudRegion: CloudRegion;
  profile?: string | undefined;
}

/**
 * `european` applications live in eu-west-101 and the others elsewhere. The service itself would not refuse:
 * on the wire `international` and `european` are the same word.
 *
 * @throws UnsuitableAccountError SMS4005 with the cloud regions that have the market, and how to give it a profile
 */
export function requireMarketInRegion(market: Market, { cloudRegion, profile }: Whereabouts): void {
  const markets: readonly Market[] = cloudRegions[cloudRegion].markets;
  if (markets.includes(market)) return;
  const regions = regionNames.filter((name) => (cloudRegions[name].markets as readonly Market[]).includes(market));
  const name = market === "european" ? "europe" : market;
  const command = `pulumi config set --path 'msgsms:${profilePath(name)}.cloudRegion' ${regions[0] ?? ""}`;
  throw new UnsuitableAccountError(
    message("SMS4005", {
      values: {
        region: plain(cloudRegion),
        market: plain(market),
        command: plain(command),
        name: plain(name),
        others: asShown(markets.join(" or ")),
      },
      facts: {
        account: profile === undefined ? asShown("the one without a profile") : asShown(`profile ${quoted(profile)}`),
        "exist in": listed(regions.map(plain)),
      },
      do: ["profile", "market"],
    }),
  );
}

/**
 * Some settings exist at one site of the service only (`sites` in the schema).
 *
 * @throws UnsuitableAccountError SMS4006 that names each such setting, the account's site and the sites that have it
 */
export function requireSettingsAtSite(inputs: Partial<ApplicationInputs>, { cloudRegion }: Whereabouts): void {
  const site: Site = cloudRegions[cloudRegion].site;
  const elsewhere = (Object.keys(settings) as (keyof typeof settings)[]).filter(
    (setting) => inputs[setting] !== undefined && !sitesOf(setting).includes(site),
  );
  if (elsewhere.length === 0) return;
  const where = elsewhere.map((setting) => {
    const regions = regionNames.filter((name) => sitesOf(setting).includes(cloudRegions[name].site));
    return [setting, plain(`only at the site ${sitesOf(setting).join(", ")} (${regions.join(", ")})`)] as const;
  });
  throw new UnsuitableAccountError(
    message("SMS4006", {
      what: elsewhere.length === 1 ? "one" : "several",
      values: { site: plain(site), settings: listed(elsewhere.map(plain)) },
      facts: { "cloud region": plain(cloudRegion), ...Object.fromEntries(where) },
      do: ["remove"],
    }),
  );
}

const regionNames = Object.keys(cloudRegions) as CloudRegion[];

const everySite = [...new Set(regionNames.map((name): Site => cloudRegions[name].site))];

function sitesOf(setting: keyof typeof settings): readonly Site[] {
  const rule = settings[setting];
  return "sites" in rule ? rule.sites : everySite;
}
