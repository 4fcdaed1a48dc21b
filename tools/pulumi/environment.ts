import { delimiter } from "node:path";

export interface HermeticPlace {
  /** Folder with `pulumi` and its plugins; put first on PATH. */
  binFolder: string;
  /** Pulumi's own folder (`PULUMI_HOME`): credentials, plugins, workspaces. */
  home: string;
  /** Absolute folder for the file backend. */
  backendFolder: string;
  /** Protects the secrets of the stacks in that backend. */
  passphrase: string;
  /** Variables to start from; `process.env` unless told. */
  inherited?: NodeJS.ProcessEnv;
  /** Variables added at the end, after everything else. */
  extra?: Record<string, string>;
}

/** A developer's real account, backend or access token must never reach a demo or a test, and no proxy may take what is meant for the emulator. */
const hidden = /^(HUAWEICLOUD_|HW_|PULUMI_)|^(HTTPS?|ALL|NO)_PROXY$/i;

/** The variables without those that name a Huawei Cloud account or steer Pulumi. */
export function withoutAccounts(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !hidden.test(name)));
}

/**
 * The environment for any use of `pulumi` here: nothing of the user's Pulumi or Huawei Cloud settings, no network.
 * Variables: `sdk/go/common/env/env.go` of pulumi/pulumi.
 */
export function hermeticEnvironment(place: HermeticPlace): NodeJS.ProcessEnv {
  const { PATH: path, ...rest } = withoutAccounts(place.inherited ?? process.env);
  return {
    ...rest,
    PATH: path ? place.binFolder + delimiter + path : place.binFolder,
    PULUMI_HOME: place.home,
    PULUMI_BACKEND_URL: `file://${place.backendFolder}`,
    PULUMI_CONFIG_PASSPHRASE: place.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    NO_COLOR: "1",
    ...place.extra,
  };
}
