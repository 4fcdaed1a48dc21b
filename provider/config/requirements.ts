import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { cloudRegions, type CloudRegion, type Site } from "../../schemas/generated/cloud-regions";
import { settings } from "../../schemas/generated/settings";
import { ForeseenError } from "../messages";
import { profilePath } from "./setting-place";

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
 * @throws ForeseenError SMS4005 with the cloud regions that have the market, and how to give it a profile
 */
export function requireMarketInRegion(market: Market, { cloudRegion, profile }: Whereabouts): void {
  const markets: readonly Market[] = cloudRegions[cloudRegion].markets;
  if (markets.includes(market)) return;
  const regions = regionNames.filter((name) => (cloudRegions[name].markets as readonly Market[]).includes(market));
  const account = profile === undefined ? "the account without a profile" : `profile ${JSON.stringify(profile)}`;
  const name = market === "european" ? "europe" : market;
  const command = `pulumi config set --path 'msgsms:${profilePath(name)}.cloudRegion' ${regions[0] ?? ""}`;
  throw new ForeseenError(
    "SMS4005",
    `market ${market} does not exist in cloud region ${cloudRegion} of ${account}; it exists in ${regions.join(", ")}. ` +
      `Give the application a profile of its own with such a cloud region, its project and credentials: ${command}; then write profile: ${name}.`,
  );
}

/**
 * Some settings exist at one site of the service only (`sites` in the schema).
 *
 * @throws ForeseenError SMS4006 that names each such setting, the account's site and the sites that have it
 */
export function requireSettingsAtSite(inputs: Partial<ApplicationInputs>, { cloudRegion }: Whereabouts): void {
  const site: Site = cloudRegions[cloudRegion].site;
  const lines = (Object.keys(settings) as (keyof typeof settings)[])
    .filter((setting) => inputs[setting] !== undefined && !sitesOf(setting).includes(site))
    .map((setting) => {
      const sites = sitesOf(setting);
      const regions = regionNames.filter((name) => sites.includes(cloudRegions[name].site));
      const where = `site ${sites.join(", ")} (cloud regions ${regions.join(", ")})`;
      return `${setting} does not exist at site ${site}, where cloud region ${cloudRegion} belongs; it exists at ${where}. Remove ${setting}.`;
    });
  if (lines.length > 0) throw new ForeseenError("SMS4006", lines.join("\n"));
}

const regionNames = Object.keys(cloudRegions) as CloudRegion[];

const everySite = [...new Set(regionNames.map((name): Site => cloudRegions[name].site))];

function sitesOf(setting: keyof typeof settings): readonly Site[] {
  const rule = settings[setting];
  return "sites" in rule ? rule.sites : everySite;
}
