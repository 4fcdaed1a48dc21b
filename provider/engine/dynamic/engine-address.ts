/**
 * The engine's host and port from the command line of the SDK's dynamic provider server. Undefined for any other process:
 * that one must not end because some address refuses connections.
 */
export function engineAddress([, script = "", address = ""]: readonly string[]): string | undefined {
  const isServer = /[\\/]cmd[\\/]dynamic-provider([\\/]index\.js)?$/.test(script);
  return isServer && /^[^\s/@]+:\d{1,5}$/.test(address) ? address : undefined;
}
