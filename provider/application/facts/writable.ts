import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { LiveApplication, WritableSettings } from "../../service";
import { defined } from "./defined";

/** The settings of a declaration that the management API can write. */
export function writableSettings({ market, name, uplinkDestination, enterpriseProjectId }: ApplicationInputs): WritableSettings {
  return defined({ market, name, uplinkDestination, enterpriseProjectId });
}

const comparable = ["name", "uplinkDestination", "enterpriseProjectId"] as const;

/** A setting that the service shows with another value than the one that was sent. */
export interface Difference {
  setting: (typeof comparable)[number];
  sent: string;
  shown: string;
}

/** Each setting that did not take. What the service's answer does not contain is not compared. */
export function settingsNotTaken(written: WritableSettings, live: LiveApplication): Difference[] {
  return comparable.flatMap((setting) => {
    const { [setting]: sent } = written;
    const { [setting]: shown } = live;
    return sent === undefined || shown === undefined || sent === shown ? [] : [{ setting, sent, shown }];
  });
}
