import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { LiveApplication, WritableSettings } from "../../service";
import { defined } from "./defined";

/** The settings of a declaration that the management API can write. */
export function writableSettings({ market, name, uplinkDestination, enterpriseProjectId }: ApplicationInputs): WritableSettings {
  return defined({ market, name, uplinkDestination, enterpriseProjectId });
}

const comparable = ["name", "uplinkDestination", "enterpriseProjectId"] as const;

/** A setting that the service shows with another value than the declared one. */
export interface Difference {
  setting: (typeof comparable)[number];
  declared: string;
  /** Absent where the site never shows it. */
  shown?: string;
}

/** Each setting that did not take. What the service's answer does not contain is not compared. */
export function settingsNotTaken(written: WritableSettings, live: LiveApplication): Difference[] {
  return comparable.flatMap((setting) => {
    const { [setting]: declared } = written;
    const { [setting]: shown } = live;
    return declared === undefined || shown === undefined || declared === shown ? [] : [{ setting, declared, shown }];
  });
}
