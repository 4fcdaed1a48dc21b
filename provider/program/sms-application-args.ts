import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationInputs } from "../../schemas/generated/application-types";

/** Decides how the resource is registered, or which account is asked, so it cannot wait for another resource. */
type PlainSetting = "deletionPolicy" | "profile";

/** Settings as a program may give them: now, later, or not at all where they are optional. */
type Given<T> = {
  [Setting in keyof T]: pulumi.Input<T[Setting]> | (Partial<Pick<T, Setting>> extends Pick<T, Setting> ? undefined : never);
};

/** What a program declares for one SMS application. The rules of each setting are in the application schema. */
export type SmsApplicationArgs = Given<Omit<ApplicationInputs, PlainSetting>> & Pick<ApplicationInputs, PlainSetting>;
