/** The projects that an emulator has when it is told nothing: one of the China site, in cn-north-4, and one of the European site. */
export const chinaProject = "0123456789abcdef0123456789abcdef";
export const europeanProject = "fedcba9876543210fedcba9876543210";
