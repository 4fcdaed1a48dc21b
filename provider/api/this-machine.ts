/** Whether a host, as URL gives it, is this machine itself: what is sent there crosses no network. */
export const isThisMachine = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
