/** An address that the service calls, taken apart. The schema has checked its form. */
export interface Callback {
  setting: "uplinkDestination" | "statusReportDestination";
  text: string;
  /** Without brackets around an IPv6 address. */
  host: string;
  /** What stands between `?` and `#`; empty without. */
  query: string;
}

const parts = /^(?:https?:\/\/)?(?:\[(?<ipv6>[^\]]*)\]|(?<name>[^/:?#]*))[^?#]*(?:\?(?<query>[^#]*))?/;

/** The callbacks that an application declares. */
export function callbacksOf(inputs: Record<Callback["setting"], string | undefined>): Callback[] {
  const callbacks: Callback[] = [];
  for (const setting of ["uplinkDestination", "statusReportDestination"] as const) {
    const text = inputs[setting];
    if (text === undefined) continue;
    const { ipv6, name = "", query = "" } = parts.exec(text)?.groups ?? {};
    callbacks.push({ setting, text, host: ipv6 ?? name, query });
  }
  return callbacks;
}
